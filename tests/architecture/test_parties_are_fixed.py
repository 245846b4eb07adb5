"""A party of a case is superseded, never changed (REG-9): no code writes over its row or over an address of it.

The models refuse it when it happens (`cases.models.parties.Fixed`); this finds it before, and ways round the models.
"""

from __future__ import annotations

import ast

import pytest

from tests.architecture.sources import calls, modules

WRITERS = ("update", "bulk_update", "update_or_create", "delete", "_raw_delete")
ROWS = ("Party", "PartyAddress", "parties")


def names(node: ast.AST) -> set[str]:
    """Every name and attribute of an expression."""
    found = {part.id for part in ast.walk(node) if isinstance(part, ast.Name)}
    return found | {part.attr for part in ast.walk(node) if isinstance(part, ast.Attribute)}


def overwrites(call: ast.Call) -> bool:
    return isinstance(call.func, ast.Attribute) and bool(names(call.func.value) & set(ROWS))


def test_no_code_writes_over_a_party():
    assert "cases/parties.py" in modules()
    assert [f"{path}:{call.lineno}" for path, call in calls(*WRITERS) if overwrites(call)] == []


@pytest.mark.parametrize(
    "line",
    [
        "Party.objects.filter(pk=1).update(name_en='')",
        "case.parties.current().update(name_en='')",
        "Party._base_manager.filter(pk=1).update(name_en='')",
        "PartyAddress.objects.all().delete()",
        "Party.objects.bulk_update(rows, ['name_en'])",
    ],
)
def test_the_finder_finds(line: str):
    call = ast.parse(line, mode="eval").body
    assert isinstance(call, ast.Call)
    assert overwrites(call)
