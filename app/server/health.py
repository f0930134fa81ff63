"""Answers `/readyz`: whether the data served is that of the folder, without problems."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from app.shared.atlas_cache import data_problem, load_atlas
from geo.data.errors import AtlasError, DataProblemsError

_NAMED = 20
"""The most problems that an answer lists; `corridor-atlas check` lists all."""


def readyz(_: Request) -> Response:
    """Answers 200 with the release if the folder is good, otherwise 503 with the reason in words.

    A 503 that names a release means that this release, the last good one, is still being served.
    """
    try:
        served = load_atlas()
    except AtlasError as error:
        return _not_ready("The data cannot be served", error)
    problem = data_problem()
    if problem is None:
        return _answer({"release": served.catalog.release}, 200)
    release = served.catalog.release
    return _not_ready(f"The data folder cannot be read anew; release {release} as it was last "
                      "read is still served", problem, release)


def _not_ready(what: str, error: AtlasError, release: str | None = None) -> Response:
    problems = error.problems if isinstance(error, DataProblemsError) else ()
    return _answer({"release": release, "reason": f"{what}: {error}.",
                    "problems": [str(problem) for problem in problems[:_NAMED]]}, 503)


def _answer(content: dict[str, object], status: int) -> Response:
    return JSONResponse(content, status, headers={"Cache-Control": "no-store"})
