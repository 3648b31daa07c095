"""The pages that say why there is no page: a form to sign in where nobody is, else what is wrong and what to do."""

from __future__ import annotations

from fastapi import Request, Response

from musnad.api import Problem
from musnad.web.frame import page, spoken_in
from musnad.web.showing import in_path

_PROGRAMS = ("/api/", "/static/")


def show_problem(request: Request, problem: Problem) -> Response | None:
    """The page of a problem; None for programs, which get it as JSON."""
    if request.url.path.startswith(_PROGRAMS) or "text/html" not in request.headers.get("accept", ""):
        return None
    lang = spoken_in(request)
    if problem.kind == "not-signed-in":
        back = in_path(request.scope["path"]) + (f"?{request.url.query}" if request.url.query else "")
        return page(request, lang, "sign-in.html", status=problem.status, back=back, wrong=None, name="")
    return page(request, lang, "problem.html", status=problem.status, problem=problem)
