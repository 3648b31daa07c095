"""One sentence's acts of speech: cues whose complement was found, with where their content starts and ends."""

from __future__ import annotations

from dataclasses import dataclass

from musnad.attribution.introducers import Introducer, introducer, is_that
from musnad.knowledge.anchors import anchor_forms, clause_words
from musnad.knowledge.cues import CueHit, cues
from musnad.naming.scene import Scene, can_act
from musnad.types import Quotation, Sentence

_SHORTEST_CONTENT = 1
_IMPERSONAL_REACH = 2
_PARTICIPLE_REACH = 8
_LONGEST_QUOTATION = 120
_LEAST_QUOTED = 3
_LONGEST_CLAUSE = 60
_COMMAS = frozenset({"،", ","})


@dataclass(frozen=True, slots=True)
class Speech:
    """A cue that attributes: tokens `start:end` are its content, `skip` folded characters into the first."""

    hit: CueHit
    introducer: Introducer | None
    start: int
    end: int
    skip: int = 0
    quotation: Quotation | None = None
    inside: bool = False

    @property
    def participle(self) -> bool:
        """Whether the cue continues a sentence as a participle: `مؤكداً أن`."""
        return _is_participle(self.hit)


def _is_participle(hit: CueHit) -> bool:
    return hit.cue.pos == "participle" or (hit.word is not None and hit.word.form.tense == "participle")


def speeches(scene: Scene, sentence: Sentence, quotes: dict[int, Quotation]) -> list[Speech]:
    """The acts of speech of a sentence in the order of their cues, with the ends of their contents settled."""
    raw = [speech for index in range(sentence.first, sentence.last) for speech in _at(scene, sentence, index, quotes)]
    found: list[Speech] = []
    for number, speech in enumerate(raw):
        if found and _same_introducer(found[-1], speech):
            if speech.hit.cue.pos == "noun" and speech.hit.word is not None and not speech.hit.word.pronoun:
                # `قال في تصريح إن`: the noun only says where.
                continue
            found.pop()
        found.append(_ended(scene, speech, raw[number + 1 :]))
    return [speech for speech in found if speech.hit.cue.role == "self" or speech.end - speech.start >= _SHORTEST_CONTENT]


def _same_introducer(earlier: Speech, later: Speech) -> bool:
    """Two cues before one `أن`: the later one has it; `نقلت … قوله` is one act of speech told by two words."""
    word = later.hit.word
    if earlier.hit.cue.role == "relay" and later.hit.cue.pos == "noun" and word is not None and word.pronoun:
        return later.hit.first <= earlier.start
    first, second = earlier.introducer, later.introducer
    return first is not None and second is not None and first.at == second.at and first.kind == second.kind


def _at(scene: Scene, sentence: Sentence, index: int, quotes: dict[int, Quotation]) -> list[Speech]:
    page = scene.page
    known = page.words[index]
    if page.tokens[index].kind != "word" or index in page.timed:
        return []
    if index in scene.covered or (known.function and known.function != "prep"):
        return []
    for hit in cues().at(page.tokens, index, sentence.last):
        speech = _speech(scene, sentence, hit, quotes)
        if speech is not None:
            return [speech]
    return []


def _speech(scene: Scene, sentence: Sentence, hit: CueHit, quotes: dict[int, Quotation]) -> Speech | None:
    role = hit.cue.role
    if role in {"source", "self", "distance"}:
        return Speech(hit, None, hit.last, sentence.last)
    if hit.word is not None and not _plausible(scene, hit):
        return None
    found = introducer(scene, hit, sentence.last, quotes)
    told = _told_before(scene, hit, quotes) if found is None or found.kind == "phrase" else None
    if told is not None:
        return Speech(hit, None, told.first, told.last, quotation=told)
    if found is None:
        return _object(scene, sentence, hit)
    if role == "impersonal" and found.at - hit.last > _IMPERSONAL_REACH:
        return None
    if _is_participle(hit) and found.at - hit.last > _PARTICIPLE_REACH:
        return None
    quotation = _opened(scene, found, quotes)
    if quotation is not None:
        return Speech(hit, found, quotation.first, quotation.last, quotation=quotation)
    return Speech(hit, found, found.start, sentence.last, found.skip)


def _told_before(scene: Scene, hit: CueHit, quotes: dict[int, Quotation]) -> Quotation | None:
    """The quotation that ends right before a finite cue: `«…»، قال الرئيس`."""
    if hit.word is None or hit.word.form.tense not in {"past", "present"} or "quote" not in hit.cue.complements:
        return None
    tokens = scene.page.tokens
    for opening in range(hit.first - 1, max(-1, hit.first - _LONGEST_QUOTATION), -1):
        quotation = quotes.get(opening)
        if quotation is None or quotation.closing is None or quotation.last - quotation.first < _LEAST_QUOTED:
            continue
        if quotation.closing >= hit.first:
            return None
        between = tokens[quotation.closing + 1 : hit.first]
        return quotation if all(token.form in _COMMAS for token in between) and len(between) <= 1 else None
    return None


def _plausible(scene: Scene, hit: CueHit) -> bool:
    """Whether an inflected word is a cue here and not its homograph."""
    word = hit.word
    if word is None:
        return True
    if hit.cue.role == "relay" and word.pronoun:
        # `في بيان نشره`: the pronoun is the statement, told of already.
        return False
    if word.form.tense == "noun":
        return not word.article or hit.cue.event
    if word.form.tense == "participle" and (word.article or word.preposition):
        return False
    first_person = word.form.person in {"1s", "1p"} and word.form.tense == "present"
    passive_formula = word.form.voice == "passive" and word.form.tense == "present" and hit.cue.role == "speech"
    # `يذكر أن`, `يشار إلى أن` are the outlet's own formula, spelt like the active.
    if hit.first == _sentence_start(scene, hit.first) and word.form.tense == "present" and word.form.person == "3ms":
        following = hit.last
        if following < len(scene.page.tokens) and _opens_clause(scene, following):
            return False
    return not first_person and not passive_formula


def _opens_clause(scene: Scene, index: int) -> bool:
    form = scene.page.tokens[index].form
    return is_that(form) or (
        form in {"الى", "في", "ب", "على"}
        and index + 1 < len(scene.page.tokens)
        and is_that(scene.page.tokens[index + 1].form)
    )


def _sentence_start(scene: Scene, index: int) -> int:
    least = max(0, index - _LONGEST_CLAUSE)
    while index > least and scene.page.tokens[index - 1].form not in {".", "،", ":", "؛"} and not _new_line(scene, index):
        index -= 1
    return index


def _new_line(scene: Scene, index: int) -> bool:
    tokens = scene.page.tokens
    return "\n" in scene.page.document.text[tokens[index - 1].end : tokens[index].start]


def _opened(scene: Scene, found: Introducer, quotes: dict[int, Quotation]) -> Quotation | None:
    """The quotation that the introducer opens: all of the content is direct speech then."""
    if found.kind == "quote":
        return quotes.get(found.at)
    return (
        quotes.get(found.start)
        if found.kind in {"colon", "that"} and _whole(scene, quotes.get(found.start), found)
        else None
    )


def _whole(scene: Scene, quotation: Quotation | None, found: Introducer) -> bool:
    """Whether a quotation after `أن` is the whole content and not its first fragment (`إن "استفزازات" العدو`)."""
    if quotation is None or found.kind == "colon":
        return quotation is not None
    if quotation.closing is None:
        return True
    tokens = scene.page.tokens
    after = quotation.closing + 1
    ended = after >= len(tokens) or tokens[after].form in {".", "،", ",", "؛", "!", "؟"} or _new_line(scene, after)
    return ended or quotation.last - quotation.first >= 8  # noqa: PLR2004 - a quoted clause, longer than a quoted term


def _object(scene: Scene, sentence: Sentence, hit: CueHit) -> Speech | None:
    """A cue whose content is its grammatical object: `نفى الاتهامات`, `يدين الهجوم`."""
    if "obj" not in hit.cue.complements or hit.cue.pos == "noun" or hit.cue.role == "relay":
        return None
    if hit.word is not None and hit.word.pronoun:
        return None
    start = hit.last
    subject = next((m for m in scene.outermost(start, min(sentence.last, start + 1)) if not scene.governor(m)), None)
    if subject is not None and (not hit.cue.event or can_act(scene, subject)):
        start = subject.last
    page = scene.page
    if start >= sentence.last or page.tokens[start].kind != "word" or page.words[start].function:
        return None
    noun = page.words[start].common or any(
        found.form.pos == "noun" for found in anchor_forms().hits(page.tokens[start].form)
    )
    if not hit.cue.event and not (noun and start not in scene.leads and _finite(hit)):
        return None
    return Speech(hit, None, start, sentence.last)


def _finite(hit: CueHit) -> bool:
    return hit.word is not None and hit.word.form.tense in {"past", "present"}


def _ended(scene: Scene, speech: Speech, later: list[Speech]) -> Speech:
    """The speech with the end of its content: the next cue that is not nested in it, a comma after a bare phrase."""
    if speech.quotation is not None:
        end = _trimmed(scene, speech.start, speech.end, quoted=True)
        return Speech(speech.hit, speech.introducer, speech.start, end, 0, speech.quotation)
    end = speech.end
    for other in later:
        if other.hit.first >= end:
            break
        if other.hit.first >= speech.start and _breaks(scene, other):
            end = other.hit.first
            break
    end = _before_contrast(scene, speech.start, end)
    if speech.introducer is None or speech.introducer.kind == "phrase":
        end = _phrase_end(scene, speech.start, end)
    return Speech(speech.hit, speech.introducer, speech.start, _trimmed(scene, speech.start, end), speech.skip)


def _breaks(scene: Scene, other: Speech) -> bool:
    """Whether a later cue ends the content rather than standing inside it: `، مضيفاً أن`, `، بحسب …`, `وأضاف`."""
    before = scene.page.tokens[other.hit.first - 1].form
    if other.hit.cue.role in {"source", "self"}:
        return True
    if other.hit.cue.role in {"distance", "impersonal"} or other.hit.cue.pos == "noun":
        return False
    if other.participle:
        return (
            before in _COMMAS
            or bool(other.hit.conjunction)
            or (other.introducer is not None and other.introducer.kind == "that")
        )
    return (
        bool(other.hit.conjunction) and other.introducer is not None and other.introducer.kind in {"that", "colon", "quote"}
    )


def _before_contrast(scene: Scene, start: int, end: int) -> int:
    """The end before `، في حين …`, which sets something of the outlet's own beside what was said."""
    tokens = scene.page.tokens
    for index in range(start + 2, end - 1):
        if tokens[index].form == "في" and tokens[index + 1].form == "حين" and tokens[index - 1].form in _COMMAS:
            return index
    return end


def _phrase_end(scene: Scene, start: int, end: int) -> int:
    tokens = scene.page.tokens
    for index in range(start + 1, end):
        known, classes = scene.page.words[index], clause_words().get(tokens[index].form, frozenset())
        joined = known.verb and tokens[index].form[0] == "و"
        if tokens[index].form in {"؛", ":"} or (joined and (not known.common or tokens[index - 1].form in _COMMAS)):
            return index
        if "contrast" in classes:
            return index
    return end


def _trimmed(scene: Scene, start: int, end: int, *, quoted: bool = False) -> int:
    """The end without final marks: no comma, stop or opening bracket closes a content."""
    tokens = scene.page.tokens
    if quoted:
        return end - 1 if end - start > 1 and tokens[end - 1].form in {".", "،", ","} else end
    while end > start and tokens[end - 1].kind == "punctuation" and tokens[end - 1].form not in _CLOSING:
        end -= 1
    if end > start and tokens[end - 1].form in {"و", "كما", "وذلك"}:
        end -= 1
    return end


_CLOSING = frozenset({'"', "”", "»", "’", ")", "%", "]"})
