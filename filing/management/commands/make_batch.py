"""`manage.py make_batch --claims N --out DIR`: a realistic batch to try the portal with. Needs no database."""

from __future__ import annotations

import random
from argparse import ArgumentParser, ArgumentTypeError
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import override

from filing.bulk.make import FolderInUse, make_batch
from icms.lib.language import ENGLISH, LANGUAGES

MOST = 999


class Command(BaseCommand):
    help = "Writes a made-up batch of the demo claimant: one XML file, and Form 1 and Form 2 of each claim as PDF."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--claims", type=_count, required=True, help="how many; a right batch has 21 to 99"
        )
        parser.add_argument("--out", type=Path, required=True, help="a folder that is new or empty")
        parser.add_argument("--seed", type=_seed, help="the same seed gives the same batch")
        parser.add_argument(
            "--faults", action="store_true", help="with mistakes in the XML and among the forms"
        )
        parser.add_argument(
            "--language", choices=[code for code, _name in LANGUAGES], default=ENGLISH, help="of the words"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        # A batch reference is used once only: without a seed each run makes a batch of its own.
        seed = options["seed"] if options["seed"] is not None else random.randrange(10_000, 1_000_000)  # noqa: S311
        folder: Path = options["out"]
        with override(options["language"]):
            try:
                spoilt = make_batch(folder, claims=options["claims"], seed=seed, faults=options["faults"])
            except FolderInUse:
                words = _(
                    "The folder “%(folder)s” is not empty. Nothing was written. Name a new folder with --out."
                )
                raise CommandError(words % {"folder": folder}, returncode=2) from None
            except OSError as error:
                words = _(
                    "The folder “%(folder)s” cannot be written: %(reason)s. Name another folder with --out."
                )
                raise CommandError(
                    words % {"folder": folder, "reason": error.strerror}, returncode=2
                ) from None
            files = sum(1 for _file in folder.iterdir())
            self.stdout.write(
                _("%(claims)s claims in %(files)s files in %(folder)s (seed %(seed)s).")
                % {"claims": options["claims"], "files": files, "folder": folder, "seed": seed}
            )
            for line in spoilt:
                self.stdout.write(f"  - {line}")


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= MOST):
        raise ArgumentTypeError(f"{text!r} is not a number from 1 to {MOST}")
    return int(text)


def _seed(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) <= 9):
        raise ArgumentTypeError(f"{text!r} is not a number of at most nine digits")
    return int(text)
