"""A right that the table of rights calls "not in use" is asked for nowhere; one that can be granted is asked for."""

from __future__ import annotations

import ast

from accounts.rules.rights import GRANTABLE, MANAGED_BY, NOT_IN_USE, Right
from tests.architecture.sources import modules

# The table itself, and its words.
OF_THE_TABLE = {"accounts/rules/rights.py", "accounts/rights_page.py"}


def asked_for() -> set[Right]:
    """The rights that the code names outside the table."""
    names = {
        node.attr
        for path, tree in modules().items()
        if path not in OF_THE_TABLE
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "Right"
    }
    return {right for right in Right if right.name in names}


def test_what_is_not_in_use_is_asked_for_nowhere():
    assert asked_for() & NOT_IN_USE == set()


def test_what_can_be_granted_and_is_in_use_opens_something():
    assert set(GRANTABLE) - NOT_IN_USE <= asked_for() | set(MANAGED_BY.values())
