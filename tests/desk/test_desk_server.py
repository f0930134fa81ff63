"""The desk's server: only its own page on this machine is answered, within bounds."""

from __future__ import annotations

import signal
import sys
import urllib.error
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.desk import reading_process
from app.desk.reading_process import read_into_draft
from app.desk.workplace import Workplace
from geo.data.errors import AtlasError
from tests.pages.answers import get
from tests.pages.desk_page import ServedDesk, curating


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServedDesk]:
    with curating(tmp_path_factory.mktemp("desk")) as served:
        yield served


@pytest.mark.parametrize("headers", [
    {"Host": "atlas.example.org"}, {"Host": "127.0.0.1:1"}, {"Origin": "https://example.org"},
    {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
    {"X-Forwarded-For": "10.0.0.7"}, {"X-Forwarded-Host": "desk.example.org"},
    {"Forwarded": "for=10.0.0.7"}, {"X-Desk-Token": ""}, {"X-Desk-Token": "guessed"}])
def test_what_is_not_the_desk_s_page_is_refused(desk: ServedDesk, headers: dict[str, str]) -> None:
    assert desk.ask("/api/drafts")[0] == 200
    before = len(desk.ask("/api/drafts")[1]["drafts"])
    assert desk.ask("/api/drafts", None, **headers)[0] in (403, 421)
    assert desk.ask("/api/drafts?name=a.txt", b"Words.", **headers)[0] in (403, 421)
    assert len(desk.ask("/api/drafts")[1]["drafts"]) == before


def test_the_page_is_not_given_to_another_name(desk: ServedDesk) -> None:
    status, _, body = get(desk.address, Host="atlas.example.org")
    assert status == 421
    assert desk.token.encode() not in body


def test_every_answer_has_a_strict_policy(desk: ServedDesk) -> None:
    for path in ("/", "/desk.js", "/desk.css", "/api/drafts", "/none"):
        _, headers, _ = get(desk.address + path)
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "access-control-allow-origin" not in headers


def test_the_page_holds_no_script_or_style_of_its_own(desk: ServedDesk) -> None:
    page = get(desk.address)[2].decode()
    assert "<style" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count("<script src=")


def test_it_listens_on_this_machine_only(desk: ServedDesk) -> None:
    port = int(desk.address.rpartition(":")[2])
    tables = [Path(f"/proc/net/{name}") for name in ("tcp", "tcp6")]
    if not tables[0].exists():
        pytest.skip("the system does not list what listens")
    listening = [line.split()[1] for table in tables if table.exists()
                 for line in table.read_text().splitlines()[1:] if line.split()[3] == "0A"]
    assert [each for each in listening if each.endswith(f":{port:04X}")] == [
        f"0100007F:{port:04X}"]


@pytest.mark.parametrize(("path", "body", "status"), [
    ("/api/drafts/none", None, 404), ("/api/drafts/..%2f..", None, 404),
    ("/api/drafts/none/preview", None, 404), ("/api/drafts/none/judge", {"row": {}}, 404),
    ("/api/drafts/none/decisions", {"revision": 0, "decision": {"id": "a", "verb": "reject"}}, 404),
    ("/api/drafts/none/decisions", {"revision": 0, "decision": {"id": "a", "verb": "drop"}}, 400),
    ("/api/drafts/none/decisions", {"revision": "0", "decision": {}}, 400),
    ("/api/drafts/none/decisions", b"no JSON", 400), ("/api/drafts/none/decisions", b"[]", 400),
    ("/api/drafts/none/decisions", b"[" * 2000, 413),
    ("/api/drafts/none/decisions", b"{}" + b" " * 2_000_001, 413),
    ("/api/drafts?name=", b"Words.", 400), ("/api/drafts?name=..", b"Words.", 400)])
def test_what_cannot_be_done_is_answered_in_a_sentence(
        desk: ServedDesk, path: str, body: dict[str, object] | bytes | None, status: int) -> None:
    found, answer = desk.ask(path, body)
    assert found == status
    assert len(answer["error"].split()) > 3


def test_a_document_that_cannot_be_read_is_refused_and_leaves_nothing(desk: ServedDesk) -> None:
    before = desk.ask("/api/drafts")[1]["drafts"]
    status, answer = desk.ask("/api/drafts?name=a.pdf", b"%PDF-1.7\nno pages")
    assert status == 400
    assert "a.pdf" in answer["error"]
    assert desk.ask("/api/drafts")[1]["drafts"] == before


def test_a_draft_keeps_what_was_decided_and_tells_who_was_late(desk: ServedDesk) -> None:
    draft = desk.draft(desk.read())
    path = f"/api/drafts/{draft['id']}/decisions"
    first, second = draft["candidates"][:2]
    kept = {"id": first["id"], "verb": "accept", "row": first["row"], "curator": "Ada"}
    status, changed = desk.ask(path, {"revision": draft["revision"], "decision": kept})
    assert status == 200
    assert changed["revision"] == draft["revision"] + 1
    status, late = desk.ask(path, {"revision": draft["revision"], "decision": {
        "id": second["id"], "verb": "reject", "reason": "A date"}})
    assert status == 409
    assert late["by"] == "Ada"
    assert "Ada" in late["error"]
    assert f"({late['at'][:10]} {late['at'][11:16]} UTC)" in late["error"]
    assert late["revision"] == changed["revision"]
    assert [each["id"] for each in desk.draft(draft["id"])["decisions"]] == [first["id"]]


def test_a_subject_is_found_by_its_other_names_and_when_misspelt(desk: ServedDesk) -> None:
    for asked in ("BTC", "baku-tbilisi-ceyhan", "Baku Tibilisi Ceyhan"):
        found = desk.ask(f"/api/subjects?q={asked.replace(' ', '%20')}")[1]
        assert "btc-pipeline" in [each["id"] for each in found[:3]], asked


def test_a_reading_that_takes_too_long_is_ended(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "READING_SECONDS", 0.01)
    with pytest.raises(AtlasError, match="was stopped"):
        read_into_draft(Workplace(tmp_path, tmp_path, tmp_path), "a.txt", b"Words.")


def test_a_reading_that_breaks_off_is_told(
        tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "reader"
    broken.write_text(f"#!{sys.executable}\nimport os\nos.abort()\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    with pytest.raises(AtlasError, match="broke off"):
        read_into_draft(Workplace(tmp_path, tmp_path, tmp_path), "a.txt", b"Words.")


def test_ctrl_c_ends_it_without_a_word_of_python(tmp_path: Path) -> None:
    with curating(tmp_path) as desk:
        desk.process.send_signal(signal.SIGINT)
        assert desk.process.wait(timeout=30) == 0
        assert "Traceback" not in desk.log.read_text("utf-8")
        with pytest.raises(urllib.error.URLError):
            get(desk.address)
