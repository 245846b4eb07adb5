"""Nothing but transitions.py writes `.state`: "what can happen to a claim?" is answered by one file.

Found are assignments to an attribute `state`, setattr with that name, update(state=…), bulk_update and
save(update_fields=…) that name it, and models made with state=…; tests may build what they need.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
APPS = ("accounts", "messaging", "payments", "cases", "filing", "icms")
QUERIES = {
    "filter",
    "exclude",
    "get",
    "Q",
    "aggregate",
    "count",
    "exists",
    "Count",
    "When",
    "CheckConstraint",
}


def sources() -> list[Path]:
    return [
        path
        for app in APPS
        for path in sorted((ROOT / app).rglob("*.py"))
        if path.name != "transitions.py"
        and "migrations" not in path.parts
        and "transitions" not in path.parts
    ]


def name_of(call: ast.Call) -> str:
    return getattr(call.func, "attr", getattr(call.func, "id", ""))


def names_state(node: ast.expr) -> bool:
    return any(isinstance(part, ast.Constant) and part.value == "state" for part in ast.walk(node))


def writes(tree: ast.AST) -> list[int]:
    """The lines that write a state."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr == "state" and isinstance(node.ctx, ast.Store):
            found.append(node.lineno)
        elif isinstance(node, ast.Call):
            name = name_of(node)
            keywords = {word.arg: word.value for word in node.keywords}
            made = "state" in keywords and (
                name[:1].isupper() or name in {"update", "create", "get_or_create"}
            )
            fields = keywords.get("update_fields")
            listed = name in {"save", "asave"} and fields is not None and names_state(fields)
            bulk = name in {"bulk_update", "abulk_update", "setattr"} and any(
                names_state(a) for a in node.args[1:]
            )
            if (made and name not in QUERIES) or listed or bulk:
                found.append(node.lineno)
    return found


def is_model_state(path: Path, line: int) -> bool:
    """Pure values may carry a field called state; in rules and lib there is no row to write."""
    return not {"rules", "lib"} & set(path.parts)


def test_only_transitions_write_a_state():
    files = sources()
    assert files
    found = [
        f"{path.relative_to(ROOT)}:{line}"
        for path in files
        for line in writes(ast.parse(path.read_text(encoding="utf-8")))
        if is_model_state(path, line)
    ]
    assert found == []


@pytest.mark.parametrize(
    "line",
    [
        "claim.state = ACCEPTED",
        "claim.state: str = ACCEPTED",
        "claim.state, other = ACCEPTED, 1",
        "setattr(claim, 'state', ACCEPTED)",
        "Claim.objects.filter(pk=1).update(state=ACCEPTED)",
        "claim.save(update_fields=['state', 'case'])",
        "Claim.objects.bulk_update(claims, ['state'])",
        "Claim.objects.create(state=ACCEPTED)",
        "Claim(state=ACCEPTED)",
    ],
)
def test_the_finder_finds(line: str):
    assert writes(ast.parse(line)) == [1]


@pytest.mark.parametrize(
    "line",
    ["Claim.objects.filter(state=ACCEPTED)", "state = ACCEPTED", "Q(state=ACCEPTED)", "print(claim.state)"],
)
def test_the_finder_lets_readers_be(line: str):
    assert writes(ast.parse(line)) == []
