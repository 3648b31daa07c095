"""Parts of long answers put together are the whole, in SQLite and PostgreSQL; users, tokens and sessions."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest

from musnad.errors import StoreError
from musnad.store import Store, comparing, exporting, paging, telling, users, writing
from musnad.store.choosing import Filters
from musnad.store.paging import Place, Placed

EVERYTHING = Filters()
Part = Callable[[Place | None, int], list[Placed]]


@pytest.fixture
def filled(store: Store, records: tuple[dict[str, Any], ...]) -> Store:
    with store.writing() as connection:
        writing.write(connection, list(records))
    return store


def pieces(part: Part, size: int) -> Iterator[dict[str, Any]]:
    after: Place | None = None
    while found := part(after, size):
        yield from (each.data for each in found)
        after = found[-1].place


def test_parts_put_together_are_the_exports(filled: Store) -> None:
    with filled.reading() as connection:
        for layer in ("claims", "events"):
            found = list(pieces(lambda after, n, layer=layer: paging.rows(connection, layer, EVERYTHING, after, n), 7))  # type: ignore[misc]  # bound in the loop
            assert found == list(exporting.rows(connection, layer))
        assert list(pieces(lambda after, n: paging.mentions(connection, EVERYTHING, after, n), 11)) == list(
            exporting.rows(connection, "mentions")
        )
        documents = list(pieces(lambda after, n: paging.documents(connection, EVERYTHING, after, n), 3))
        assert [row["id"] for row in documents] == [row["document"] for row in exporting.rows(connection, "documents")]
        assert documents[0]["published"] is None
        newest = list(pieces(lambda after, n: paging.documents(connection, EVERYTHING, after, n, newest=True), 3))
        assert newest == documents[::-1]
        everybody = paging.entities(connection, None, 10_000)
        assert paging.entities(connection, everybody[4]["key"], 5) == everybody[5:10]
        told = paging.entity(connection, everybody[0]["key"])
        assert told is not None
        assert everybody[0].items() <= told.items()
        assert paging.entity(connection, "Q0") is None


def test_what_is_asked_of_the_other_layer_holds_for_the_claim_and_the_event(filled: Store) -> None:
    with filled.reading() as connection:
        said = Filters(stance="distanced")
        claims = {(row.data["document"], row.data["claim"]) for row in paging.rows(connection, "claims", said, None, 10_000)}
        events = [row.data for row in paging.rows(connection, "events", said, None, 10_000)]
        assert events
        assert {(row["document"], row["claim"]) for row in events} <= claims
        assaults = paging.rows(connection, "claims", Filters(type="ASSAULT"), None, 10_000)
        whole = {(row["document"], row["claim"]) for row in exporting.rows(connection, "events") if row["type"] == "ASSAULT"}
        assert {(row.data["document"], row.data["claim"]) for row in assaults} == {pair for pair in whole if pair[1]}


def test_origins_and_happenings_are_found_again(filled: Store) -> None:
    list(comparing.compare(filled))
    with filled.reading() as connection:
        origins = [each.origin for each in telling.origins_told(connection, EVERYTHING)]
        assert [*paging.origins(connection, EVERYTHING, 0, 2), *paging.origins(connection, EVERYTHING, 2, 100)] == origins
        name = telling.chosen(connection, EVERYTHING)[0]
        account = next(telling.told(connection, [name])).happening.accounts[0]
        assert paging.has_happening(connection, name)
        assert paging.has_happening(connection, f"{account.source.document}/{account.event}")
        assert not paging.has_happening(connection, f"{account.source.document}/v999")
        assert not paging.has_happening(connection, "h-0")
        assert paging.texts(connection, [account.source.document, "none"]).keys() == {account.source.document}
        assert paging.has_outlet(connection, account.source.outlet or "", EVERYTHING)
        assert not paging.has_outlet(connection, account.source.outlet or "", Filters(since="2100-01-01"))


def test_secrets_stand_for_users_while_they_hold(store: Store) -> None:
    with store.writing() as connection:
        assert not users.anybody(connection)
        user = users.add_user(connection, "amal", "reviewer", "hash")
        lasting = users.issue(connection, user, "token", label="a")
        over = users.issue(connection, user, "token", lasting=timedelta(seconds=-5))
        session = users.issue(connection, user, "session", lasting=timedelta(hours=1))
        assert users.holder(connection, lasting, "token") == user
        assert users.holder(connection, lasting, "session") is None
        assert users.holder(connection, over, "token") is None
        assert users.holder(connection, "guessed", "token") is None
        users.change_user(connection, "amal", role="admin", password="other")  # noqa: S106 - stands for a hash
        assert users.holder(connection, session, "session") is None
        holder = users.holder(connection, lasting, "token")
        assert holder is not None
        assert holder.role == "admin"
        users.revoke(connection, lasting)
        assert users.holder(connection, lasting, "token") is None
        again = users.issue(connection, user, "token")
        assert [token.label for token in users.tokens(connection)] == [""]
        users.remove_user(connection, "amal")
        assert users.holder(connection, again, "token") is None
        assert users.tokens(connection) == ()


def test_names_and_roles_are_checked(store: Store) -> None:
    with store.writing() as connection:
        for name in ("", " a", "a\n", "x" * 81):
            with pytest.raises(StoreError):
                users.add_user(connection, name, "reader")
        with pytest.raises(StoreError):
            users.add_user(connection, "a", "owner")  # type: ignore[arg-type]  # a role that does not exist
        with pytest.raises(StoreError):
            users.remove_user(connection, "nobody")
        with pytest.raises(StoreError):
            users.remove_token(connection, 1)
