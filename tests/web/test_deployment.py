"""What `manage.py check --deploy` says of mail, and how the environment names a mail server."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from icms.checks import settings_are_safe

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("HOST", "PORT", "HOST_USER", "HOST_PASSWORD", "USE_TLS", "USE_SSL")
READ = f"from icms import settings; print(*(getattr(settings, f'EMAIL_{{name}}') for name in {NAMES}))"


def told() -> set[str]:
    return {str(each.id) for each in settings_are_safe()}


def test_a_court_without_a_mail_server_is_told_so(settings):
    settings.EMAIL_HOST = ""
    assert "icms.E006" in told()
    settings.EMAIL_HOST = "mail.example"
    assert "icms.E006" not in told()
    assert "icms.E007" in told()
    settings.DEFAULT_FROM_EMAIL = "e-Court Portal <no-reply@court.example>"
    assert "icms.E007" not in told()


@pytest.mark.parametrize(
    ("url", "demo", "expected"),
    [
        ("smtp://relay", "0", "relay 25   False False"),
        ("smtps://portal:p%40ss@mail.example:587", "0", "mail.example 587 portal p@ss True False"),
        ("smtp+ssl://portal:pass@mail.example:465", "0", "mail.example 465 portal pass False True"),
        ("smtp://relay", "1", " 25   False False"),
        ("", "0", " 25   False False"),
    ],
)
def test_the_environment_names_the_mail_server_and_the_demo_has_none(url: str, demo: str, expected: str):
    env = {**os.environ, "EMAIL_URL": url, "ICMS_DEMO": demo}
    read = subprocess.run(
        [sys.executable, "-c", READ], cwd=ROOT, env=env, capture_output=True, text=True, check=True
    )
    assert read.stdout.rstrip("\n") == expected
