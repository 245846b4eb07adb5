"""Where the old version's rows and values are now, where they are not in the same table, row and column.

A change of models adds its lines here; what every line may say stands in `comparing`, and docs/operations.md shows it.
"""

from __future__ import annotations

from collections.abc import Mapping

from tests.upgrading.comparing import Column, Rows

# Old table → where its rows are now.
ROWS: Mapping[str, Rows] = {}

# "old_table.old_column" → where its values are now.
COLUMNS: Mapping[str, Column] = {}
