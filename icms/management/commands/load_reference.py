"""Loads what the courts' texts say: courts, hours, holidays, fees, means, reasons. May run any number of times."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from accounts import seed as accounts_seed
from cases import seed as cases_seed
from filing import seed as filing_seed
from payments import seed as payments_seed


class Command(BaseCommand):
    help = "Loads the shipped reference data; rows that staff have changed stay as they are."

    def handle(self, *args: Any, **options: Any) -> None:
        """Adds what is missing, app by app."""
        with transaction.atomic():
            for seed in (accounts_seed, cases_seed, payments_seed, filing_seed):
                seed.load()
        self.stdout.write("Reference data are loaded.")
