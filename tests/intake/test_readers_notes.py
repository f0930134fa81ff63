"""A reader's note comes back exactly as it was written, whatever mail programs do to it."""

from __future__ import annotations

import base64
import json
import zlib
from contextlib import suppress
from dataclasses import asdict
from email.message import EmailMessage
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geo.data.errors import AtlasError
from geo.data.schema import NOTE_PROBLEMS
from geo.intake.readers_notes import MOST_BYTES, ReaderNote, read_note_file, read_notes
from tests.files.notes import MAIL, written

NOTE = ReaderNote("btc-pipeline/length/bp-btc-2021/=1768", "2026-11-30",
                  "Baku–Tbilisi–Ceyhan oil pipeline (BTC), Length: 1,768\N{NO-BREAK SPACE}km",
                  "is 1768km in total length", "number", "It is “1,769 km”,\nsays the operator.",
                  "https://example.org/?a=1&b=2", "2026-11-30")
WORDS = st.text(max_size=300).map(lambda text: "".join(
    letter for letter in text.replace("\r", " ") if letter == "\n" or letter.isprintable()).strip())
NOTES = st.builds(
    ReaderNote, claim=WORDS.map(lambda value: f"tanap/sponsor/some-source/12-14={value}x"),
    release=st.just("2026-11-30"), said=WORDS, printed=WORDS,
    problem=st.sampled_from(sorted(NOTE_PROBLEMS)), words=WORDS, link=WORDS,
    day=st.sampled_from(("", "2026-11-30")))


def texts(*notes: ReaderNote) -> list[str]:
    return [each["text"] for each in written(
        [{**asdict(note), "source": "Some source, 2026."} for note in notes])]


@settings(max_examples=15)
@given(notes=st.lists(NOTES, min_size=1, max_size=8, unique_by=lambda note: note.note_id))
def test_any_words_come_back_whatever_a_mail_program_does(notes: list[ReaderNote]) -> None:
    for note, text in zip(notes, texts(*notes), strict=True):
        for name, mangled in MAIL.items():
            found = read_notes(mangled(text))
            assert (found.notes, found.faults) == ((note,), ()), name


def test_a_note_says_all_of_it_to_a_person() -> None:
    (text,) = texts(NOTE)
    above = text.partition("[[ATLASNOTE")[0]
    for said in (NOTE.claim, NOTE.release, NOTE.said, NOTE.printed, "The number", NOTE.words,
                 NOTE.link, "Some source, 2026."):
        assert said in above


def test_a_short_note_is_in_its_mail_link_and_a_long_one_is_told_to_be_pasted() -> None:
    short = {**asdict(NOTE), "source": "Some source, 2026."}
    few, many = written([short, {**short, "words": "Wrong. " * 250 + "\ud83d"}],
                        "notes+atlas@example.org")
    mail = urlsplit(few["mail"]["href"])
    assert (mail.scheme, mail.path) == ("mailto", "notes%2Batlas@example.org")
    body = parse_qs(mail.query)["body"][0]
    assert body == few["text"].replace("\n", "\r\n")
    assert read_notes(body).notes == (NOTE,)
    assert not few["mail"]["long"]
    assert many["mail"]["long"]
    assert len(many["mail"]["href"]) < 2000
    assert "paste it" in parse_qs(urlsplit(many["mail"]["href"]).query)["body"][0]


def test_words_that_look_like_a_block_hide_none() -> None:
    note = ReaderNote(**{**asdict(NOTE), "words": "[[ATLASNOTE and ATLASNOTE]] [[ATLASNOTE x"})
    assert read_notes(texts(note)[0]).notes == (note,)


def test_several_notes_in_a_text_are_read_once_each() -> None:
    other = ReaderNote(**{**asdict(NOTE), "words": "Another."})
    first, second = texts(NOTE, other)
    found = read_notes(f"{first}\n\nOn Monday somebody wrote:\n{MAIL['quoted'](first)}\n{second}")
    assert found.notes == (NOTE, other)


@pytest.mark.parametrize("kind", ["quoted-printable", "base64", "8bit"])
def test_a_saved_mail_is_read(kind: str) -> None:
    mail = EmailMessage()
    mail["Subject"] = "Something wrong?"
    mail.set_content(texts(NOTE)[0], cte=kind)
    assert read_note_file("a.eml", bytes(mail)).notes == (NOTE,)
    assert read_note_file("a mail without a suffix", bytes(mail)).notes == (NOTE,)


def test_a_mail_with_markup_alone_and_one_with_the_file_attached_are_read() -> None:
    (text,) = texts(NOTE)
    lines = "<br>\n".join(text.replace("&", "&amp;").splitlines())
    mail = EmailMessage()
    mail.set_content(f"<style>p {{}}</style><blockquote>{lines}</blockquote>", subtype="html")
    assert read_note_file("a.eml", bytes(mail)).notes == (NOTE,)
    attached = EmailMessage()
    attached.set_content("See the file.")
    attached.add_attachment(text, filename="atlas-note.txt")
    assert read_note_file("b.eml", bytes(attached)).notes == (NOTE,)


@pytest.mark.parametrize("coding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_saved_file_is_read_in_any_coding(coding: str) -> None:
    assert read_note_file("note.txt", texts(NOTE)[0].encode(coding)).notes == (NOTE,)


def test_json_of_another_tool_is_read() -> None:
    one, many = json.dumps(asdict(NOTE)), json.dumps([asdict(NOTE)] * 2)
    assert read_note_file("one.json", one.encode()).notes == (NOTE,)
    assert read_note_file("many.json", many.encode()).notes == (NOTE,)


def block(held: object) -> str:
    data = json.dumps(held).encode()
    letters = base64.urlsafe_b64encode(data).decode().rstrip("=")
    return f"[[ATLASNOTE\n{letters}.{zlib.crc32(data):08x}\nATLASNOTE]]"


@pytest.mark.parametrize(("held", "said"), [
    (["x"], "is no note of the atlas"), ({"claim": 7}, "is no note of the atlas"),
    ({**asdict(NOTE), "claim": "../../etc/passwd"}, "names no claim"),
    ({**asdict(NOTE), "problem": "<script>"}, "does not say what seems wrong"),
    ({**asdict(NOTE), "release": "../x"}, "names no release"),
    ({**asdict(NOTE), "day": "2026-13-01"}, "no day of the calendar"),
    ({**asdict(NOTE), "words": "x" * 4001}, "more than 4,000 characters")])
def test_what_is_no_note_is_said_and_the_others_are_read(held: object, said: str) -> None:
    found = read_notes(f"{block(held)}\n{texts(NOTE)[0]}")
    assert found.notes == (NOTE,)
    assert [fault for fault in found.faults if said in fault] == list(found.faults) != []


@given(at=st.integers(min_value=12, max_value=300), letter=st.sampled_from("AZaz09-_"))
@settings(max_examples=60)
def test_a_spoilt_letter_is_noticed(at: int, letter: str) -> None:
    whole = block(asdict(NOTE))
    spoilt = whole[:at] + letter + whole[at + 1:]
    found = read_notes(spoilt)
    assert found.notes == ((NOTE,) if spoilt == whole else ())
    assert bool(found.faults) == (spoilt != whole)


@given(data=st.binary(max_size=400))
@settings(max_examples=100)
def test_no_bytes_raise_anything_but_a_sentence(data: bytes) -> None:
    for name in ("x.txt", "x.eml", "x.json", "x.html"):
        for given_bytes in (data, b"From: a\n\n[[ATLASNOTE" + data + b"ATLASNOTE]]", b"[{" + data):
            with suppress(AtlasError):
                assert read_note_file(name, given_bytes).faults


def test_a_note_keeps_no_sign_that_a_terminal_or_table_obeys() -> None:
    found = read_notes(block({**asdict(NOTE), "words": "a\x1b[31mred\x00\r\nb\tc\x9b"}))
    assert found.notes[0].words == "a[31mred\nb c"


def test_deep_or_large_files_get_a_sentence() -> None:
    with pytest.raises(AtlasError, match="larger than"):
        read_note_file("x.txt", b"x" * (MOST_BYTES + 1))
    with pytest.raises(AtlasError, match="no note"):
        read_note_file("x.json", b"[{" * 200_000)
    with pytest.raises(AtlasError, match="no note"):
        read_note_file("x.html", b"<" * 1_000_000)
