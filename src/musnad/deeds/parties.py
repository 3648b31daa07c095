"""The parties of a deed while they are being found, and what verbs and verbal nouns share in finding them."""

from __future__ import annotations

from dataclasses import dataclass, field

from musnad.attribution.speakers import coordinated
from musnad.knowledge.anchors import AnchorHit, clause_words
from musnad.naming.scene import Scene
from musnad.types import Mention

ARMED = frozenset({"MIL", "REB", "UAF", "COP", "SPY", "CRM"})


@dataclass(slots=True)
class Parties:
    """The parties found so far, each list without repeats of an entity; `rules` says how each was found."""

    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    places: list[Mention] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)

    def add(self, role: str, mentions: list[Mention], rule: str) -> None:
        """Adds mentions to a role unless their entity already has one in the event."""
        target = {"actor": self.actors, "recipient": self.recipients, "place": self.places}[role]
        taken = {mention.entity for mention in (*self.actors, *self.recipients)}
        for mention in mentions:
            if mention.entity not in taken or role == "place":
                target.append(mention)
                taken.add(mention.entity)
                self.rules.setdefault(mention.id, rule)


def joined_before(scene: Scene, mention: Mention) -> list[Mention]:
    """The phrases that a phrase with `و` is joined to: `ترامب وماي تحدثا`."""
    found: list[Mention] = []
    while mention.prefix.startswith("و"):
        earlier = [m for m in scene.outermost(max(0, mention.lead - 8), mention.lead) if m.last == mention.lead]
        if not earlier:
            break
        mention = earlier[-1]
        found.insert(0, mention)
    return found


def agents(scene: Scene, hit: AnchorHit, end: int, found: Parties) -> None:
    """Adds the agent that a passive names: `من قبل …`, `على يد …`, `على أيدي …`."""
    words = clause_words()
    for mention in scene.outermost(hit.last, end):
        lead = mention.lead
        if lead > 1 and "agent" in words.get(scene.page.tokens[lead - 1].form, ()):
            found.add("actor", [mention, *coordinated(scene, mention, end)], "agent of a passive")
            return
