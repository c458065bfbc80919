"""The installation for Debian, as far as it can be tried without a clean system (`scripts/try_install.sh` has one)."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from etabli.site.environment import CHECKOUT

SCRIPT, PARTS = CHECKOUT / "scripts/install_debian.sh", CHECKOUT / "scripts/debian"
NAMES = {
    "CODE": str(CHECKOUT), "PORT": "8000", "AFTER": "", "DOMAIN": "etabli.example.org", "TLS": "tls internal",
    "CERTIFICATE": "/etc/ssl/certs/etabli.pem", "KEY": "/etc/ssl/private/etabli.key",
}  # fmt: skip


def run(*words: str | Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", *map(str, words)],
        capture_output=True,
        text=True,
        env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", **env},
    )


def placed(name: str) -> str:
    """A part, as the script would put it in place."""
    return re.sub(r"@([A-Z]+)@", lambda found: NAMES[found[1]], (PARTS / name).read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "script", [SCRIPT, CHECKOUT / "scripts/try_install.sh", *PARTS.glob("*.sh")], ids=lambda p: p.name
)
def test_the_scripts_hold_together(script: Path) -> None:
    assert run("-n", script).returncode == 0


GIVEN = ["--domain", "a.example.org", "--chamber", "C", "--adviser", "a@b.fr", "--email-from", "a@b.fr"]


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["--domaine", "x"],
        ["--domain"],
        ["--domain", "x;reboot"],
        [*GIVEN, "--web", "iis"],
        [*GIVEN, "--database", "mysql"],
        [*GIVEN, "--port", "http"],
        ["--domain", "a.example.org", "--chamber", "C", "--adviser", "nobody"],
    ],
)
def test_what_is_missing_or_wrong_is_told_in_one_line_and_nothing_is_done(words: list[str]) -> None:
    done = run(SCRIPT, *words)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("page", ["docs/en/install-debian.md", "docs/fr/installation-debian.md"])
def test_the_guides_name_only_options_that_there_are(page: str) -> None:
    offered = set(re.findall(r"--[a-z-]+", run(SCRIPT, "--help").stdout))
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    example = text.partition("scripts/install_debian.sh")[2].partition("```")[0]
    assert set(re.findall(r"(?<!\S)--[a-z-]+", example)) < offered
    assert set(re.findall(r"^\| `(--[a-z-]+)", text, re.MULTILINE)) < offered


@pytest.mark.parametrize("part", [path.name for path in PARTS.iterdir() if path.suffix != ".sh"])
def test_every_name_in_a_part_is_given(part: str) -> None:
    script = SCRIPT.read_text(encoding="utf-8")
    assert placed(part)
    assert all(f"@{name}@" in script for name in re.findall(r"@([A-Z]+)@", (PARTS / part).read_text()))


@pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="no systemd-analyze (Debian: apt-get install systemd)"
)
def test_the_units_are_sound(tmp_path: Path) -> None:
    for name in ("etabli.service", "etabli-backup.service", "etabli-backup.timer"):
        (tmp_path / name).write_text(placed(name), encoding="utf-8")
    told = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))], capture_output=True, text=True
    )
    ours = [line for line in told.stderr.splitlines() if "etabli" in line]
    assert (told.returncode, ours) == (0, [])
