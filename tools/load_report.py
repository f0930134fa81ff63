"""The figures of a load test as a summary and as a Markdown table."""

from __future__ import annotations

import os
import statistics
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

Figures = dict[str, Any]


def summary(seconds: Sequence[float]) -> Figures:
    """Median, p95 and longest in milliseconds; the p95 is the one at rank 0.95 n, rounded up."""
    if not seconds:
        return {"n": 0}
    ranked = sorted(seconds)
    at = max(0, -(-95 * len(ranked) // 100) - 1)
    return {"n": len(ranked), "median_ms": round(1000 * statistics.median(ranked)),
            "p95_ms": round(1000 * ranked[at]), "longest_ms": round(1000 * ranked[-1])}


def machine() -> Figures:
    """The day and the machine; load high before the run means that something else keeps it busy."""
    cores = (len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity")
             else os.cpu_count() or 0)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {"date": datetime.now(tz=UTC).date().isoformat(), "cores": cores,
            "memory_gib": round(memory, 1), "python": sys.version.split()[0],
            "load_before": round(os.getloadavg()[0], 2)}


def _row(name: str, found: Figures) -> str:
    reruns, opened = found["reruns"], found["open"]
    cells = [name, found["sessions"], reruns["n"], found["reruns_per_second"],
             *(f"{reruns[key]:,}" if reruns["n"] else "none"
               for key in ("median_ms", "p95_ms", "longest_ms")),
             f"{opened['p95_ms']:,}" if opened["n"] else "none", found["errors"],
             "not held" if found["wrong_answers"] is None else found["wrong_answers"],
             f"{found['rss_mib_before']:.0f} → {found['rss_mib_after']:.0f}",
             f"{found['server_cpu_s']:.0f} + {found['client_cpu_s']:.0f}"]
    return "| " + " | ".join(str(cell) for cell in cells) + " |"


def _machine_words(found: Figures) -> str:
    low, high = found["think_seconds"]
    return (f"{found['date']}, {found['cores']} cores and {found['memory_gib']} GiB shared by "
            f"server and visitors, Python {found['python']}, {found['routes']} routes, {low:g} to "
            f"{high:g} s between an answer and the next click, seed {found['seed']}; load before "
            f"the run {found['load_before']}.")


def _gone_words(gone: Figures) -> str:
    memory = ", ".join(f"{each:.0f}" for each in gone["rss_mib_at_each_tenth"])
    return (f"{gone['sessions']:,} sessions come and gone: memory at each tenth {memory} MiB; "
            f"second half {gone['second_half_mib']:+.1f} MiB; {gone['errors']} errors, "
            f"{gone['wrong_answers']} wrong answers.")


def markdown(found: Figures) -> str:
    """The table, with the day and the machine under it."""
    names = {"atlas": "the atlas", "plain": "plain folium map"}
    heads = ("design", "sessions", "reruns", "a second", "median ms", "p95 ms", "longest ms",
             "opening p95 ms", "errors", "wrong answers", "memory MiB", "CPU s, server + visitors")
    lines = ["| " + " | ".join(heads) + " |", "|" + "---|" * len(heads),
             *(_row(name, found[key]) for key, name in names.items() if key in found),
             "", _machine_words(found)]
    if "come_and_go" in found:
        lines += ["", _gone_words(found["come_and_go"])]
    return "\n".join(lines)
