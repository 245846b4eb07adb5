"""`python3 manage.py test [pytest's arguments]`: the suite, in a fresh interpreter with the suite's own settings."""

from __future__ import annotations

import os
import sys
from importlib.util import find_spec

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

# The whole suite uses every core; a chosen part runs in one process, where a debugger can reach it.
WHOLE = ("-q", "-n", "auto")


class Command(BaseCommand):
    help = "Run the whole test suite, or what pytest's own arguments choose: manage.py test -k calendar -x"
    requires_system_checks: list[str] = []

    def run_from_argv(self, argv: list[str]) -> None:
        """Replaces this process, so that pytest's exit code and signals are the command's own."""
        if find_spec("pytest") is None:
            raise CommandError(
                "pytest is not installed here. Install requirements/dev.txt, or start with python3."
            )
        os.environ.pop("DJANGO_SETTINGS_MODULE", None)  # pyproject.toml names the suite's settings
        os.chdir(settings.BASE_DIR)
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *(argv[2:] or WHOLE)])
