"""The operator's files: images by digest, memory and processes bounded, orders limited by nginx."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]

from app.shared.settings import ALLOWED_VARIABLE, HOST_VARIABLE
from tests.conftest import ROOT

PINNED = re.compile(r"[a-z0-9./-]+:[\w.-]+@sha256:[0-9a-f]{64}")
UNITS = {"k": 1, "m": 2, "g": 3}
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
CONF = (ROOT / "deploy" / "nginx.conf").read_text(encoding="utf-8")
SERVICES: dict[str, dict[str, Any]] = yaml.safe_load(
    (ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]


def default(text: str) -> str:
    """What a setting of compose.yaml is where the operator sets nothing."""
    return re.sub(r"\$\{\w+:-([^}]*)\}", r"\1", text)


def size(text: str) -> int:
    """Bytes of a size such as 256m."""
    return int(text[:-1]) * int(1024 ** UNITS[text[-1]])


def test_images_are_pinned_by_digest_and_can_be_named_anew() -> None:
    base = re.search(r"^ARG BASE=(\S+)$", DOCKERFILE, re.MULTILINE)
    assert base
    assert PINNED.fullmatch(base[1])
    assert set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.MULTILINE)) == {"${BASE}"}
    for name, service in SERVICES.items():
        if "build" not in service:
            assert service["image"].startswith("${"), name
            assert PINNED.fullmatch(default(service["image"])), name


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_a_bound_on_memory_and_processes(name: str) -> None:
    service = SERVICES[name]
    most = size(default(service["mem_limit"]))
    assert size(default(service["memswap_limit"])) == most, "or it would swap"
    assert 0 < service["pids_limit"] <= 256
    written = sum(size(each.partition("size=")[2]) for each in service["tmpfs"])
    assert written < most, "what is in /tmp counts as memory"


def test_the_atlas_listens_where_its_proxy_is_and_knows_its_names() -> None:
    assert f"{HOST_VARIABLE}=0.0.0.0" in DOCKERFILE
    for name, service in SERVICES.items():
        if "build" in service:
            assert service["environment"][HOST_VARIABLE] == "0.0.0.0", name  # noqa: S104
            assert default(service["environment"][ALLOWED_VARIABLE]) == "localhost", name
    assert "proxy_set_header Host $http_host;" in CONF


def test_what_costs_most_is_limited_for_a_reader_and_for_an_address() -> None:
    keys = {zone: key for key, zone in re.findall(r"_zone (\$\w+) +zone=(\w+):", CONF)}
    for path in (r"~ \^/\(make\|export\)/", "/_stcore/upload_file/"):
        block = re.search(rf"location {path} \{{([^}}]*)\}}", CONF)
        assert block, path
        for kind in (r"limit_req zone=(\w+)", r"limit_conn (\w+)"):
            used = {keys[zone] for zone in re.findall(kind, block[1])}
            assert used == {"$reader", "$binary_remote_addr"}, (path, kind)
    assert re.search(r"error_page 429 (@\w+);", CONF)
    for wanted in ("client_header_timeout", "client_body_timeout", "send_timeout"):
        assert re.search(rf"^    {wanted} \d+s;", CONF, re.MULTILINE), wanted
