"""Small disks of our own: an ext4 image that is mounted, filled, and copied at an instant, as a power cut leaves it.

Mounts are made in a name space that the measurement has alone: they go with its last process, however it ends.
"""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

TRIES = 20
PAUSE_SECONDS = 0.25
WRITTEN, IN_FLIGHT = 6, 8  # columns of /sys/block/*/stat: sectors written, requests under way


class NoDisk(Exception):
    """No image can be mounted here; the text says why."""


@cache
def why_none() -> str:
    """Why no image can be mounted here; "" when they can. From then on mounts are this process's own."""
    if not sys.platform.startswith("linux"):
        return "loop devices are Linux's"
    if os.geteuid() != 0:
        return "only root mounts an image"
    missing = [name for name in ("mkfs.ext4", "mount", "umount", "losetup") if not shutil.which(name)]
    if missing:
        return f"{missing[0]} is absent"
    try:
        os.unshare(os.CLONE_NEWNS)
        _ran("mount", "--make-rprivate", "/")
        with TemporaryDirectory(prefix="etabli-bench-") as folder:
            disk = Disk(Path(folder) / "image", Path(folder) / "disk")
            disk.make(16)
            disk.unmount()
    except (OSError, NoDisk) as reason:
        return f"no loop device: {reason}"
    return ""


@dataclass
class Disk:
    """An image and the folder where it is mounted."""

    image: Path
    folder: Path

    def make(self, megabytes: int) -> None:
        """An empty file system of this size, mounted."""
        self.folder.mkdir(exist_ok=True)
        with self.image.open("wb") as file:
            file.truncate(megabytes * 1024**2)
        _ran(
            "mkfs.ext4",
            "-q",
            "-F",
            "-m",
            "0",
            "-E",
            "lazy_itable_init=0,lazy_journal_init=0",
            str(self.image),
        )
        self.mount()

    def mount(self) -> None:
        _ran("mount", "-o", "loop", str(self.image), str(self.folder))

    def unmount(self) -> None:
        """Whoever was killed a moment ago may still hold it: it is tried for some seconds."""
        for turn in range(TRIES):
            try:
                _ran("umount", str(self.folder))
            except NoDisk:
                if turn == TRIES - 1:
                    raise
                time.sleep(PAUSE_SECONDS)
            else:
                return

    def flush(self) -> None:
        """Everything written so far is on the device."""
        _ran("sync", "-f", str(self.folder))

    def copy(self, to: Path) -> None:
        """What the device holds at one instant: not what the file system has in memory and never wrote to it.

        Whoever writes must be stopped; what the kernel writes by itself meanwhile shows in the device's own counts,
        and the copy is then made again.
        """
        for _turn in range(TRIES):
            before = self._counts()
            _ran("cp", "--sparse=always", str(self.image), str(to))
            if before[1] == 0 and before == self._counts():
                return
        raise NoDisk("the device is never at rest")

    def _counts(self) -> tuple[int, int]:
        device = _ran("losetup", "-n", "-O", "NAME", "-j", str(self.image)).split()[0]
        said = Path(f"/sys/block/{Path(device).name}/stat").read_text().split()
        return int(said[WRITTEN]), int(said[IN_FLIGHT])


def _ran(*argv: str) -> str:
    done = subprocess.run(argv, capture_output=True, text=True, check=False)
    if done.returncode:
        raise NoDisk(f"{argv[0]}: {done.stderr.strip()}")
    return done.stdout
