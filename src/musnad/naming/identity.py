"""Which known person a name means that is spelt otherwise than the tables have it, or that is short.

`same_name` compares spellings; an office before a family name (`الرئيس عون`) and the countries of the article choose
among namesakes. Where they do not, the name stays an unknown person's.
"""

from __future__ import annotations

from collections import defaultdict
from functools import cache, lru_cache

from musnad.knowledge.names import Name, known
from musnad.naming.families import SAME, family_key, same_name
from musnad.naming.page import Candidate, Page
from musnad.naming.setting import Setting
from musnad.text.folding import fold_word

_FULL_NAME = 2
_LEAST_SHARE = 0.1
_LONG_KEY = 5


def identified(page: Page, candidates: list[Candidate], setting: Setting) -> list[Candidate]:
    """The candidates with the known person filled in where spelling, office and setting agree on one."""
    return [_identified(page, candidate, setting) for candidate in candidates]


def _identified(page: Page, candidate: Candidate, setting: Setting) -> Candidate:
    if candidate.kind != "person" or not candidate.named or candidate.name is not None:
        return candidate
    words = [token.form for token in page.tokens[candidate.first : candidate.last]]
    if candidate.skip:
        words[0] = words[0][candidate.skip :]
    found = (
        _by_spelling(" ".join(words), setting)
        if len(words) >= _FULL_NAME
        else _by_office(page, candidate, words[0], setting)
    )
    return candidate if found is None else candidate._replace(name=found)


def _by_spelling(spelling: str, setting: Setting) -> Name | None:
    """The one known person of the article's countries whose name is the same in another spelling."""
    good = _alike(spelling)
    at_home = [name for name in good if name.country in setting.evidence.weights or name.country in {setting.outlet, "INT"}]
    return at_home[0] if len(at_home) == 1 else None


@lru_cache(maxsize=8_192)
def _alike(spelling: str) -> tuple[Name, ...]:
    """The known persons whose names are the same in another spelling, the likest first.

    Only keys of given and family name together are looked up: a family name alone finds hundreds.
    """
    options = {name.key: name for key in family_key(spelling) if len(key) >= _LONG_KEY for name in _families().get(key, ())}
    ranked = sorted(((same_name(spelling, name.name_ar), name.key) for name in options.values()), reverse=True)
    return tuple(options[key] for score, key in ranked if score >= SAME)


def _by_office(page: Page, candidate: Candidate, word: str, setting: Setting) -> Name | None:
    """The known holder of the office that stands before a short name."""
    head = candidate.head
    if candidate.role is None or head is None:
        return None
    nations = {
        nation for known_word in page.words[candidate.role[0] : candidate.role[1]] for nation in known_word.nationality
    }
    fitting = [
        name
        for name in _shorts().get(word, ())
        if name.role is not None and name.role.removeprefix("ال").startswith(head.noun)
        and (name.country in nations if nations else setting.evidence.weights.get(name.country or "", 0.0) >= _LEAST_SHARE)
    ]  # fmt: skip
    return fitting[0] if len(fitting) == 1 else None


@cache
def _families() -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in known("person").values():
        for key in family_key(name.name_ar):
            found[key].append(name)
    return {key: tuple(same) for key, same in found.items()}


@cache
def _shorts() -> dict[str, tuple[Name, ...]]:
    found: dict[str, list[Name]] = defaultdict(list)
    for name in known("person").values():
        for short in name.short | {name.name_ar.split()[-1]}:
            found[fold_word(short)].append(name)
    return {short: tuple(same) for short, same in found.items()}
