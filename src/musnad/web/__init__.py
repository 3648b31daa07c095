"""The pages for people: server-rendered, in Arabic and English, readable without scripts."""

from __future__ import annotations

from musnad.api import Pages
from musnad.web import actors, adding, articles, assets, frame, happenings, outlets, problems, searching


def pages() -> Pages:
    """What stands beside the API: routes of the pages and their files, and the pages of problems."""
    routers = (
        frame.router, searching.router, articles.router, happenings.router, actors.router, outlets.router, adding.router,
        assets.router,
    )  # fmt: skip
    return Pages(routers, show_problem=problems.show_problem)


__all__ = ["pages"]
