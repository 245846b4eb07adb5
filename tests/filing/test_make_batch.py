"""`manage.py make_batch`: a realistic batch, the same for the same seed, with mistakes if wished (issue 2)."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from datetime import date
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from django.core.management import CommandError, call_command

from filing.bulk.matching import Arrived, match
from filing.bulk.preflight import check
from filing.bulk.report import Report
from filing.bulk.sample import sample_batch
from filing.rules.batch import batch_findings

ON = date(2026, 11, 18)
MILLIMETRE = 72 / 25.4


def make(folder: Path, *options: str) -> str:
    out = io.StringIO()
    call_command("make_batch", "--out", str(folder), *options, stdout=out)
    return out.getvalue()


def xml_of(folder: Path) -> bytes:
    (path,) = folder.glob("*.xml")
    return path.read_bytes()


def report_of(folder: Path) -> Report:
    return check(xml_of(folder), on=ON)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("made") / "batch"
    make(target, "--claims", "21", "--seed", "77")
    return target


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("made") / "faulty"
    make(target, "--claims", "21", "--seed", "77", "--faults")
    return target


@pytest.mark.slow
def test_a_made_batch_passes_the_preflight_and_all_its_files_match(folder: Path) -> None:
    report = report_of(folder)
    assert (report.errors, report.warnings) == ((), ())
    assert report.batch is not None
    assert "77" in report.batch.reference
    files = [path for path in folder.iterdir() if path.suffix == ".pdf"]
    arrived = [Arrived(p.name, p.name, hashlib.sha256(p.read_bytes()).hexdigest()) for p in files]
    assert len(arrived) == 42
    assert match([claim.forms for claim in report.batch.claims], arrived).complete
    assert any(claim.forms[0].sha256 for claim in report.batch.claims)
    assert not all(claim.forms[0].sha256 for claim in report.batch.claims)


@pytest.mark.slow
def test_each_form_is_a_small_sound_pdf_with_an_empty_box_for_the_court(folder: Path) -> None:
    for path in folder.glob("*.pdf"):
        assert path.stat().st_size < 150_000
        with pikepdf.open(path) as pdf:
            assert not pdf.is_encrypted
            assert str(pdf.docinfo.Title).startswith("Form ")
        document = pypdfium2.PdfDocument(path)
        page = document[0]
        width, height = page.get_size()
        assert (round(width), round(height)) == (595, 842)
        text = page.get_textpage()
        # The box is 80 x 38 mm, 10 mm from the edges; its only words are its label, in the top 5 mm.
        right, top = width - 10 * MILLIMETRE, height - 15 * MILLIMETRE
        inside = text.get_text_bounded(right - 80 * MILLIMETRE, top - 33 * MILLIMETRE, right, top)
        assert inside.strip() == ""
        whole = text.get_text_range()
        assert "For court use" in whole
        assert "表格1" in whole or "表格2" in whole
        assert "Harbour Light Energy Limited 海港光能源有限公司".split()[0] in whole
        document.close()


@pytest.mark.slow
def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    make(tmp_path / "one", "--claims", "2", "--seed", "5")
    make(tmp_path / "two", "--claims", "2", "--seed", "5")
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert len(one) == 5


@pytest.mark.parametrize("seed", [1, 77, 2026])
@pytest.mark.parametrize("claims", [21, 99])
def test_a_batch_has_all_fee_bands_both_languages_and_several_parties_and_addresses(
    claims: int, seed: int
) -> None:
    batch = sample_batch(claims, seed=seed)
    assert list(batch_findings(batch, on=ON)) == []
    amounts = [claim.amount_cents for claim in batch.claims]
    edges = (500_000, 2_500_000, 5_000_000, 7_500_000)
    assert set(edges) <= set(amounts)
    bands = Counter(sum(amount > edge for edge in edges) for amount in amounts)
    assert set(bands) == {0, 1, 2, 3}
    assert {claim.hearing_language for claim in batch.claims} == {"en", "zh"}
    assert max(len(claim.parties) for claim in batch.claims) >= 5
    assert max(claim.addresses_to_serve for claim in batch.claims) >= 3
    assert any(claim.excess_abandoned for claim in batch.claims)
    assert any(party.trading_as for claim in batch.claims for party in claim.parties)
    assert {claim.kind for claim in batch.claims} == {"debt", "service_charge"}


@pytest.mark.slow
def test_with_faults_the_xml_stays_well_formed_and_has_at_least_eight_different_mistakes(
    faulty: Path,
) -> None:
    report = report_of(faulty)
    assert report.usable
    assert len({each.code for each in report.errors}) >= 8
    assert report.warnings
    assert all(each.line for each in (*report.errors, *report.warnings))


@pytest.mark.slow
def test_with_faults_some_forms_are_missing_or_cannot_be_taken(folder: Path, faulty: Path) -> None:
    right = {path.name: path.read_bytes() for path in folder.glob("*.pdf")}
    wrong = {path.name: path.read_bytes() for path in faulty.glob("*.pdf")}
    assert len(right.keys() - wrong.keys()) == 1
    (copy,) = wrong.keys() - right.keys()
    assert wrong[copy] in right.values()
    changed = {name: data for name, data in wrong.items() if name in right and data != right[name]}
    assert sorted(_fate(data) for data in changed.values()) == [
        "broken",
        "empty",
        "encrypted",
        "program",
        "script",
    ]
    hashes = {hashlib.sha256(data).hexdigest() for data in right.values()}
    stated = [line for line in xml_of(faulty).decode().splitlines() if "<sha256>" in line]
    assert sum(line.strip().removeprefix("<sha256>")[:64] not in hashes for line in stated) == 1


def _fate(data: bytes) -> str:
    if not data:
        return "empty"
    if data.startswith(b"MZ"):
        return "program"
    try:
        with pikepdf.open(io.BytesIO(data), attempt_recovery=False) as pdf:
            return "script" if "/JavaScript" in pdf.Root.Names else "sound"
    except pikepdf.PasswordError:
        return "encrypted"
    except pikepdf.PdfError:
        return "broken"


@pytest.mark.slow
@pytest.mark.parametrize("claims", [1, 3])
def test_a_small_batch_can_have_faults_too(tmp_path: Path, claims: int) -> None:
    make(tmp_path / "small", "--claims", str(claims), "--seed", "1", "--faults")
    assert "too_few_claims" in {each.code for each in report_of(tmp_path / "small").errors}


def test_a_folder_with_something_in_it_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(CommandError, match="not empty") as refused:
        make(tmp_path, "--claims", "21")
    assert refused.value.returncode == 2
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


@pytest.mark.parametrize("claims", ["0", "-1", "many", "1000000"])
def test_a_number_of_claims_that_makes_no_sense_is_refused(tmp_path: Path, claims: str) -> None:
    with pytest.raises(CommandError, match="not a number"):
        make(tmp_path / "x", "--claims", claims)
    assert not (tmp_path / "x").exists()


def test_a_place_that_cannot_be_written_is_said_in_words(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError) as refused:
        make(tmp_path / "file" / "below", "--claims", "1")
    assert refused.value.returncode == 2
