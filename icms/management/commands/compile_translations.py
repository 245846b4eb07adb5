"""Translations: .po files are written by people and kept in git; the .mo files that Django reads are made here."""

from __future__ import annotations

import tempfile
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import polib
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


def catalogues() -> list[Path]:
    return sorted(
        path for folder in settings.LOCALE_PATHS for path in Path(folder).glob("*/LC_MESSAGES/*.po")
    )


def compile_catalogues() -> list[Path]:
    """Write each .mo that is absent or older than its .po, whole or not at all; returns those written."""
    written = []
    for source in catalogues():
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        with tempfile.NamedTemporaryFile(dir=source.parent, suffix=".part", delete=False) as part:
            part.write(polib.pofile(str(source)).to_binary())
        whole = Path(part.name)
        whole.chmod(0o644)
        whole.replace(target)
        written.append(target)
    return written


def gaps() -> list[str]:
    """What is fuzzy or has no translation, one line each: catalogue, line and source string."""
    found = []
    for source in catalogues():
        catalogue = polib.pofile(str(source))
        entries = [*catalogue.fuzzy_entries(), *catalogue.untranslated_entries()]
        name = source.relative_to(settings.BASE_DIR)
        found += [f"{name}:{entry.linenum}: {entry.msgid!r}" for entry in entries]
    return found


class Command(BaseCommand):
    help = "Compile the translations. With --check: fail if one is missing or fuzzy."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="list missing and fuzzy translations and fail"
        )

    def handle(self, *args: Any, check: bool = False, **options: Any) -> None:
        compile_catalogues()
        missing = gaps() if check else []
        for line in missing:
            self.stderr.write(line)
        if missing:
            raise CommandError(f"{len(missing)} translations are missing or fuzzy.")
