"""What a rule found in a batch: a code, the place, and what its words need."""

from __future__ import annotations

from dataclasses import dataclass
from dataclasses import field as default
from typing import Literal

Severity = Literal["error", "warning"]
Params = dict[str, str | int]


@dataclass(frozen=True)
class Finding:
    """What a rule found: a code with its words elsewhere, and the place. `claim` counts from 1; None: the batch."""

    code: str
    field: str
    params: Params = default(default_factory=dict)
    severity: Severity = "error"
    claim: int | None = None
