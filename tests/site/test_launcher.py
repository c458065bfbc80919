"""The script `./etabli`: from any folder, with what the machine has, and only once when nothing changed.

The tools it calls (Python, pip, uv) are stood in for by small scripts that write down how they were called.
"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

# A Python that answers the launcher's questions, and whose pip "installs" the uv below.
PYTHON = """#!/bin/sh
case "$*" in
    *version_info*) exit ${OLD:-0} ;;
    *sys.executable*) echo "$0" ;;
    "-m pip --version") exit 0 ;;
    "-m pip install"*) echo "pip $*" >>"$CALLS"
        while [ "$1" != --target ]; do shift; done
        mkdir -p "$2/bin" && cp "$UV" "$2/bin/uv" ;;
    *) exit 1 ;;
esac
"""

# A uv that makes a .venv whose Python prints how it was called.
UV = """#!/bin/sh
if [ "$1" = --version ]; then echo "uv ${UV_SAYS:-0.9.1} (somewhere)"; exit 0; fi
echo "uv $*" >>"$CALLS"
[ -z "${UV_FAILS:-}" ] || exit 1
mkdir -p "$UV_PROJECT_ENVIRONMENT/bin"
printf '#!/bin/sh\\necho "$@"\\npwd\\n' >"$UV_PROJECT_ENVIRONMENT/bin/python"
chmod +x "$UV_PROJECT_ENVIRONMENT/bin/python"
"""

BROKEN_SHIM = "#!/bin/sh\necho 'pyenv: python3.13: command not found' >&2\nexit 127\n"


def script(path: Path, text: str) -> None:
    path.write_text(text)
    path.chmod(0o755)


class Machine:
    """A checkout in a folder with spaces, and the tools found on PATH."""

    def __init__(self, folder: Path) -> None:
        self.checkout = folder / "un dossier à moi" / "établi"
        self.checkout.mkdir(parents=True)
        self.bin = folder / "bin"
        self.bin.mkdir()
        self.calls_file = folder / "calls"
        self.elsewhere = folder / "elsewhere"
        self.elsewhere.mkdir()
        for name in ("etabli", "uv.lock", "pyproject.toml"):
            shutil.copy(ROOT / name, self.checkout / name)
        script(folder / "uv-to-bring", UV)
        self.env = {
            "PATH": f"{self.bin}:/usr/bin:/bin",
            "HOME": str(folder),
            "CALLS": str(self.calls_file),
            "UV": str(folder / "uv-to-bring"),
            "LANG": "en_US.UTF-8",
        }

    def has(self, **tools: str) -> "Machine":
        for name, text in tools.items():
            script(self.bin / name.replace("_", "."), text)
        return self

    def launch(self, *arguments: str, **env: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["/bin/sh", str(self.checkout / "etabli"), *arguments],
            cwd=self.elsewhere,
            env={**self.env, **env},
            capture_output=True,
            text=True,
            check=False,
        )

    def calls(self) -> list[str]:
        calls = self.calls_file.read_text().splitlines() if self.calls_file.exists() else []
        self.calls_file.unlink(missing_ok=True)
        return calls


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path)


def test_the_arguments_and_the_folder_reach_the_command(machine: Machine) -> None:
    machine.has(uv=UV, python3_13=PYTHON)
    done = machine.launch("quote", "mon devis.pdf")
    assert done.returncode == 0, done.stderr
    assert done.stdout == f"-P -m etabli quote mon devis.pdf\n{machine.elsewhere}\n"
    (call,) = machine.calls()
    assert "--locked" in call
    assert "--no-dev" in call
    assert str(machine.bin / "python3.13") in call


def test_the_second_start_installs_nothing(machine: Machine) -> None:
    machine.has(uv=UV, python3_13=PYTHON)
    machine.launch("help")
    machine.calls()
    done = machine.launch("help")
    assert done.stderr == ""
    assert machine.calls() == []


def test_a_changed_lock_installs_again(machine: Machine) -> None:
    machine.has(uv=UV, python3_13=PYTHON)
    machine.launch("help")
    machine.calls()
    with (machine.checkout / "uv.lock").open("a") as lock:
        lock.write("# changed\n")
    machine.launch("help")
    assert len(machine.calls()) == 1


def test_files_on_s3_bring_what_they_need(machine: Machine) -> None:
    machine.has(uv=UV, python3_13=PYTHON)
    machine.launch("help", ETABLI_FILES_URL="s3://files")
    (call,) = machine.calls()
    assert "--extra s3" in call
    (machine.checkout / ".venv/etabli-stamp").unlink()
    machine.launch("help", ETABLI_FILES_URL="file:///srv/files")
    (call,) = machine.calls()
    assert "--extra s3" not in call
    assert "--extra heic" in call  # the photos of telephones


@pytest.mark.parametrize("variable", ["ETABLI_SENTRY_DSN", "ETABLI_SENTRY_DSN_FILE"])
def test_a_sentry_server_brings_what_it_needs_beside_the_rest(machine: Machine, variable: str) -> None:
    machine.has(uv=UV, python3_13=PYTHON)
    machine.launch("help", **{"ETABLI_FILES_URL": "s3://files", variable: "https://key@sentry.example.org/1"})
    (call,) = machine.calls()
    assert "--extra s3 --extra sentry" in call
    (machine.checkout / ".venv/etabli-stamp").unlink()
    machine.launch("help")
    (call,) = machine.calls()
    assert "--extra sentry" not in call


@pytest.mark.parametrize("name", ["test", "bench"])
def test_the_tests_and_measurements_bring_their_tools_and_the_others_keep_them(
    machine: Machine, name: str
) -> None:
    machine.has(uv=UV, python3_13=PYTHON)
    machine.launch("help")
    machine.calls()
    machine.launch(name)
    (call,) = machine.calls()
    assert "--no-dev" not in call
    machine.launch("help")
    assert machine.calls() == []


def test_a_shim_that_does_not_run_is_passed_over(machine: Machine) -> None:
    machine.has(uv=UV, python3_13=BROKEN_SHIM, python3_12=PYTHON)
    assert machine.launch("help").returncode == 0
    assert str(machine.bin / "python3.12") in machine.calls()[0]


def test_without_uv_pip_brings_it_into_the_checkout(machine: Machine) -> None:
    machine.has(python3_13=PYTHON)
    done = machine.launch("help")
    assert done.returncode == 0, done.stderr
    pip, uv = machine.calls()
    assert "--target" in pip
    assert "--user" not in pip
    assert uv.startswith("uv sync")
    assert (machine.checkout / ".venv-uv" / "bin" / "uv").exists()
    assert [path.name for path in machine.checkout.glob(".venv-uv.*")] == []


def test_an_old_uv_is_not_used(machine: Machine) -> None:
    machine.has(uv=UV.replace("0.9.1", "0.7.99"), python3_13=PYTHON)
    machine.launch("help")
    assert machine.calls()[0].startswith("pip ")


def test_a_failed_installation_says_what_to_do_and_is_tried_again(machine: Machine) -> None:
    machine.has(uv=UV, python3_13=PYTHON)
    done = machine.launch("help", UV_FAILS="1")
    assert done.returncode == 2
    assert "the installation did not finish" in done.stderr
    machine.calls()
    assert machine.launch("help").returncode == 0
    assert len(machine.calls()) == 1


def test_a_link_to_the_script_finds_its_checkout(machine: Machine) -> None:
    machine.has(uv=UV, python3_13=PYTHON)
    link = machine.elsewhere / "etabli"
    link.symlink_to(machine.checkout / "etabli")
    done = subprocess.run([link, "help"], env=machine.env, capture_output=True, text=True, check=False)
    assert done.stdout.startswith("-P -m etabli help")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_checkout_of_somebody_else_is_refused_in_words(machine: Machine) -> None:
    machine.has(uv=UV, python3_13=PYTHON)
    machine.checkout.chmod(0o555)
    try:
        done = machine.launch("help")
    finally:
        machine.checkout.chmod(0o755)
    assert done.returncode == 2
    assert "is not yours" in done.stderr
