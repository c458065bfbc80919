"""The file of a backup: an ordinary tar, of which the last entries say what it holds (`manifest.json`) and that it is
whole (`seal.sha256`, the sum of every byte before it). Written and read piece by piece."""

import hashlib
import io
import tarfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, Any, cast

from etabli.foundation.terminal import pick
from etabli.site.backups.manifest import Entry, Manifest, NotReadable, read_manifest

MANIFEST, SEAL = "manifest.json", "seal.sha256"
CHUNK_BYTES = 1 << 20
_CUT_SENTENCE = (
    "elle ne finit pas comme une sauvegarde : elle a été coupée, ou c'est autre chose",
    "it does not end as a backup does: it was cut short, or is something else",
)


class NotABackup(Exception):
    """No file that `etabli backup` wrote, or not whole: the text says where it is damaged."""


class Writer:
    """Writes entries one after the other; `close` adds the manifest and the seal."""

    def __init__(self, file: IO[bytes]) -> None:
        self._summed = _HashedWriter(file)
        self._tar = tarfile.TarFile(
            fileobj=cast(IO[bytes], self._summed), mode="w", format=tarfile.GNU_FORMAT
        )
        self.entries: dict[str, Entry] = {}

    def add(self, name: str, content: IO[bytes], size: int) -> None:
        """Write `size` bytes of `content` under this name."""
        summed = _HashedReader(content)
        self._tar.addfile(_info(name, size), summed)
        self.entries[name] = Entry(summed.sum.hexdigest(), size)

    def close(self, manifest: bytes) -> None:
        self._tar.addfile(_info(MANIFEST, len(manifest)), io.BytesIO(manifest))
        seal = self._summed.sum.hexdigest().encode()
        self._tar.addfile(_info(SEAL, len(seal)), io.BytesIO(seal))
        self._tar.close()


def _info(name: str, size: int) -> tarfile.TarInfo:
    info = tarfile.TarInfo(name)
    info.size, info.mode, info.mtime = size, 0o600, int(time.time())
    return info


class _HashedWriter:
    """A file that is written from its beginning to its end, with the sum of what was written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file, self.sum = file, hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.sum.update(piece)
        return self._file.write(piece)

    def tell(self) -> int:
        return self._file.tell()


@dataclass
class _HashedReader:
    """A file that is read once, with the sum of what was read."""

    file: IO[bytes]
    sum: Any = field(default_factory=hashlib.sha256)

    def read(self, size: int = -1) -> bytes:
        piece = self.file.read(size)
        self.sum.update(piece)
        return piece


class Reader:
    """A backup that is open: its manifest, and each of its entries. Raises NotABackup."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        try:
            self._tar = tarfile.open(fileobj=file, mode="r:")  # noqa: SIM115 -- reads `file`, which its owner closes
            self._members = {member.name: member for member in self._tar.getmembers()}
        except (tarfile.TarError, OSError, UnicodeDecodeError, EOFError):
            raise NotABackup(pick(*_CUT_SENTENCE)) from None
        if list(self._members)[-2:] != [MANIFEST, SEAL] or not all(
            member.isreg() for member in self._members.values()
        ):
            raise NotABackup(pick(*_CUT_SENTENCE))
        try:
            self.manifest: Manifest = read_manifest(self._read(MANIFEST))
        except NotReadable as error:
            raise NotABackup(f"{MANIFEST} {error}") from None

    def open(self, name: str) -> IO[bytes]:
        """The content of an entry, from its beginning."""
        content = self._tar.extractfile(self._members[name])
        assert content is not None  # a regular file
        return content

    def names(self, folder: str) -> Iterator[tuple[str, str]]:
        """(entry, name below the folder) of each entry of a folder, in the order in which they stand."""
        for name in self._members:
            if name.startswith(f"{folder}/"):
                yield name, name.removeprefix(f"{folder}/")

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def check(self) -> None:
        """Read everything once, each entry against its sum, the whole against its seal. Raises NotABackup at the first
        that is not what was written."""
        self._check_names()
        whole, place = hashlib.sha256(), 0
        for name, member in self._members.items():
            if name == SEAL:
                break
            part = hashlib.sha256()
            self._feed(place, member.offset_data, whole)
            place = member.offset_data + member.size
            self._feed(member.offset_data, place, whole, part)
            self._compare(name, part)
        seal = self._members[SEAL]
        self._feed(place, seal.offset, whole)
        if self._read(SEAL) != whole.hexdigest().encode():
            raise NotABackup(pick("son sceau est brisé", "its seal is broken"))
        self._file.seek(seal.offset_data + seal.size)
        if self._file.read().strip(b"\0"):
            raise NotABackup(pick("quelque chose suit sa fin", "something stands behind its end"))

    def check_all_but(self, folder: str) -> None:
        """The same, without the entries of a folder; without the seal then."""
        self._check_names()
        for name in self.manifest.entries:
            if not name.startswith(f"{folder}/"):
                member, part = self._members[name], hashlib.sha256()
                self._feed(member.offset_data, member.offset_data + member.size, part)
                self._compare(name, part)

    def _check_names(self) -> None:
        unexpected = (self._members.keys() - {MANIFEST, SEAL}) ^ self.manifest.entries.keys()
        if unexpected:
            raise NotABackup(
                pick(
                    f"{min(unexpected)} n'est pas où le dit son manifeste",
                    f"{min(unexpected)} is not where its manifest says",
                )
            )

    def _compare(self, name: str, part: Any) -> None:
        entry = self.manifest.entries.get(name)
        if entry is not None and part.hexdigest() != entry.sha256:
            raise NotABackup(pick(f"{name} n'est plus ce qui a été écrit", f"{name} is not what was written"))

    def _read(self, name: str) -> bytes:
        with self.open(name) as content:
            return content.read()

    def _feed(self, begin: int, end: int, *sums: Any) -> None:
        self._file.seek(begin)
        while begin < end:
            piece = self._file.read(min(CHUNK_BYTES, end - begin))
            if not piece:
                raise NotABackup(pick(*_CUT_SENTENCE))
            for hasher in sums:
                hasher.update(piece)
            begin += len(piece)
