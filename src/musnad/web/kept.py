"""What is slow to compute and changes only with the store: kept in memory until the store changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import TypeVar, cast

from fastapi import Request

from musnad.api.answering import Connection
from musnad.store import summing

T = TypeVar("T")

_MOST = 500
_LOCK = Lock()


def kept(request: Request, connection: Connection, key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gives, from memory where the store is as it was when it was made."""
    shelf: OrderedDict[Hashable, object] | None = getattr(request.app.state, "kept", None)
    now = (key, summing.stamp(connection))
    with _LOCK:
        if shelf is None:
            shelf = request.app.state.kept = OrderedDict()
        if now in shelf:
            shelf.move_to_end(now)
            return cast("T", shelf[now])
    made = make()
    with _LOCK:
        shelf[now] = made
        while len(shelf) > _MOST:
            shelf.popitem(last=False)
    return made
