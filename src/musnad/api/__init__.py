"""The interface over HTTP: the store's answers and the reader for programs, and the ground on which the pages stand."""

from musnad.api.access import Need, Visitor, needs, visitor
from musnad.api.application import Pages, create_app
from musnad.api.problems import Problem, Refusal
from musnad.api.serving import serve
from musnad.api.sessions import sign_in, sign_out
from musnad.api.settings import Settings

__all__ = [
    "Need",
    "Pages",
    "Problem",
    "Refusal",
    "Settings",
    "Visitor",
    "create_app",
    "needs",
    "serve",
    "sign_in",
    "sign_out",
    "visitor",
]
