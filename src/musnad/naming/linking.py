"""Links candidates to entities inside a document: same name, family name, office, bare noun, repeated description."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import islice

from musnad.knowledge.names import Name, known, names
from musnad.knowledge.words import latin
from musnad.naming.page import Candidate, Page
from musnad.naming.setting import Setting, kingdoms
from musnad.text.clitics import splits
from musnad.text.folding import fold_word
from musnad.types import Entity, Mention
from musnad.types.vocabulary import MentionKind

_MEMORY = 150
_STATE = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})


@dataclass(slots=True)
class _Thing:
    """An entity while its mentions are being collected."""

    kind: MentionKind
    name_ar: str
    spelling: tuple[str, ...]
    name: Name | None = None
    country: str | None = None
    sectors: tuple[str, ...] = ()
    role: str | None = None
    role_forms: frozenset[str] = frozenset()
    title: str = ""
    heads: set[str] = field(default_factory=set)
    precision: str = ""
    named: bool = True
    unplaced: str = ""


def link(page: Page, candidates: list[Candidate], setting: Setting) -> tuple[tuple[Mention, ...], tuple[Entity, ...]]:
    """The mentions of the candidates in order and the entities that they name, numbered by first mention."""
    linker = _Linker(page, setting)
    things: list[_Thing] = []
    numbers: dict[int, int] = {}
    mentions: list[Mention] = []
    for candidate in candidates:
        thing = linker.thing_of(candidate)
        if id(thing) not in numbers:
            numbers[id(thing)] = len(things) + 1
            things.append(thing)
        mentions.append(_mention(page, candidate, thing, f"m{len(mentions) + 1}", f"e{numbers[id(thing)]}"))
    entities = tuple(_entity(f"e{number}", thing) for number, thing in enumerate(things, 1))
    kinds = {entity.id: entity.kind for entity in entities}
    return tuple(m if m.kind == kinds[m.entity] else replace(m, kind=kinds[m.entity]) for m in mentions), entities


def _mention(page: Page, candidate: Candidate, thing: _Thing, mention: str, entity: str) -> Mention:
    lead, skip = candidate.first, candidate.skip
    if candidate.role is not None and candidate.role[0] < lead:
        lead = candidate.role[0]
        title = page.words[lead].title
        skip = title.split.skip if title is not None else 0
    return Mention(
        mention, page.span(candidate.first, candidate.last, candidate.skip), thing.kind, entity, candidate.first,
        candidate.last, candidate.score, candidate.rule, candidate.named,
        candidate.name.key if candidate.name else None, candidate.head.noun if candidate.head else None,
        lead, page.tokens[lead].form[:skip],
    )  # fmt: skip


def spelling(page: Page, candidate: Candidate) -> tuple[str, ...]:
    """The folded words of a candidate's name proper, without proclitics on the first and without marks."""
    first = candidate.start_of_core
    forms = [token.form for token in page.tokens[first : candidate.last] if token.kind != "punctuation"]
    if first == candidate.first and candidate.skip and forms:
        fitting = [split for split in splits(forms[0]) if split.skip == candidate.skip]
        if fitting:
            forms[0] = fitting[-1].full
    return tuple(forms)


class _Linker:
    """Finds the entity of each candidate among those met so far; the order of rules is the order of trust."""

    def __init__(self, page: Page, setting: Setting) -> None:
        self.page = page
        self.setting = setting
        self.things: list[_Thing] = []
        self.recent: list[_Thing] = []
        self.by_key: dict[str, _Thing] = {}
        self.by_spelling: dict[tuple[str, tuple[str, ...]], _Thing] = {}

    def thing_of(self, candidate: Candidate) -> _Thing:
        words = spelling(self.page, candidate)
        found = self._known(candidate) or self.by_spelling.get((_family(candidate.kind), words))
        if found is None and candidate.kind == "person" and candidate.named:
            found = self._same_person(words, candidate)
        if found is None and not candidate.named:
            found = self._described(candidate, words)
        if found is None:
            found = self._new(candidate, words)
        self._learn(found, candidate, words)
        self.recent.append(found)
        return found

    def _latest(self) -> Iterator[_Thing]:
        """The entities met last, the newest first: more than an article has, few enough for a book in one file."""
        return islice(reversed(self.things), _MEMORY)

    def _known(self, candidate: Candidate) -> _Thing | None:
        return self.by_key.get(candidate.name.key) if candidate.name is not None else None

    def _same_person(self, words: tuple[str, ...], candidate: Candidate) -> _Thing | None:
        for thing in self._latest():
            if thing.kind != "person" or not thing.named or not thing.spelling:
                continue
            if candidate.name is not None and thing.name is not None and candidate.name.key != thing.name.key:
                continue
            if set(words) <= set(thing.spelling) or (len(thing.spelling) > 1 and set(thing.spelling) <= set(words)):
                return thing
        return None

    def _described(self, candidate: Candidate, words: tuple[str, ...]) -> _Thing | None:
        if candidate.role is not None:
            return self._holder(candidate, words)
        if candidate.rule == "own country":
            return self._own_country()
        if candidate.kind == "place":
            return self._bare_place(candidate)
        noun = candidate.head.noun if candidate.head else ""
        if not noun or candidate.pronoun:
            return None
        definite = words[0].startswith("ال")
        if candidate.kind == "organization" and definite:
            return next((t for t in self._latest() if t.kind == "organization" and noun in t.heads), None)
        if candidate.kind == "group" and definite and len(words) == 1:
            return next((t for t in self._latest() if t.kind in {"group", "organization"} and noun in t.heads), None)
        return None

    def _holder(self, candidate: Candidate, words: tuple[str, ...]) -> _Thing | None:
        """The person who holds the office that a description names: `الرئيس الروسي`, `الوزير`, `المتحدث`."""
        title = candidate.head.noun if candidate.head else ""
        asked = frozenset(_stem(form) for form in words)
        for thing in self._latest():
            if thing.title != title or thing.kind not in {"person", "group"}:
                continue
            if len(words) == 1 or asked <= thing.role_forms or (thing.role_forms and thing.role_forms <= asked):
                return thing
        return None

    def _own_country(self) -> _Thing | None:
        """The country of the actor named last, as an entity; a new one where the text has not named it yet."""
        latest = [thing for thing in islice(reversed(self.recent), _MEMORY) if thing.kind != "place" and thing.country]
        owner = next((thing for thing in latest if thing.kind == "person"), None) or next(iter(latest), None)
        return self._country_thing(owner.country) if owner is not None and owner.country is not None else None

    def _country_thing(self, country: str) -> _Thing | None:
        """The entity of a country, a new one where the text has not named it yet."""
        name = known("country").get(f"country:{country}")
        if name is None:
            return None
        if name.key not in self.by_key:
            self.things.append(_Thing("place", name.name_ar, (), name, name.country, name.sectors))
            self.by_key[name.key] = self.things[-1]
        return self.by_key[name.key]

    def _kingdom(self) -> _Thing | None:
        """`المملكة`: the outlet's, else the kingdom that the article is most about."""
        shares = self.setting.evidence.weights
        monarchies = sorted(
            kingdoms(), key=lambda country: (country != self.setting.outlet, -shares.get(country, 0.0), country)
        )
        found = next((c for c in monarchies if c == self.setting.outlet or shares.get(c, 0.0) > 0), None)
        return self._country_thing(found) if found is not None else None

    def _bare_place(self, candidate: Candidate) -> _Thing | None:
        head = candidate.head
        if head is None:
            return None
        if head.noun == "مملكة":
            return self._kingdom()
        fallback = None
        for thing in self._latest():
            if thing.kind != "place":
                continue
            if head.noun in thing.heads:
                return thing
            if fallback is None and head.precision and thing.precision == head.precision:
                fallback = thing
        return fallback

    def _new(self, candidate: Candidate, words: tuple[str, ...]) -> _Thing:
        kind = candidate.kind
        if (
            candidate.role is not None
            and not candidate.named
            and not (words and words[0].startswith("ال") and len(words) > 1)
        ):
            kind = "group"
        text = self.page.document.text[slice(*self.page.span(candidate.first, candidate.last, candidate.skip))]
        if candidate.named and candidate.name is not None:
            text = candidate.name.name_ar
        elif candidate.skip and candidate.core < 0 and words and words[0].startswith("ال") and not text.startswith("ا"):
            text = "ا" + text
        thing = _Thing(kind, text, words if candidate.named else (), named=candidate.named)
        self.things.append(thing)
        return thing

    def _learn(self, thing: _Thing, candidate: Candidate, words: tuple[str, ...]) -> None:
        """Adds to an entity what one more mention tells about it."""
        name, head = candidate.name, candidate.head
        self.by_spelling.setdefault((_family(candidate.kind), words), thing)
        if name is not None and thing.name is None and candidate.named:
            thing.name = name
            self.by_key.setdefault(name.key, thing)
            thing.country, thing.sectors = thing.country or name.country, name.sectors or thing.sectors
            thing.heads.update(_first_words(name))
            if name.geo is not None:
                thing.precision = name.geo.precision
            if name.role is not None and thing.kind == "person":
                # What the tables know of an office finds its holder by it: `رئيسة الوزراء البريطانية`.
                thing.role_forms = thing.role_forms | frozenset(_stem(fold_word(part)) for part in name.role.split())
                thing.title = thing.title or _first_words(name, name.role)[0]
        thing.unplaced = thing.unplaced or candidate.unplaced
        if head is not None and not (thing.kind == "person" and candidate.role is None):
            thing.heads.add(head.noun)
            thing.precision = thing.precision or head.precision
            if not thing.sectors:
                thing.sectors = head.sectors
        if candidate.role is not None:
            self._learn_role(thing, candidate)
        if len(words) > len(thing.spelling) and candidate.named and thing.kind == "person":
            thing.spelling = words
        if thing.country is None:
            thing.country = self._country(candidate)
        if thing.country is None and self._at_home(thing, candidate):
            thing.country = self.setting.home

    def _at_home(self, thing: _Thing, candidate: Candidate) -> bool:
        """Whether a phrase without a country is one of the home country's: a state body, an office, a district."""
        if thing.kind == "place":
            return candidate.head is not None and candidate.head.precision in {"city", "admin1", "district", "street"}
        if thing.kind == "person":
            return candidate.role is not None and bool(_STATE & set(thing.sectors))
        definite = candidate.head is not None and thing.kind == "organization"
        return definite and bool(_STATE & set(thing.sectors))

    def _learn_role(self, thing: _Thing, candidate: Candidate) -> None:
        first, last = candidate.role or (0, 0)
        head = candidate.head
        if head is None or last <= first:
            return
        thing.title = head.noun
        page = self.page
        forms = [token.form for token in page.tokens[first:last]]
        thing.role_forms = thing.role_forms | frozenset(_stem(form) for form in forms)
        if thing.role is None:
            sense = page.words[first].title
            skip = sense.split.skip if sense else 0
            thing.role = page.document.text[slice(*page.span(first, last, skip))]
        if thing.country is None:
            thing.country = self._country(candidate._replace(first=first, last=last))

    def _country(self, candidate: Candidate) -> str | None:
        """The country that an adjective or a place inside the phrase gives: `الجيش التركي`, `شرطة لندن`."""
        first, last = candidate.first, candidate.last
        for index in range(first, last):
            part = self.page.words[index]
            if part.nationality and (part.definite or index > first):
                return part.nationality[0]
        if last - first == 1:
            return None
        for index in range(first + 1, last):
            for match in names().matches(self.page.tokens, index, last):
                if not match.skip and not match.name.generic and match.name.country not in {None, "INT"}:
                    return match.name.country
        return None


def _family(kind: MentionKind) -> str:
    """Groups and bodies may be one thing under two kinds; persons and places are not."""
    return kind if kind in {"person", "place"} else "body"


def _stem(form: str) -> str:
    articled = next((split for split in splits(form) if split.article), None)
    return (articled.stem if articled else form).removesuffix("ة")


def _first_words(name: Name, phrase: str | None = None) -> tuple[str, ...]:
    first = (phrase or name.name_ar).split()[0]
    return (first.removeprefix("ال"),)


def _entity(entity: str, thing: _Thing) -> Entity:
    name, geo, reason = thing.name, None, None
    if thing.kind == "place":
        geo = name.geo if name is not None else None
        if geo is None:
            reason = thing.unplaced or "not in the gazetteer"
    english = name.name_en if name is not None else (latin(thing.spelling) if thing.kind == "person" else None)
    ids = {"wikidata": name.wikidata} if name is not None and name.wikidata else {}
    role = thing.role or (name.role if name is not None and thing.kind == "person" else None)
    return Entity(entity, thing.kind, thing.name_ar, english, role, thing.country, thing.sectors, ids, geo, reason)
