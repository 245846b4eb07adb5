"""What happens before Django exists: .venv is made or renewed from the lock, and the command starts again inside it.

Standard library only. Every word goes to standard error: standard output belongs to the command. A .venv is used only
when its stamp, written last, agrees with the lock and with its interpreter; one that a broken set-up left behind
carries a marker and is made anew.
"""

from __future__ import annotations

import ctypes
import fcntl
import hashlib
import importlib.metadata
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "icms-stamp.json"
HALF_MADE = VENV / "icms-half-made"
LOCKS = {"runtime": ROOT / "requirements" / "runtime.txt", "dev": ROOT / "requirements" / "dev.txt"}
# The interpreter to build with, asked at once: where there is no PATH (env -i) Python does not know its own name, and
# apt-get may put a new file in its place while this process runs.
BASE = getattr(sys, "_base_executable", "") or sys.executable or os.path.realpath("/proc/self/exe")
NEEDS_DEV = {"test"}
NEEDS_PANGO = {"up", "test"}
# WeasyPrint loads these by name; no wheel carries them. Library file on Linux -> Debian package.
LIBRARIES = {
    "libpango-1.0.so.0": "libpango-1.0-0",
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}
SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"


def enter(argv: Sequence[str]) -> None:
    """Return when this interpreter has what `argv` needs; otherwise set .venv up and never return (re-execution).

    Raises SystemExit with the exact line to type where a system package is missing that cannot be installed here.
    """
    command = argv[1] if len(argv) > 1 else ""
    wanted = "dev" if command in NEEDS_DEV else "runtime"
    inside = Path(sys.prefix).resolve() == VENV.resolve()
    if not inside and _complete_elsewhere(wanted):
        return
    changed = ensure(wanted, pango=command in NEEDS_PANGO)
    if inside and not changed:
        return
    if sys.platform == "darwin":  # where Homebrew keeps Pango; the loader does not look there by itself
        os.environ.setdefault("DYLD_FALLBACK_LIBRARY_PATH", "/opt/homebrew/lib:/usr/local/lib:/usr/lib")
    sys.stdout.flush()
    os.execv(PYTHON, [str(PYTHON), *argv])


def ensure(wanted: str, *, pango: bool = False) -> bool:
    """Make .venv hold the locked packages of `wanted` ("runtime" or "dev"); True if something had to be done."""
    if _fresh(wanted):
        if pango and _missing_libraries():
            _install_system([], pango_required=True)
        return False
    with _alone():
        if _fresh(wanted):  # another start has built it while this one waited
            return True
        usable = _usable()
        needs_venv_module = not usable and not shutil.which("uv") and not _has_ensurepip()
        _install_system([_venv_package()] if needs_venv_module else [], pango_required=pango)
        try:
            _build(wanted, new=not usable)
        except KeyboardInterrupt:
            if not usable:
                shutil.rmtree(VENV, ignore_errors=True)
            _fail("set-up stopped. The next start begins it again.", code=130)
    return True


def _complete_elsewhere(wanted: str) -> bool:
    """Whether this interpreter, which is not .venv's, has every direct dependency (a container, an activated set)."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = list(project["project"]["dependencies"])
    if wanted == "dev":
        lines += project["dependency-groups"]["dev"]
    for line in lines:
        if ";" in line:  # only on some platforms
            continue
        try:
            importlib.metadata.version(re.split(r"[\[<>=!~ ]", line, maxsplit=1)[0])
        except importlib.metadata.PackageNotFoundError:
            return False
    return True


def _digest(wanted: str) -> str:
    return hashlib.sha256(LOCKS[wanted].read_bytes()).hexdigest()


def _stamp() -> dict[str, str]:
    try:
        stamp = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def _place() -> dict[str, str]:
    """Where .venv lies and which interpreter it leads to: a copied folder or a new Python means a new .venv."""
    return {"folder": str(VENV), "base": os.path.realpath(PYTHON)}


def _fresh(wanted: str) -> bool:
    stamp = _stamp()
    return (
        stamp.get(wanted) == _digest(wanted)
        and all(stamp.get(key) == value for key, value in _place().items())
        and PYTHON.exists()
    )


def _usable() -> bool:
    """Whether packages can be installed into the .venv that lies there (made by us, or by hand)."""
    stamp = _stamp()
    if HALF_MADE.exists() or not PYTHON.exists():
        return False
    if stamp and any(stamp.get(key) != value for key, value in _place().items()):
        return False
    probe = "import sys; sys.exit(sys.version_info < (3, 11))" if shutil.which("uv") else "import pip"
    return subprocess.run([PYTHON, "-c", probe], capture_output=True, check=False).returncode == 0


@contextmanager
def _alone() -> Iterator[None]:
    """One set-up at a time: the lock is on the project's folder itself, so that no lock file stays behind."""
    folder = os.open(ROOT, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            _say("another start is setting up; waiting for it …")
            fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _build(wanted: str, *, new: bool) -> None:
    """Make .venv if `new`, install the lock into it, write the stamp last. What failed is not left behind."""
    lock = LOCKS[wanted]
    count = sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())
    if new:
        _say("making .venv (once) …")
        _make_venv()
    STAMP.unlink(missing_ok=True)
    HALF_MADE.touch()
    _say(f"installing {count} locked packages into .venv; the first time takes about half a minute …")
    if not _install(lock):
        if new:
            shutil.rmtree(VENV, ignore_errors=True)
        _fail(
            f"the packages of {lock.relative_to(ROOT)} could not be installed (see above). Nothing half-made was kept."
        )
    stamp = _place() | {"runtime": _digest("runtime")} | {wanted: _digest(wanted)}
    unfinished = STAMP.with_suffix(".new")
    unfinished.write_text(json.dumps(stamp), encoding="utf-8")
    HALF_MADE.unlink()
    unfinished.replace(STAMP)


def _make_venv() -> None:
    uv = shutil.which("uv")
    if uv and _run([uv, "venv", "--quiet", "--clear", "--python", BASE, str(VENV)]):
        return
    if not _run([BASE, "-m", "venv", "--clear", str(VENV)]):
        shutil.rmtree(VENV, ignore_errors=True)
        _fail(f".venv could not be made with {BASE} (see above).")


def _install(lock: Path) -> bool:
    """Hash-checked installation with uv where it is on the PATH, else (or if it fails) with pip."""
    uv = shutil.which("uv")
    if uv and _run(
        [uv, "pip", "install", "--quiet", "--python", str(PYTHON), "--require-hashes", "-r", str(lock)]
    ):
        return True
    pip = [str(PYTHON), "-m", "pip"]
    if (
        uv
        and not _run([*pip, "--version"], quiet=True)
        and not _run([str(PYTHON), "-m", "ensurepip"], quiet=True)
    ):
        return False
    quiet = ["--quiet", "--disable-pip-version-check", "--no-input", "--timeout", "60"]
    return _run([*pip, "install", *quiet, "--require-hashes", "-r", str(lock)])


def _run(command: Sequence[str], *, quiet: bool = False) -> bool:
    environment = dict(os.environ)
    for name in ("PIP_USER", "PIP_TARGET", "PIP_PREFIX", "PYTHONHOME", "__PYVENV_LAUNCHER__"):
        environment.pop(name, None)  # they would send the packages elsewhere
    path = environment.get("PATH", "")
    environment["PATH"] = f"{path}:{SYSTEM_PATH}" if path else SYSTEM_PATH  # dpkg wants the sbin folders
    environment.setdefault("DEBIAN_FRONTEND", "noninteractive")
    out = subprocess.DEVNULL if quiet else sys.stderr.fileno()
    return subprocess.run(command, env=environment, stdout=out, stderr=out, check=False).returncode == 0


def _has_ensurepip() -> bool:
    """Debian's Python comes without it until python3-venv is installed; `import venv` alone succeeds there."""
    return subprocess.run([BASE, "-c", "import ensurepip"], capture_output=True, check=False).returncode == 0


def _venv_package() -> str:
    return f"python3.{sys.version_info.minor}-venv"


def _missing_libraries() -> list[str]:
    """Debian packages of the libraries that WeasyPrint needs and that cannot be loaded here (Linux only)."""
    if not sys.platform.startswith("linux"):
        return []
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def _install_system(required: list[str], *, pango_required: bool) -> None:
    """Install what is missing with apt-get as root; otherwise print the line to type, and stop if it is needed now."""
    pango = _missing_libraries()
    packages = required + pango
    if not packages:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends"]
    debian = shutil.which("apt-get", path=SYSTEM_PATH) is not None
    if debian and os.geteuid() == 0:
        _say(f"installing system packages: {' '.join(packages)} …")
        patience = ["-qq", "-o", "Acquire::Retries=3", "-o", "DPkg::Lock::Timeout=120"]
        _run(["apt-get", "update", *patience])
        if _run([*install, *patience, *packages]):
            return
        _say("apt-get did not succeed (see above).")
    if debian:
        _say("system packages are missing. Install them, then start again:")
        _say("    sudo apt-get update && sudo " + " ".join([*install, *packages]))
    else:
        _say("missing here: " + ("Pango 1.44 or newer" if pango else "Python's venv module"))
        _say("    Fedora: sudo dnf install pango    Arch: sudo pacman -S pango    macOS: brew install pango")
    if required or pango_required:
        _fail("nothing was started.")


def _say(words: str) -> None:
    print(f"icms: {words}", file=sys.stderr, flush=True)


def _fail(words: str, *, code: int = 1) -> NoReturn:
    _say(words)
    raise SystemExit(code)


if __name__ == "__main__":  # for the Makefile: sets up, then prints the interpreter to use
    if Path(sys.prefix).resolve() != VENV.resolve() and _complete_elsewhere("dev"):
        print(sys.executable)
    else:
        ensure("dev")
        print(PYTHON)
