"""Candidates from tables: each cell with a number, its unit and time from the head of its column.

The subject is what the row names, its first cells before the others. A number whose unit stands in
the head alone prints no unit; the reasons say where it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from geo.claims.other_languages import in_english, is_foreign
from geo.data.attributes import ATTRIBUTES
from geo.intake.candidate import Candidate
from geo.intake.document import DocumentTable, TableRow
from geo.intake.numbers.attribute_choice import Choice, choose
from geo.intake.numbers.list_labels import names_an_attribute
from geo.intake.numbers.making import Found, Maker
from geo.intake.numbers.printed_quantities import Quantity, quantities_in
from geo.intake.numbers.read_text import read_text
from geo.intake.numbers.stated_dates import dates_in_sentence
from geo.intake.words.states import state_of_cell, states_in

_NUMBER: Final = re.compile(
    r"(?:(?:ca?\.?|circa|approx\.?|approximately|about|around|some|over|more than|up to|at least|"
    r"under|less than|nearly|almost|est\.?)\s)?[~<>≈≤≥+\s]*\d[\d.,\s\u2013-]*\+?", re.IGNORECASE)
_CIRCA: Final = re.compile(r"^(?:ca?\.?|approx\.?|est\.?|~)\s?(?=\d)", re.IGNORECASE)
_DATES: Final[Mapping[str, re.Pattern[str]]] = {
    "completion": re.compile(r"\b(?:complet|finish|ready|due|deadline|commission|"
                             r"hand(?:ed|ing)? ?over|(?:expected|planned|scheduled|target|"
                             r"projected|estimated) (?:end|year|date)\b|"
                             r"end(?: date| year| of works?)?$|until\b)", re.IGNORECASE),
    "start": re.compile(r"\b(?:open|start|began|launch|in operation|in service|operational|since|"
                        r"first|beg[aiu]n|commence|operat(?:ing|es) from|in use)", re.IGNORECASE)}
_UNITS: Final = re.compile(
    r"(?<![a-zA-Z])(?:(?P<scale>million|mln|mn|billion|bn|thousand|th\.?|[mk](?=\s?t\b))\s*)?"
    r"(?P<unit>tons?|tonnes?|t\b|km|kilomet\w+|TEUs?|MW|bcm\w*|cubic met\w+|m3|barrels?|b/?p?d|bbl|"
    r"days?|passengers?|USD|US\$|\$|EUR|€|dollars?|euros?|%|per ?cent|mm|lanes?|years?)"
    r"(?P<rate>\s*(?:/\s*(?:y(?:ea)?r?|a|d(?:ay)?)\b|per (?:year|annum|day)|a (?:year|day)|"
    r"annually))?", re.IGNORECASE)
_MONEY: Final = re.compile(
    r"(?P<before>million|mln|mn|billion|bn)?[\s-]*"
    r"(?P<unit>USD|US\$|\$|EUR|€|(?:US )?dollars?|euros?)"
    r"(?:[\s-]*(?P<behind>million|mln|mn|m|billion|bn)\b)?", re.IGNORECASE)
_COSTS: Final = re.compile(r"\b(?:invest\w*|capex|capital|price|value|budget|cost)", re.IGNORECASE)
_STATUS: Final = re.compile(
    r"\b(?:status|state|condition|stage)\b|статус|состояни|durum|vəziyyət|وضعیت", re.IGNORECASE)
_YEAR: Final = re.compile(r"\b(?:19|20)\d\d\b")
_PLAIN: Final = {"t": "tons", "m3": "cubic metres", "bbl": "barrels", "th": "thousand",
                 "th.": "thousand", "k": "thousand", "m": "million"}


def _with_head(cell: str, head: str) -> str:
    """Returns a number of a cell as a sentence would say it, with what its head says of it.

    `15` under `Capacity, Mt/year` is `Capacity: 15 Mt/year`; a cell with its own unit keeps it.
    """
    words = re.sub(r"[(),\[\]]", " ", head)
    cell = _CIRCA.sub("about ", cell.strip())
    if money := _MONEY.search(words):
        label = (words[:money.start()] + words[money.end():]).strip()
        sum_of = _of_money(cell, money)
        return f"{label}: cost {sum_of}" if _COSTS.search(label) else f"{label}: {sum_of}"
    if _MONEY.search(cell) and _COSTS.search(words):
        return f"{words}: cost {cell}"
    found = _UNITS.search(words)
    if found is None or _UNITS.search(cell):
        return f"{words}: {cell}"
    scale, unit = (_PLAIN.get((found[name] or "").lower(), found[name] or "")
                   for name in ("scale", "unit"))
    rate = re.sub(r"/\s*(?:y\w*|a)\b", "/year", found["rate"] or "", flags=re.IGNORECASE)
    label = (words[:found.start()] + words[found.end():]).strip()
    if unit in ("$", "€", "US$"):
        return f"{label}: {_signed(cell, unit)} {scale}"
    return f"{label}: {cell.strip()} {scale} {unit}{re.sub(r'/ *d[a-z]*', '/day', rate)}"


def _signed(cell: str, sign: str) -> str:
    """Returns a sum with the sign of its currency right before its first number."""
    return re.sub(r"(?=\d)", sign, cell.strip(), count=1)


def _of_money(cell: str, unit: re.Match[str]) -> str:
    """Returns a sum with the unit and the scale of its head: `$1.5 bn`; as it is with its own."""
    if _MONEY.search(cell):
        return cell
    scale = unit["before"] or unit["behind"] or ""
    name = unit["unit"].lower()
    sign = "€" if name.startswith(("eur", "€")) else "$"
    return f"{_signed(cell, sign)} {_PLAIN.get(scale.lower(), scale)}"


def _columns(document_line: str, row: TableRow) -> list[tuple[int, int]]:
    """Returns where in its line each cell of a row stands; (0, 0) where it is not found."""
    spans, at = [], 0
    for cell in row.cells:
        begins = document_line.find(cell, at) if cell else -1
        spans.append((begins, begins + len(cell)) if begins >= 0 else (0, 0))
        at = max(at, spans[-1][1])
    return spans


def _chosen(text: str) -> tuple[Choice, Quantity] | None:
    for quantity in quantities_in(text):
        choice = choose(quantity, text, spoken_of=True)
        if choice:
            return choice, quantity
    return None


def _of_number(cell: str, head: str, span: tuple[int, int]) -> Found | None:
    if is_foreign(head) or is_foreign(cell):
        together = in_english(f"{head} \u0494 {cell}").partition("\u0494")
        cell, head = together[2].strip(), read_text(head).text
    text = _with_head(cell, head)
    chosen = _chosen(text)
    if chosen is None:
        return None
    choice, quantity = chosen
    if choice.unit not in ATTRIBUTES[choice.attribute].units:
        return None
    year = _YEAR.search(head)
    planned = re.search(r"plan|design|project|forecast|target", head, re.IGNORECASE)
    soft = ("target" if planned and planned[0].lower() == "target" else
            "designed" if planned and choice.attribute in ("capacity", "length") else
            "forecast" if planned else "")
    return Found(choice.attribute, choice.value, choice.value_high, choice.unit,
                 (*quantity.hedges, *([soft] if soft else [])) or ("exact",), *span, (span,),
                 (f"the head of its column is “{head}”",),
                 period=year[0] if year and choice.attribute in ("throughput", "share") else "")


def _of_date(cell: str, head: str, span: tuple[int, int], told: str) -> Found | None:
    head = read_text(head).text
    attribute = next((name for name, words in _DATES.items() if words.search(head)), "")
    stated = next(iter(dates_in_sentence(cell, told)), None) if attribute else None
    if stated is None:
        return None
    soft = ["forecast"] if told and stated.value > told and not (
        told.startswith(stated.value)) else []
    qualifier = (*(["by"] if stated.by else []), *(["about"] if stated.about else []), *soft)
    return Found(attribute, stated.value, stated.value_high, "date", qualifier or ("exact",), *span,
                 (span,), (f"the head of its column is “{head}”",))


def _of_status(cell: str, head: str, span: tuple[int, int]) -> Found | None:
    status = state_of_cell(read_text(cell).text) if _STATUS.search(head) else ""
    return Found("status", status, "", "", (), *span, (span,),
                 (f"the head of its column is “{head}”",)) if status else None


def _is_said(maker: Maker, at: int, status: Found) -> bool:
    """Checks whether the row read as a sentence says a status already, of a subject it names."""
    return bool(maker.proposer.mentions(at)) and any(
        state.status == status.value for state in states_in(maker.sentences[at].text))


def _of_row(maker: Maker, at: int, table: DocumentTable, row: TableRow) -> Iterator[Candidate]:
    spans = _columns(maker.sentences[at].text, row)
    first = row.cells[0] if row.cells else ""
    label = first if names_an_attribute(read_text(first).text) else ""
    for head, cell, span in zip(table.head, row.cells, spans, strict=False):
        if not cell or span == (0, 0):
            continue
        if (found := _of_status(cell, head or label, span)) and not _is_said(maker, at, found) and (
                candidate := maker.candidate(at, found, in_table=True)):
            yield candidate
        if not re.search(r"\d", cell):
            continue
        if label and cell != first and not names_an_attribute(read_text(head).text):
            head = f"{label}, {head}"  # noqa: PLW2901 - what the row counts stands in its first cell
        found = _of_date(cell, head, span, maker.told)
        if found is None and (_NUMBER.fullmatch(cell) or _UNITS.search(cell)):
            found = _of_number(cell, head, span)
        if found and (candidate := maker.candidate(at, found, in_table=True)):
            yield candidate


def table_candidates(maker: Maker) -> Iterator[Candidate]:
    """Yields the candidates of the tables of a document, row by row."""
    by_line = {sentence.line: at for at, sentence in enumerate(maker.sentences)
               if sentence.kind == "row"}
    for table in maker.document.tables:
        for row in table.rows:
            if row.line in by_line:
                yield from _of_row(maker, by_line[row.line], table, row)
