"""What the pre-flight found, as a page, a command and a spreadsheet need it (BLK-5)."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field as default

from filing.bulk import words
from filing.rules.batch import BatchData
from filing.rules.finding import Finding, Params, Severity

COLUMNS = ("severity", "claim", "reference", "line", "field", "code", "message", "remedy")
# What only the portal's database knows; a check without it says so instead of passing in silence.
NOT_CHECKED = ("claimant_approval", "claim_kinds", "batch_reference_used", "restrictions", "fees")


# Wide signs too: a spreadsheet in East Asia reads them as the narrow ones.
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")


@dataclass(frozen=True)
class Fault:
    """One fault or warning. `claim` counts from 1 (None: the batch), `line` too; `field` is a path in the format."""

    severity: Severity
    claim: int | None
    reference: str
    line: int | None
    field: str
    code: str
    params: Params = default(default_factory=dict)

    @property
    def message(self) -> str:
        """What is wrong, in the active language."""
        return words.message(self.code, self.params)

    @property
    def remedy(self) -> str:
        """How to mend it, in the active language."""
        return words.remedy(self.code, self.params)

    def as_dict(self) -> dict[str, str | int | None]:
        """The fault with its words, as the commands print it."""
        names = ("claim", "reference", "line", "field", "code", "message", "remedy")
        return {name: getattr(self, name) for name in names}


def fault(finding: Finding, *, reference: str = "", line: int | None = None) -> Fault:
    """A finding of the rules with its place in the file."""
    return Fault(
        finding.severity, finding.claim, reference, line, finding.field, finding.code, finding.params
    )


@dataclass(frozen=True)
class Report:
    """Every fault of a file. `batch` is there only without errors; not `usable`: it could not be read as a batch."""

    errors: tuple[Fault, ...]
    warnings: tuple[Fault, ...]
    batch: BatchData | None
    not_checked: tuple[str, ...] = NOT_CHECKED
    usable: bool = True

    @property
    def faulty_claims(self) -> int:
        """How many claims have at least one error."""
        return len({each.claim for each in self.errors if each.claim is not None})

    def of_claim(self, claim: int | None) -> tuple[Fault, ...]:
        """The errors, then the warnings, of one claim; None: those of the batch itself."""
        return tuple(each for each in (*self.errors, *self.warnings) if each.claim == claim)

    def as_json(self) -> str:
        """The report as a JSON object with the keys errors, warnings and not_checked, in the active language."""
        return json.dumps(
            {
                "errors": [each.as_dict() for each in self.errors],
                "warnings": [each.as_dict() for each in self.warnings],
                "not_checked": [
                    {"code": code, "message": words.not_checked(code)} for code in self.not_checked
                ],
            },
            ensure_ascii=False,
            indent=2,
        )

    def as_csv(self) -> str:
        """One row a fault for a spreadsheet, in the active language; begins with a mark so that it opens as UTF-8."""
        out = io.StringIO()
        out.write("\ufeff")
        writer = csv.writer(out)
        writer.writerow(COLUMNS)
        for each in (*self.errors, *self.warnings):
            row = {"severity": each.severity, **each.as_dict()}
            writer.writerow([_cell(row[name]) for name in COLUMNS])
        return out.getvalue()


def sorted_faults(faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """Batch first, then claim by claim, from the top of the file down."""
    return tuple(sorted(faults, key=lambda each: (each.claim or 0, each.line or 0)))


def _cell(value: str | int | None) -> str | int:
    """A spreadsheet would run a text that begins like a formula, in an East Asian one also with the wide signs:
    a leading apostrophe makes it text."""
    if isinstance(value, str) and value.startswith(_FORMULA_SIGNS):
        return "'" + value
    return "" if value is None else value
