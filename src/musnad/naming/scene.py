"""The mentions of a page by where their phrases start, and what governs each: what claims and events look up."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.knowledge.names import known
from musnad.naming.page import Page, page_of
from musnad.types import Document, Entity, Mention, Reading

_PRONOUNS = ("ها", "ه", "هم", "هما", "هن", "نا")
_OPENING_MARKS = frozenset('"«“‘(/')


@dataclass(frozen=True, slots=True)
class Scene:
    """A page with its mentions and entities."""

    page: Page
    mentions: tuple[Mention, ...]
    entities: dict[str, Entity]
    leads: dict[int, list[Mention]] = field(default_factory=dict)
    by_id: dict[str, Mention] = field(default_factory=dict)
    governors: dict[str, str] = field(default_factory=dict)
    covered: frozenset[int] = frozenset()
    of_entity: dict[str, list[Mention]] = field(default_factory=dict)

    def starting(self, first: int, last: int) -> list[Mention]:
        """The mentions whose phrases start at tokens `first:last`, in order, the longest of each start first."""
        return [mention for index in range(first, last) for mention in self.leads.get(index, ())]

    def outermost(self, first: int, last: int) -> list[Mention]:
        """Like `starting`, without mentions that stand inside the phrase of an earlier one."""
        found: list[Mention] = []
        end = first
        for mention in self.starting(first, last):
            if mention.lead >= end:
                found.append(mention)
                end = mention.last
        return found

    def governor(self, mention: Mention) -> str:
        """The preposition that governs the phrase, a clitic or the word before it; "" for none."""
        return self.governors[mention.id]

    def nearest(self, entity: str, token: int) -> Mention:
        """The mention of an entity nearest to a token, an earlier one before a later one."""
        return min(self.of_entity[entity], key=lambda mention: (mention.first > token, abs(mention.first - token)))


def scene_of(document: Document, reading: Reading) -> Scene:
    """The scene of a document whose mentions have been read."""
    page = page_of(document, reading)
    leads: dict[int, list[Mention]] = {}
    of_entity: dict[str, list[Mention]] = {}
    for mention in reading.mentions:
        leads.setdefault(mention.lead, []).append(mention)
        of_entity.setdefault(mention.entity, []).append(mention)
    for same in leads.values():
        same.sort(key=lambda mention: -mention.last)
    return Scene(
        page, reading.mentions, {entity.id: entity for entity in reading.entities}, leads,
        {mention.id: mention for mention in reading.mentions},
        _governors(page, reading.mentions),
        frozenset(index for mention in reading.mentions for index in range(mention.lead, mention.last)), of_entity,
    )  # fmt: skip


def _governors(page: Page, mentions: tuple[Mention, ...]) -> dict[str, str]:
    """What governs each mention; a phrase joined with `و` shares what governs the one before it."""
    found: dict[str, str] = {}
    ends: dict[int, str] = {}
    for mention in sorted(mentions, key=lambda m: (m.lead, -m.last)):
        governor = _governor(page, mention)
        if not governor and mention.prefix == "و":
            governor = ends.get(mention.lead, "")
        found[mention.id] = governor
        ends.setdefault(mention.last, governor)
    return found


def _governor(page: Page, mention: Mention) -> str:
    clitic = mention.prefix[-1:] if mention.prefix[-1:] in {"ب", "ل", "ك"} else ""
    if clitic:
        return clitic
    if mention.prefix[-1:] in {"و", "ف"}:
        return ""
    index = mention.lead - 1
    while index >= 0 and page.tokens[index].form in _OPENING_MARKS:
        index -= 1
    while index >= 0 and page.words[index].shapes & {"demonstrative", "holding"}:
        # `على مواقع المعارضة`: what governs the positions governs who holds them.
        clitic = page.tokens[index].form[0]
        if clitic in "بل":
            return clitic
        index -= 1
    if index < 0 or page.tokens[index].kind != "word":
        return ""
    before = page.tokens[index].form
    function = page.words[index].function
    if "direction" in page.words[index].shapes and mention.kind == "place":
        # `غربي العراق`: a direction makes the place an adverb.
        return before
    if before.endswith(_PRONOUNS) and not before.endswith("جاه"):
        # `قام بها الوزير`: the preposition has its pronoun already.
        return ""
    if function == "prep" or before in {"ل", "ب", "ك"}:
        return before[1:] if before[0] == "و" and len(before) > 2 and page.words[index].function else before  # noqa: PLR2004 - `وفي`
    return ""


def can_act(scene: Scene, mention: Mention) -> bool:
    """Whether a phrase can be an actor or speaker: of places only countries and what stands for a government."""
    if mention.kind != "place":
        return True
    entity = scene.entities[mention.entity]
    if entity.name_ar in {name.name_ar for name in known("metonym").values()}:
        return True
    return entity.geo is not None and entity.geo.precision == "country"
