"""Exports: what is shown in, bytes out. One registry serves the command line and the screen."""

from __future__ import annotations

from geo.export.extract import Extract, Progress, StoppedError
from geo.export.registry import FORMATS, Format, export

__all__ = ["FORMATS", "Extract", "Format", "Progress", "StoppedError", "export"]
