"""`python3 manage.py test [pytest's arguments]`: the suite, in a fresh interpreter with the suite's own settings."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib.util import find_spec

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

SPREAD = ("-n", "auto")
# Where one of these is given, pytest's own choice stands: a debugger needs one process, and so does stopping at the
# first failure, because the other processes would go on for a while.
ONE_PROCESS = (
    "--numprocesses",
    "--exitfirst",
    "--maxfail",
    "--pdb",
    "--trace",
    "--capture",
    "--collect-only",
    "--co",
)
FLAGS, WITH_VALUE = "nxs", "kmopcrWDn"  # short options may stand together: -xvs; a value ends such a word


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
        os.execv(sys.executable, [sys.executable, "-m", "pytest", *pytest_arguments(argv[2:])])


def pytest_arguments(given: Sequence[str]) -> list[str]:
    """What pytest is called with: spread over the cores, unless an argument asks for one process or names a number."""
    quiet = () if given else ("-q",)
    return [*quiet, *(() if any(map(_asks_for_one_process, given)) else SPREAD), *given]


def _asks_for_one_process(argument: str) -> bool:
    if argument.startswith("--"):
        return argument.partition("=")[0] in ONE_PROCESS
    if not argument.startswith("-"):
        return False
    for letter in argument[1:]:
        if letter in FLAGS:
            return True
        if letter in WITH_VALUE:
            return False
    return False
