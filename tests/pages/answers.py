"""What a server answers: asked over HTTP, and asked again until it is so."""

from __future__ import annotations

import time
import urllib.error
import urllib.request
from collections.abc import Callable
from typing import Any

ALWAYS = {"x-content-type-options": "nosniff", "x-frame-options": "SAMEORIGIN",
          "referrer-policy": "no-referrer", "cross-origin-opener-policy": "same-origin",
          "cross-origin-resource-policy": "same-origin"}
"""The headers that every answer has."""


class _AsAnswered(urllib.request.HTTPRedirectHandler):
    """A redirection is an answer as well, and is not followed."""

    def redirect_request(self, *_: object) -> None:
        """Ask nothing else."""


_OPENER = urllib.request.build_opener(_AsAnswered)


def get(url: str, method: str = "GET", **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers in lower case and body; an answer that says no is an answer too."""
    request = urllib.request.Request(url, headers=headers, method=method)  # noqa: S310 - local
    try:
        with _OPENER.open(request, timeout=30) as answer:
            return answer.status, _lower(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, _lower(error.headers), error.read()


def _lower(headers: Any) -> dict[str, str]:  # noqa: ANN401 - an email message
    return {name.lower(): value for name, value in headers.items()}


def reachable(url: str) -> bool:
    try:
        return get(url)[0] == 200
    except OSError:
        return False


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Ask again until it is so."""
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends


def directives(policy: str) -> dict[str, list[str]]:
    """What a content policy allows, by directive."""
    return {name: allowed for name, *allowed in (part.split() for part in policy.split(";"))}
