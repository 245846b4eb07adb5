"""What must not be in the code: prints, promises, inline scripts; and acts that somebody could wrap by accident."""

from __future__ import annotations

import ast
import re

import pytest

from tests.architecture.sources import ROOT, modules
from tests.architecture.test_budgets import files

# Commands talk through self.stdout; these run before Django does, or beside it.
TALKERS = ("icms/bootstrap.py", "icms/embedded.py", "icms/supervisor.py", "icms/management/commands/up.py")
PROMISES = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
INLINE = re.compile(
    r"<style\b|\sstyle\s*=|\son[a-z]+\s*=\s*[\"']|javascript:|<script\b(?![^>]*\bsrc=)(?![^>]*type=\"application/json\")",
    re.IGNORECASE,
)
# A PDF is no page of the portal: its style sheet travels inside.
PAPER = ("templates/pdf/",)


def test_nothing_prints():
    found = [
        f"{path}:{node.lineno}"
        for path, tree in modules().items()
        if path not in TALKERS
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("print", "breakpoint")
    ]
    assert found == []


@pytest.mark.parametrize("pattern", ["*.py", "*.js", "*.css", "*.html", "*.md", "*.toml"])
def test_nothing_is_promised_for_later(pattern: str):
    ours = [path for path in files(pattern) if path.name != "test_code_is_tidy.py"]
    assert ours
    found = [
        str(path.relative_to(ROOT)) for path in ours if PROMISES.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_no_template_carries_inline_code():
    templates = [path for path in files("*.html") if "templates" in path.parts]
    assert templates
    found = [
        f"{path.relative_to(ROOT)}: {match.group()}"
        for path in templates
        if not str(path.relative_to(ROOT)).startswith(PAPER)
        for match in INLINE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "line", ['<p style="x">', "<style>", "<script>", '<a onclick="x">', "<a href='javascript:x'>"]
)
def test_the_finder_of_inline_code_finds(line: str):
    assert INLINE.search(line)


@pytest.mark.parametrize(
    "line", ['<script src="x" defer></script>', '<p class="style">', "<link rel=stylesheet>"]
)
def test_the_finder_of_inline_code_lets_the_rest_be(line: str):
    assert not INLINE.search(line)


# What writes, and is neither an act nor a step, with the reason.
NEITHER = {
    "filing/transitions/locks.py:touch": "saves the row that its caller has locked",
    "filing/transitions/prepare.py:sweep": "calls an act for each preparation; of import checks no trace is kept",
}


def acts() -> list[tuple[str, ast.FunctionDef]]:
    """The public functions of every transitions module."""
    return [
        (f"{path}:{node.name}", node)
        for path, tree in modules().items()
        if path.endswith("/transitions.py") or "/transitions/" in path
        for node in tree.body
        if isinstance(node, ast.FunctionDef)
    ]


def opens_a_transaction(node: ast.FunctionDef) -> list[str]:
    """How a function opens its own transaction: the decorators, as written."""
    return [ast.unparse(decorator) for decorator in node.decorator_list if "atomic" in ast.unparse(decorator)]


def test_every_act_that_opens_a_transaction_is_durable():
    found = [
        name for name, node in acts() if any("durable=True" not in how for how in opens_a_transaction(node))
    ]
    assert len([name for name, node in acts() if opens_a_transaction(node)]) > 10
    assert found == []


def test_every_act_is_told_who_does_it():
    """`by` is keyword-only and never optional, in each act that opens a transaction of its own; sweeps are nobody's."""
    without = []
    for name, node in acts():
        if not opens_a_transaction(node) or node.name.startswith("_"):
            continue
        given = {
            arg.arg: default for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults, strict=True)
        }
        if "by" not in given or given["by"] is not None:
            without.append(name)
    assert without == []


def test_every_public_function_of_transitions_is_an_act_or_says_that_it_is_a_step():
    """A step runs in the transaction of its act: it says so, in words or by looking for the transaction."""
    silent = {
        name
        for name, node in acts()
        if not node.name.startswith("_") and not opens_a_transaction(node) and not _is_step_or_question(node)
    }
    told = {
        name for name in silent if "are steps" in (ast.get_docstring(modules()[name.partition(":")[0]]) or "")
    }
    assert silent - told == set(NEITHER)


def _is_step_or_question(node: ast.FunctionDef) -> bool:
    words = (ast.get_docstring(node) or "").lower()
    body = ast.unparse(node)
    writes = re.search(r"\.(save|create|bulk_create|update|delete|bulk_update)\(", body)
    return not writes or "step" in words or "_inside_an_act()" in body or "in_atomic_block" in body
