"""Backups made of others: changed where a test says, and sealed again."""

import json
import tarfile
from pathlib import Path
from typing import IO, Any, cast

from etabli.site.backups.archive import MANIFEST, SEAL, Writer


def rewritten(source: Path, target: Path, **changes: Any) -> None:
    """The same backup, of which the manifest says otherwise: dicts are completed, the rest is replaced."""
    with tarfile.open(source) as archive, target.open("w+b") as file:
        writer = Writer(cast(IO[bytes], file))
        for member in archive:
            content = archive.extractfile(member)
            assert content is not None
            if member.name == MANIFEST:
                manifest = json.load(content)
            elif member.name != SEAL:
                writer.add(member.name, content, member.size)
        for name, value in changes.items():
            manifest[name] = {**manifest[name], **value} if isinstance(value, dict) else value
        writer.close(json.dumps(manifest).encode())
