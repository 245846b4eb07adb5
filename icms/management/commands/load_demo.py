"""Loads the demo's cast and hearing sessions, so that the main job can be tried. May run any number of times."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import transaction

from cases import seed as cases_seed
from icms import demo


class Command(BaseCommand):
    help = "Loads an invented claimant with its accounts, a registry officer, and hearing sessions 90 days ahead."

    def add_arguments(self, parser: CommandParser) -> None:
        """`--json` prints the sign-ins for the program that started this."""
        parser.add_argument("--json", action="store_true", help="print the sign-ins as JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        """Adds what is missing and, if asked, prints the sign-ins."""
        with transaction.atomic():
            demo.load_cast()
            cases_seed.load_sessions()
        if options["json"]:
            self.stdout.write(json.dumps(demo.sign_ins()))
