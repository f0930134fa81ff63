"""What the archive of a release may hold: asked before a byte of it is unpacked."""

from __future__ import annotations

import re
import zipfile

from geo.data.errors import quoted
from geo.data.files import MAX_FILES

MAX_ARCHIVE_BYTES = 50_000_000
"""Of what an archive holds, unpacked."""
_MEMBER = re.compile(r"[a-z]+\.csv|datapackage\.json|routes/[a-z0-9-]+\.geojson")


def member_fault(archive: zipfile.ZipFile) -> str:
    """Why the members of an archive must not be unpacked, in words; blank where they may be.

    Asked before a byte is unpacked: how many there are, how large, and what they are called.
    """
    members = archive.infolist()
    if len(members) > MAX_FILES:
        return f"holds more than {MAX_FILES:,} files"
    if sum(member.file_size for member in members) > MAX_ARCHIVE_BYTES:
        return f"is larger than {MAX_ARCHIVE_BYTES:,} bytes once unpacked: too large for a release"
    names = [member.filename for member in members]
    if strange := next((name for name in names if not _MEMBER.fullmatch(name)), None):
        return f"holds {quoted(strange)}, which is no file of a release"
    if len(set(names)) < len(names):
        return "holds two files of one name"
    return "" if "datapackage.json" in names else "holds no datapackage.json"
