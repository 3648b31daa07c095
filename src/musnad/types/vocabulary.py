"""The closed vocabularies of the record: what each coded field may hold (GUIDELINES.md, PLOVER 2021 draft 0.8)."""

from __future__ import annotations

from typing import Literal

MentionKind = Literal["person", "organization", "place", "group"]
TimeType = Literal["date", "time", "duration", "set"]
TimeBasis = Literal["stated", "relative", "none"]
Calendar = Literal["gregorian", "hijri"]
ClaimForm = Literal["direct", "indirect", "mixed"]
SpeechAct = Literal[
    "state",
    "confirm",
    "deny",
    "accuse",
    "promise",
    "threaten",
    "request",
    "praise",
    "condemn",
    "announce",
    "predict",
    "ask",
]
Stance = Literal["neutral", "distanced", "endorsed"]
LinkRole = Literal["outlet", "relay", "speaker"]
LinkKind = Literal["outlet", "agency", "cited_outlet", "named", "office", "anonymous", "collective"]
AnonymousSort = Literal[
    "unspecified",
    "informed",
    "official",
    "security",
    "military",
    "medical",
    "diplomatic",
    "political",
    "judicial",
    "media",
    "local",
    "eyewitness",
    "activist",
    "expert",
    "other",
]
ChannelKind = Literal[
    "statement",
    "press_conference",
    "speech",
    "interview",
    "broadcast",
    "call",
    "meeting",
    "social",
    "letter",
    "recording",
    "report",
    "article",
]
EventStatus = Literal["happened", "ongoing", "planned", "called_for", "hypothetical", "negated", "habitual"]
Degree = Literal["asserted", "attributed", "hedged", "distanced", "denied", "retracted"]
Ground = Literal["news", "background"]
Certainty = Literal["asserted", "attributed", "disputed"]
Bound = Literal["exact", "about", "at_least", "at_most", "more_than", "less_than"]
MagnitudeField = Literal["killed", "wounded", "arrested", "displaced", "demonstrators"]
QuadClass = Literal["verbal cooperation", "material cooperation", "verbal conflict", "material conflict"]
Role = Literal["reader", "reviewer", "admin"]
ROLES: tuple[Role, ...] = ("reader", "reviewer", "admin")
"""What a user may do: look; also correct; also look after users. Each may do what those before may."""

SECTORS = frozenset("GOV MIL COP SPY JUD LEG PTY OPP REB UAF CVL MED BUS EDU REL NGO IGO LAB REF CRM ELI".split())

MODES: dict[str, frozenset[str]] = {
    "AGREE": frozenset(),
    "CONSULT": frozenset({"visit", "third-party", "multilateral", "phone"}),
    "SUPPORT": frozenset(),
    "CONCEDE": frozenset(),
    "COOPERATE": frozenset(),
    "AID": frozenset(),
    "RETREAT": frozenset({"withdraw", "release", "disarm", "ceasefire", "access", "resign"}),
    "REQUEST": frozenset({"assist", "change", "yield", "meet"}),
    "ACCUSE": frozenset({"disapprove", "investigate", "allege"}),
    "REJECT": frozenset({"assist", "change", "yield", "meet"}),
    "THREATEN": frozenset({"restrict", "arrest", "relations", "expel", "territory", "violence"}),
    "PROTEST": frozenset({"demo", "riot", "strike", "hunger", "boycott", "obstruct", "vandalize"}),
    "SANCTION": frozenset({"convict", "expel", "withdraw", "discontinue"}),
    "MOBILIZE": frozenset({"troops", "weapons", "police", "militia"}),
    "COERCE": frozenset("seize restrict censor curfew martial-law arrest deport withhold misinformation cyber".split()),
    "ASSAULT": frozenset(
        "abduct beat torture sexual targeted destroy primitive firearms explosives suicide-attack aerial drone "
        "heavy-weapons crowd-control unconventional".split()
    ),
}
"""PLOVER's event types, each with its modes."""

CONTEXTS = frozenset(
    "military intelligence executive legislative election political_institutions pro_democracy pro_autocracy economic "
    "legal reparations human_rights rights_freedoms repression human_security gender lgbt religion_ethnicity inequality "
    "diplomatic territory peacekeeping health asylum migration disasters natural_resource environment technology "
    "terrorism cbrn cyber misinformation crime corruption illegal_drugs trafficking".split()
)
