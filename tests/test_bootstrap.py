"""From nothing but python3 to a running command: the real bootstrap, on a project whose only package is made here."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
BASE = getattr(sys, "_base_executable", sys.executable)
BARE = "/usr/bin:/bin"  # no uv there: pip builds, as on a fresh machine
# Stands for Django: prints what it was given, then ends with the code that the last argument names.
MANAGEMENT = """
import sys
def execute_from_command_line(argv):
    print(sys.prefix, *argv[1:])
    sys.exit(int(argv[-1]) if argv[-1].isdigit() else 0)
"""

pytestmark = pytest.mark.slow


def make_wheel(folder: Path, version: str) -> str:
    """A wheel `onlyone` that carries a package called django; returns its line for a lock."""
    folder.mkdir(exist_ok=True)
    path, info = folder / f"onlyone-{version}-py3-none-any.whl", f"onlyone-{version}.dist-info"
    files = {
        "django/__init__.py": "",
        "django/core/__init__.py": "",
        "django/core/management.py": MANAGEMENT,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: onlyone\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
        wheel.writestr(f"{info}/RECORD", "".join(f"{name},,\n" for name in [*files, f"{info}/RECORD"]))
    return f"onlyone=={version} --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


class Project:
    """A copy of the portal's first files, with a lock of one package, in an empty home."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.wheels, self.home = folder / "project", folder / "wheels", folder / "home"
        (self.folder / "icms").mkdir(parents=True)
        self.programs = self.home / "bin"
        self.programs.mkdir(parents=True)
        (self.programs / "uv").symlink_to(Path(sys.executable).with_name("uv"))  # builds in no time
        shutil.copy(ROOT / "manage.py", self.folder)
        shutil.copy(ROOT / "icms" / "bootstrap.py", self.folder / "icms")
        (self.folder / "pyproject.toml").write_text(
            '[project]\ndependencies = ["onlyone>=1"]\n[dependency-groups]\ndev = ["onlyone-dev"]\n'
        )
        (self.folder / "requirements").mkdir()
        self.lock(make_wheel(self.wheels, "1.0"))

    def lock(self, line: str) -> None:
        for name in ("runtime.txt", "dev.txt"):
            (self.folder / "requirements" / name).write_text(line)

    def environment(self, **more: str) -> dict[str, str]:
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        offline |= {"UV_NO_INDEX": "1", "UV_FIND_LINKS": str(self.wheels), "UV_OFFLINE": "1"}
        return {"HOME": str(self.home), "PATH": f"{self.programs}:{BARE}", **offline, **more}

    def run(self, *arguments: str, python: str = BASE, **more: str) -> subprocess.CompletedProcess[str]:
        command = [python, "manage.py", *arguments]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment(**more),
            capture_output=True,
            text=True,
            check=False,
        )

    @property
    def venv(self) -> Path:
        return self.folder / ".venv"

    @property
    def stamp(self) -> Path:
        return self.venv / "icms-stamp.json"


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def test_from_nothing_the_command_runs_inside_its_own_environment(project: Project):
    first = project.run("preflight", "batch.xml", "--json", "3", PATH=BARE)
    assert (first.returncode, first.stdout) == (3, f"{project.venv} preflight batch.xml --json 3\n")
    assert "making .venv" in first.stderr
    written = project.stamp.stat().st_mtime_ns

    second = project.run("filing_time", "0", PATH=BARE)
    assert (second.returncode, second.stderr) == (0, "")
    assert project.stamp.stat().st_mtime_ns == written

    inside = project.run("filing_time", "0", python=str(project.venv / "bin" / "python"))
    assert (inside.returncode, inside.stderr) == (0, "")


def test_a_changed_lock_is_installed_before_the_command_runs(project: Project):
    project.run("check")
    project.lock(make_wheel(project.wheels, "2.0"))
    (project.venv / "made-once").touch()
    again = project.run("check")
    assert again.returncode == 0, again.stderr
    assert list(project.venv.glob("lib/*/site-packages/onlyone-2.0.dist-info"))
    assert (project.venv / "made-once").exists(), "a renewed lock needs no new environment"


def test_a_package_with_another_hash_is_refused_and_nothing_stays(project: Project):
    project.lock("onlyone==1.0 --hash=sha256:" + "0" * 64 + "\n")
    refused = project.run("check")
    assert refused.returncode == 1
    assert refused.stdout == ""
    assert "could not be installed" in refused.stderr
    assert not project.venv.exists()


def test_a_half_made_environment_is_made_anew(project: Project):
    project.run("check")
    project.stamp.unlink()
    (project.venv / "icms-half-made").touch()
    (project.venv / "left-over").touch()
    assert project.run("check").returncode == 0
    assert project.stamp.exists()
    assert not (project.venv / "left-over").exists()


def test_an_environment_made_by_hand_is_adopted(project: Project):
    subprocess.run([BASE, "-m", "venv", project.venv], check=True)
    (project.venv / "made-by-hand").touch()
    assert project.run("check", PATH=BARE).returncode == 0
    assert (project.venv / "made-by-hand").exists()
    assert project.stamp.exists()


def test_a_copied_folder_gets_its_own_environment(project: Project, tmp_path: Path):
    project.run("check")
    shutil.copytree(project.folder, tmp_path / "copy", symlinks=True)
    project.folder = tmp_path / "copy"
    copied = project.run("where")
    assert copied.stdout == f"{tmp_path / 'copy' / '.venv'} where\n"
    assert json.loads(project.stamp.read_text())["folder"] == str(project.venv)


def test_two_first_starts_at_once_build_once(project: Project):
    command = [BASE, "manage.py", "check"]
    both = [
        subprocess.Popen(
            command, cwd=project.folder, env=project.environment(), stderr=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    words = [start.communicate(timeout=120)[1] for start in both]
    assert [start.returncode for start in both] == [0, 0], words
    assert sum("making .venv" in word for word in words) == 1
    assert sum("waiting for it" in word for word in words) == 1


def test_uv_is_used_where_it_is_on_the_path_and_pip_where_it_fails(project: Project):
    assert project.run("where").returncode == 0
    assert "uv" in (project.venv / "pyvenv.cfg").read_text()

    shutil.rmtree(project.venv)
    (project.programs / "uv").unlink()
    (project.programs / "uv").symlink_to("/bin/false")
    assert project.run("where").stdout == f"{project.venv} where\n"


def test_where_the_dependencies_are_there_it_is_plain_django(project: Project):
    """An activated environment or a container: another interpreter that has the packages; no .venv is made."""
    other = project.home / "other"
    subprocess.run([BASE, "-m", "venv", other], check=True)
    install = [other / "bin" / "python", "-m", "pip", "install", "-q", "onlyone"]
    subprocess.run(install, env=project.environment(), check=True)
    run = project.run("where", python=str(other / "bin" / "python"))
    assert (run.returncode, run.stdout, run.stderr) == (0, f"{other} where\n", "")
    assert not project.venv.exists()


def test_python_that_is_too_old_is_told_what_to_do():
    pretend = (
        "import sys, runpy; sys.version_info = (3, 9, 2); runpy.run_path('manage.py', run_name='__main__')"
    )
    run = subprocess.run(
        [sys.executable, "-c", pretend], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert run.returncode == 1
    assert "needs Python 3.11 or newer; this is 3.9" in run.stderr
    assert "python3.11 manage.py up" in run.stderr


def test_the_locks_name_no_index_and_check_every_hash():
    for lock in (ROOT / "requirements").glob("*.txt"):
        text = lock.read_text()
        assert "://" not in text
        assert "--index-url" not in text
        pinned = [line for line in text.splitlines() if "==" in line]
        assert pinned
        assert all(line.endswith("\\") for line in pinned), "each pin is followed by its hashes"


def test_the_locks_of_runtime_and_development_agree():
    def pins(name: str) -> set[str]:
        lines = (ROOT / "requirements" / name).read_text().splitlines()
        return {line.partition(" ")[0] for line in lines if "==" in line and line[0].isalnum()}

    assert pins("runtime.txt") <= pins("dev.txt")
