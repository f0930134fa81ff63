"""The members of a release's archive, checked before a byte of it is unpacked."""

from __future__ import annotations

import re
import zipfile

from geo.data.errors import quoted
from geo.data.files import MAX_FILES

MAX_ARCHIVE_BYTES = 50_000_000
"""The size limit of all members together, unpacked."""
_MEMBER = re.compile(r"[a-z_]+\.csv|datapackage\.json|regions\.geojson|routes/[a-z0-9-]+\.geojson")


def member_fault(archive: zipfile.ZipFile) -> str:
    """Returns why the members of an archive must not be unpacked; blank where they may be.

    Checks, before a byte is unpacked, how many there are, how large they are, and their names.
    """
    members = archive.infolist()
    if len(members) > MAX_FILES:
        return f"holds more than {MAX_FILES:,} files"
    if sum(member.file_size for member in members) > MAX_ARCHIVE_BYTES:
        return f"is larger than {MAX_ARCHIVE_BYTES:,} bytes once unpacked: too large for a release"
    names = [member.filename for member in members]
    if unknown_name := next((name for name in names if not _MEMBER.fullmatch(name)), None):
        return f"holds {quoted(unknown_name)}, which is no file of a release"
    if len(set(names)) < len(names):
        return "holds two files of one name"
    return "" if "datapackage.json" in names else "holds no datapackage.json"
