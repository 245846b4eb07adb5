"""`manage.py preflight`: its exit status, its words, and nothing else on standard output."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.filing.batch_cases import good, swap

MANAGE = Path(__file__).parents[2] / "manage.py"


def run(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command as a claimant runs it, in a place where no database can be."""
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{cwd}/none/there.sqlite3"}
    command = [sys.executable, str(MANAGE), "preflight", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd, env=environment, check=False)


@pytest.mark.slow
def test_the_exit_status_tells_right_faulty_and_unusable_apart(tmp_path: Path) -> None:
    (tmp_path / "good.xml").write_bytes(good())
    (tmp_path / "bad.xml").write_bytes(swap("<amount>25000.00</amount>", "<amount>25k</amount>"))
    (tmp_path / "no.xml").write_bytes(b"hello")
    right = run("good.xml", "--json", cwd=tmp_path)
    assert (right.returncode, right.stderr) == (0, "")
    assert json.loads(right.stdout)["errors"] == []
    bad = run("bad.xml", "--json", cwd=tmp_path)
    assert (bad.returncode, bad.stderr) == (1, "")
    (fault,) = json.loads(bad.stdout)["errors"]
    assert (fault["claim"], fault["field"], fault["code"]) == (2, "amount", "not_an_amount")
    unusable = run("no.xml", "--json", cwd=tmp_path)
    assert unusable.returncode == 2
    (fault,) = json.loads(unusable.stdout)["errors"]
    assert fault["claim"] is None
    absent = run("absent.xml", "--json", cwd=tmp_path)
    assert absent.returncode == 2
    assert json.loads(absent.stdout)["errors"][0]["code"] == "file_unreadable"
    assert run(cwd=tmp_path).returncode == 2
    assert run("good.xml", "--language", "fr", cwd=tmp_path).returncode == 2
    assert not (tmp_path / "none").exists()


def call(path: Path, *options: str) -> tuple[int, str]:
    from io import StringIO

    from django.core.management import call_command

    out = StringIO()
    try:
        call_command("preflight", str(path), *options, stdout=out)
    except SystemExit as end:
        return int(str(end.code)), out.getvalue()
    return 0, out.getvalue()


def test_warnings_alone_leave_the_status_at_nought(tmp_path: Path) -> None:
    from tests.filing.batch_cases import CASES

    case = next(each for each in CASES if each.code == "thin_particulars")
    path = tmp_path / "batch.xml"
    path.write_bytes(case.data())
    status, text = call(path, "--json")
    assert status == 0
    assert [each["code"] for each in json.loads(text)["warnings"]] == ["thin_particulars"]


def test_people_read_where_what_and_how_to_mend_it(tmp_path: Path) -> None:
    path = tmp_path / "batch.xml"
    path.write_bytes(swap("<amount>25000.00</amount>", "<amount>25k</amount>"))
    status, text = call(path)
    assert status == 1
    assert "claim 2 (HLE-1-002), line" in text
    assert "“25k” is not an amount." in text
    assert "approved to file claims in bulk" in text


def test_the_file_that_is_too_large_is_not_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "endless.xml"
    with path.open("wb") as out:
        out.truncate(3 * 1024**3)
    status, text = call(path, "--json")
    assert status == 2
    assert json.loads(text)["errors"][0]["code"] == "file_too_large"
