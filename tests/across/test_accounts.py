"""Accounts: what a record refers to by ids is spelt out, with the same keys in every document."""

from __future__ import annotations

from typing import Any

from musnad import Document
from musnad.across.accounts import accounts_of, actor_key, namings_of, voices_of
from musnad.pipeline import rules_alone
from musnad.types import Record

TEXT = (
    "الجيش الروسي يقصف إدلب\n\n"
    "قصف الجيش الروسي مدينة إدلب يوم الاثنين.\n"
    "وقال وزير الدفاع الروسي سيرغي شويغو إن الجيش الروسي لم يقصف إدلب."
)


def record(text: str = TEXT) -> dict[str, Any]:
    document = Document("d1", text, text.partition("\n")[0], "2018-03-14", "الصحيفة")
    return Record(document, rules_alone().run(document), {}).to_dict()


def test_an_account_stands_in_its_line_of_the_text() -> None:
    for account in accounts_of(record()):
        assert account.anchor.of(TEXT) == account.word
        assert account.sentence.covers(account.anchor)
        assert account.sentence.of(TEXT) == account.words
        assert "\n" not in account.words


def test_headline_and_lead_are_told_apart_from_the_rest() -> None:
    strikes = [account for account in accounts_of(record()) if account.type == "ASSAULT"]
    assert [(account.headline, account.lead) for account in strikes] == [(True, False), (False, True), (False, False)]


def test_parties_have_one_key_however_often_they_are_named() -> None:
    strikes = [account for account in accounts_of(record()) if account.type == "ASSAULT"]
    assert len({account.place.key for account in strikes if account.place}) == 1
    assert len({party.key for account in strikes for party in account.actors}) == 1


def test_a_denied_deed_has_the_voice_of_who_denies_it() -> None:
    denied = accounts_of(record())[-1]
    assert denied.status == "negated"
    assert denied.voice is not None
    assert denied.voice.speaker is not None
    assert denied.voice.speaker.name_ar == "سيرغي شويغو"


def test_namings_count_forms_by_who_uses_them() -> None:
    found = [naming for naming in namings_of(record()) if naming.actor.name_ar.startswith("الجيش الروسي")]
    shoigu = voices_of(record())[0].speaker
    assert shoigu is not None
    assert {(naming.speaker, naming.count) for naming in found} >= {(None, 2), (shoigu.key, 1)}


def test_the_key_of_an_unknown_name_ignores_its_spelling() -> None:
    one = {"kind": "person", "name_ar": "أحمد الآغا", "ids": {}}
    assert actor_key(one) == actor_key(one | {"name_ar": "احمد الاغا"})
    assert actor_key(one | {"ids": {"wikidata": "Q1"}}) == "Q1"
