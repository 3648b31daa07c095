"""What a server is told when it starts."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Settings:
    """Where a server listens, and how much it takes.

    `names` are further names that requests may address the server by (behind a proxy: its public name). Limits are
    requests a minute from one address (0: no limit), bytes of a request's body, characters of a text to be read, and the
    hours that a session lasts.
    """

    host: str = "127.0.0.1"
    port: int = 8000
    names: tuple[str, ...] = ()
    reader: str = "trained"
    requests_a_minute: int = 600
    sign_ins_a_minute: int = 10
    body_bytes: int = 1 << 20
    text_length: int = 30_000
    session_hours: int = 12
    threads: int = 6
    """Threads that answer; the engine has up to 15 connections, and a thread holds two at most, in a search."""
    readings: int = 4
    """Posted texts that are read or wait for it at one time; two are read at once."""
    streams: int = 3
    """Large answers at one time; each holds a connection for as long as its reader takes."""

    @property
    def is_local(self) -> bool:
        """Whether only this machine can reach the server, and by no other name."""
        return is_loopback(self.host) and not self.names

    @property
    def hosts(self) -> frozenset[str] | None:
        """The names by which requests may address the server, lower case; None: any, they have to sign in anyway."""
        named = {name.lower() for name in self.names}
        if is_loopback(self.host):
            return LOCAL_NAMES | {self.host.lower()} | named
        return frozenset({self.host.lower()} | named) if named else None


def is_loopback(host: str) -> bool:
    """Whether an address is of this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
