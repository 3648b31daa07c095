"""Where the clause of an anchor starts and ends."""

from __future__ import annotations

from musnad.attribution.introducers import is_that
from musnad.knowledge.anchors import clause_words
from musnad.naming.scene import Scene

FARTHEST_SUBJECT = 14
_FARTHEST_PARTY = 22
SHORTEST_VERB = 3


def clause_end(scene: Scene, index: int, stop: int) -> int:
    """The index at which the clause that contains token `index - 1` ends."""
    tokens, words = scene.page.tokens, clause_words()
    for position in range(index, min(stop, index + _FARTHEST_PARTY)):
        form = tokens[position].form
        if form in {"؛", ";", ":", ".", "؟", "!"} or is_that(form):
            return position
        classes = words.get(form) or (words.get(form[1:]) if form[0] in "وف" else None)
        if position > index and classes and classes & {"barrier", "relative"} and not _agent_ahead(scene, position):
            return position
        if form in {"،", ","} and position + 1 < stop and scene.page.words[position + 1].verb:
            return position
        if (
            position > index
            and form[0] == "و"
            and len(form) > SHORTEST_VERB
            and scene.page.words[position].verb
            and position not in scene.leads
        ):
            return position
    return min(stop, index + _FARTHEST_PARTY)


def _agent_ahead(scene: Scene, position: int) -> bool:
    """`من قبل` names the agent of a passive; `قبل` alone starts another clause."""
    return position > 0 and scene.page.tokens[position - 1].form == "من" and scene.page.tokens[position].form == "قبل"


def clause_start(scene: Scene, index: int, first: int) -> int:
    """The index at which the clause that contains token `index` starts."""
    tokens, words = scene.page.tokens, clause_words()
    for position in range(index - 1, first - 1, -1):
        form = tokens[position].form
        if form in {"؛", ";", ":", "."} or is_that(form):
            return position + 1
        if "barrier" in words.get(form, ()):
            return position + 1
    return first
