"""`manage.py fee`: what filing a claim costs on a day, by the same rows and rules as the payment itself."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from icms.lib import clock
from icms.lib.language import LANGUAGES, speaking
from icms.lib.money import dollars, parse_dollars
from payments import labels, tariff
from payments.rules.fees import FeeLine, FeeUnknown, claim_lines, total

BAD_ARGUMENTS = 2

# Each line of a bill with the name that the court gives to its fee.
Labelled = Sequence[tuple[str, FeeLine]]

# Weeks and days without dashes are ISO dates too, but nobody here writes them.
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")


class Command(BaseCommand):
    """Prints the fee lines of one claim. Exit 2, with the reason on standard error, for arguments of no use."""

    help = "What filing a claim costs: fee lines and total on a day."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--amount", required=True, help="amount claimed in dollars: 60000 or 60000.50")
        parser.add_argument("--addresses", default="0", help="addresses to be served (default: 0)")
        parser.add_argument(
            "--on", help="Hong Kong day on which the payment is opened: 2026-01-05 (default: today)"
        )
        parser.add_argument("--court", help="code of the court (default: the first that takes bulk claims)")
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--language", default="en", choices=[code for code, _name in LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        with speaking(options["language"]):
            cents = _amount(options["amount"])
            addresses = _count(options["addresses"])
            on = _day(options["on"])
            # Here, because it has no need to be loaded for arguments of no use.
            from cases import known_courts
            from icms.prepare import ensure_database

            ensure_database()
            court = options["court"] or known_courts.default_code()
            lines = self._lines(court, cents, addresses, on)
            names = labels.Names(court)
            labelled = [(names.fee(court, line.code, on), line) for line in lines]
            self.stdout.write(_as_json(labelled) if options["json"] else _as_text(labelled))

    def _lines(self, court: str, cents: int, addresses: int, on: date) -> tuple[FeeLine, ...]:
        held = tariff.tariff_of(court, on)
        most = max((band.upper_cents for band in held.bands), default=None)
        if most is None:
            raise _refusal(
                _(
                    "No filing fee of the court '%(court)s' is known on %(on)s. Give another court or a later day."
                )
                % {"court": court, "on": on.isoformat()}
            )
        if cents > most:
            raise _refusal(
                _("The amount is above %(most)s, the most that this court can award. Give a smaller amount.")
                % {"most": dollars(most)}
            )
        try:
            return claim_lines(cents, addresses, on, held)
        except FeeUnknown as unknown:
            raise _refusal(
                _("'%(fee)s' is still to be set by the court, so no fee can be told.")
                % {"fee": labels.Names(court).fee(court, unknown.code, on)}
            ) from unknown


def _refusal(words: str) -> CommandError:
    return CommandError(words, returncode=BAD_ARGUMENTS)


def _amount(text: str) -> int:
    try:
        cents = parse_dollars(text)
    except ValueError as fault:
        raise _refusal(
            _(
                "'%(text)s' is not an amount. Write dollars with at most two decimals, such as 60000 or 60000.50."
            )
            % {"text": text}
        ) from fault
    if cents < 1:
        raise _refusal(_("The amount claimed must be above zero."))
    return cents


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 4):
        raise _refusal(
            _("'%(text)s' is not a number of addresses. Write a whole number from 0 to 9999.")
            % {"text": text}
        )
    return int(text)


def _day(text: str | None) -> date:
    if text is None:
        return clock.today()
    written = _DAY.fullmatch(text)
    try:
        if written is None:
            raise ValueError(text)
        return date(*map(int, written.groups()))
    except ValueError as fault:
        raise _refusal(_("'%(text)s' is not a day. Write it as 2026-01-05.") % {"text": text}) from fault


def _as_json(labelled: Labelled) -> str:
    rows = [
        {
            "code": line.code,
            "label": label,
            "quantity": line.quantity,
            "unit_cents": line.unit_cents,
            "cents": line.cents,
            "full_cents": line.full_cents,
            "conceded": line.conceded,
        }
        for label, line in labelled
    ]
    total_cents = total(line for _label, line in labelled)
    return json.dumps({"total_cents": total_cents, "lines": rows}, ensure_ascii=False, indent=2)


def _as_text(labelled: Labelled) -> str:
    rows = []
    for label, line in labelled:
        full = (
            _(" (without concession %(full)s)") % {"full": dollars(line.full_cents)} if line.conceded else ""
        )
        each = f"{label}: {line.quantity} × {dollars(line.unit_cents)} = {dollars(line.cents)}"
        rows.append(each + full)
    rows.append(_("Total: %(total)s") % {"total": dollars(total(line for _label, line in labelled))})
    return "\n".join(rows)
