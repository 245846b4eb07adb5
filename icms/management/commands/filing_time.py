"""filing_time 2026-09-24T18:00 [--court CODE] [--json]: when a submission completed then counts as received (TIM-5)."""

from __future__ import annotations

import json
from argparse import ArgumentTypeError
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation

from icms.lib.clock import HONG_KONG
from icms.lib.language import ENGLISH, LANGUAGES
from icms.prepare import ensure_database

USAGE_ERROR = 2


def moment(text: str) -> datetime:
    """A moment in ISO form; without an offset it is Hong Kong time. Raises ArgumentTypeError for anything else."""
    try:
        read = datetime.fromisoformat(text)
        if "T" not in text.upper() and " " not in text:
            raise ValueError("a day without a time")
        aware = read if read.tzinfo else read.replace(tzinfo=HONG_KONG)
        if not 1900 <= aware.astimezone(HONG_KONG).year <= 9998:
            raise ValueError("out of range")
    except (ValueError, OverflowError) as error:
        raise ArgumentTypeError(
            f"{text!r} is no day and time; write 2026-09-24T18:00 or 2026-09-24T10:00Z"
        ) from error
    return aware


class Command(BaseCommand):
    """Prints the answer and nothing else on standard output; bad arguments exit 2."""

    help = "Tells when a submission that is complete at a moment counts as received, and why."
    requires_migrations_checks = False
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Declares the arguments."""
        parser.add_argument("moment", type=moment, help="2026-09-24T18:00; without an offset: Hong Kong time")
        parser.add_argument("--court", help="the court's code (default: the first that takes bulk claims)")
        parser.add_argument("--json", action="store_true", help="answer as JSON")
        parser.add_argument("--language", default=ENGLISH, choices=[code for code, _name in LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        """Works the time out by the code that files."""
        ensure_database()
        from cases import known_courts
        from cases.office import calendar_of
        from filing.filing_time_words import as_json, explanation
        from filing.rules.filing_time import received

        courts = known_courts.by_code()
        code = options["court"] or known_courts.default_code()
        if (court := courts.get(code)) is None:
            words = f"there is no court {code!r}; known: {', '.join(courts)}"
            raise CommandError(words, returncode=USAGE_ERROR)
        try:
            time = received(options["moment"], calendar_of(court.pk))
        except ValueError as error:
            raise CommandError(
                f"the calendar does not reach so far: {error}", returncode=USAGE_ERROR
            ) from error
        with translation.override(options["language"]):
            if options["json"]:
                self.stdout.write(json.dumps(as_json(time, court.code), ensure_ascii=False, indent=2))
            else:
                self.stdout.write("\n".join(explanation(time)))
