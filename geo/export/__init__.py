"""Exports: what is shown in, bytes out. One registry serves the command line and the screen."""

from __future__ import annotations

from geo.export.extract import Extract, Progress, StoppedError, silent
from geo.export.registry import FORMATS, GROUPS, Format, export

__all__ = ["FORMATS", "GROUPS", "Extract", "Format", "Progress", "StoppedError", "export", "silent"]
