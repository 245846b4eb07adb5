"""Each table of moves is one page and whole: it names every state, and leads only to states (habit 7)."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
from django.apps import apps

ROOT = Path(__file__).resolve().parents[2]
MODULES = sorted(".".join(path.relative_to(ROOT).with_suffix("").parts) for path in ROOT.glob("*/states.py"))
TABLES = [
    (f"{module}.{name}", table)
    for module in MODULES
    for name, table in vars(importlib.import_module(module)).items()
    if name.endswith("_MOVES")
]


def test_there_are_tables():
    assert TABLES


@pytest.mark.parametrize(("name", "table"), TABLES, ids=[name for name, _table in TABLES])
def test_a_table_names_every_state_and_leads_only_to_states(name: str, table: dict):
    states = set(type(next(iter(table))))
    assert set(table) == states
    assert set().union(*table.values()) <= states
    assert all(state not in moves for state, moves in table.items()), "a state does not move to itself"


def test_every_column_called_state_has_a_table():
    covered = [{str(state) for state in table} for _name, table in TABLES]
    without = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.fields
        if field.name == "state" and {value for value, _label in field.choices or ()} not in covered
    ]
    assert without == []
