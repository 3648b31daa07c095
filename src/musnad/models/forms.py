"""The form of a claim, from the marks of quotation around and in its words: no network reads them more exactly."""

from __future__ import annotations

from musnad.models.scores import Span as Words
from musnad.naming.page import Page
from musnad.types import Mention, Quotation, Span
from musnad.types.vocabulary import ClaimForm


def form_of(page: Page, mentions: dict[int, Mention], cue: Words, content: tuple[Span, ...]) -> ClaimForm:
    """direct: the quoted words alone, or what follows a colon; mixed: quoted words among others; else indirect.

    A quoted name (`قرية "المدب"`) quotes nobody. `mentions` are those of the record by their first words.
    """
    around = Span(content[0].start, content[-1].end)
    # what is told inside somebody's quoted words is quoted with its cue, and of itself it is not
    quotations = [each for each in page.quotations if each.first < each.last and not each.first <= cue.first < each.last]
    if any(_wraps(page, each, around) for each in quotations):
        return "direct"
    if any(_inside(page, each, around) and not _names(mentions, each) for each in quotations):
        return "mixed"
    before = _before(page, around.start)
    colon = page.tokens[cue.first].form == ":" or (before is not None and page.tokens[before].form == ":")
    return "direct" if colon else "indirect"


def _wraps(page: Page, quotation: Quotation, around: Span) -> bool:
    """Whether the content is all that stands in the marks, but for clitics at its start (`بـ"…`, `"ب…`)."""
    first, last = page.tokens[quotation.first], page.tokens[quotation.last - 1]
    return first.start <= around.start < first.end and around.end <= last.end


def _inside(page: Page, quotation: Quotation, around: Span) -> bool:
    return page.tokens[quotation.first].start < around.end and page.tokens[quotation.last - 1].end > around.start


def _names(mentions: dict[int, Mention], quotation: Quotation) -> bool:
    mention = mentions.get(quotation.first)
    return mention is not None and mention.named and mention.last == quotation.last


def _before(page: Page, start: int) -> int | None:
    """The token that ends before an offset."""
    return max((i for i, token in enumerate(page.tokens) if token.end <= start), default=None)
