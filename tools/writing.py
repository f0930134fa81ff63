"""How the scripts write what they make."""

from __future__ import annotations

import json


def packed(value: object) -> bytes:
    """JSON without spaces, UTF-8; the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
