"""`manage.py preflight FILE.xml`: every fault of a batch file, offline (BLK-5). Needs no database.

Exit status: 0 right (warnings may be shown), 1 faults, 2 the file cannot be read as a batch, or bad arguments.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from filing.bulk import words
from filing.bulk.preflight import check
from filing.bulk.report import Fault, Report, fault
from filing.rules.finding import Finding
from filing.rules.limits import XML_BYTES_MAX
from icms.lib import clock
from icms.lib.language import ENGLISH, LANGUAGES, speaking


class Command(BaseCommand):
    help = "Checks a batch file and lists every fault with its line and remedy. Sends and stores nothing."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the XML file of the batch")
        parser.add_argument("--json", action="store_true", help="print one JSON object")
        parser.add_argument(
            "--language", choices=[code for code, _name in LANGUAGES], default=ENGLISH, help="of the words"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        with speaking(options["language"]):
            report = _checked(options["file"])
            self.stdout.write(report.as_json() if options["json"] else _as_text(report))
        if report.errors:
            sys.exit(1 if report.usable else 2)


def _checked(path: Path) -> Report:
    """The report on a file; one byte more than allowed is read, never a file of any size."""
    try:
        with path.open("rb") as source:
            data = source.read(XML_BYTES_MAX + 1)
    except OSError:
        return Report((fault(Finding("file_unreadable", "", {"value": str(path)})),), (), None, usable=False)
    return check(data, on=clock.today())


def _as_text(report: Report) -> str:
    lines = [_summary(report)]
    lines += (
        ["", *(line for each in report.errors for line in _lines(each, _("ERROR")))] if report.errors else []
    )
    lines += (
        ["", *(line for each in report.warnings for line in _lines(each, _("WARNING")))]
        if report.warnings
        else []
    )
    if report.usable:
        lines += ["", _("Not checked here, but when you import the file on the portal:")]
        lines += [f"  - {words.not_checked(code)}" for code in report.not_checked]
    return "\n".join(lines)


def _summary(report: Report) -> str:
    if not report.usable:
        return _("The file cannot be read as a batch.")
    params = {"errors": len(report.errors), "claims": report.faulty_claims, "warnings": len(report.warnings)}
    if not report.errors:
        return _("No errors. Warnings: %(warnings)s.") % params
    return _("Errors: %(errors)s. Claims with errors: %(claims)s. Warnings: %(warnings)s.") % params


def _lines(each: Fault, kind: str) -> list[str]:
    """A fault in three lines: where, what, how to mend it."""
    where = _("batch") if each.claim is None else _("claim %(number)s") % {"number": each.claim}
    if each.reference:
        where += f" ({words.quoted(each.reference)})"
    parts = [where, _("line %(line)s") % {"line": each.line} if each.line else "", each.field]
    return [f"{kind}  " + ", ".join(part for part in parts if part), f"  {each.message}", f"  {each.remedy}"]
