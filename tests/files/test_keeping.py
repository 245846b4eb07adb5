"""What is kept stays as it came: the file before the row, the hash of the row, nothing twice (I7, F25, F27)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.db.models import PROTECT
from django.utils.translation import override

from icms.files import inspect, keep, refusals
from icms.files.incoming import Incoming
from icms.files.inspect import Finding
from icms.files.models import ScanState, StoredFile, Verdict
from icms.files.receive import arrive
from icms.kernel.models import OutboxJob
from icms.lib import clock
from icms.lib.errors import Refused, known_codes, word
from tests.files import makers

pytestmark = pytest.mark.django_db


def kept(data: bytes, name: str = "form1.pdf") -> StoredFile:
    arrived = arrive(data, name)
    stored = keep.keep(arrived, inspect.pdfs([arrived])[0])
    arrived.close()
    return stored


def test_a_kept_file_lies_under_its_own_random_name_with_its_hash(store: Path, temporary) -> None:
    data = makers.pdf(2)
    stored = kept(data, "../../表格.pdf")
    stored.refresh_from_db()
    assert (stored.sha256, stored.size, stored.pages) == (hashlib.sha256(data).hexdigest(), len(data), 2)
    assert (stored.verdict, stored.fault, stored.scan_state) == ("accepted", "", "not_scanned")
    assert keep.path_of(stored).read_bytes() == data
    first, second, third, name = Path(stored.path).parts
    assert (first, len(second), len(third), len(name)) == ("kept", 2, 2, 32)
    assert keep.path_of(stored).stat().st_mode & 0o222 == 0
    assert temporary() == []


def test_a_refused_file_is_kept_with_its_fault_and_its_words() -> None:
    stored = kept(b"MZ" + bytes(100))
    stored.refresh_from_db()
    assert (stored.verdict, stored.fault, stored.found) == ("refused", "file_disguised", "program")
    assert stored.media_type == "application/octet-stream"
    assert "is a program" in refusals.fault_words(stored.fault, stored.found)


def test_a_part_is_kept_in_order_with_a_constant_number_of_statements(django_assert_num_queries) -> None:
    arrivals = [arrive(makers.pdf(n), f"{n}.pdf") for n in range(1, 23)]
    findings = inspect.pdfs(arrivals)
    with django_assert_num_queries(3):  # savepoint, one INSERT, release
        stored = keep.keep_all(list(zip(arrivals, findings, strict=True)))
    assert [each.pages for each in stored] == list(range(1, 23))
    assert len({each.path for each in stored}) == 22
    assert all(keep.verify(each) for each in stored)


def test_the_same_bytes_twice_are_two_files() -> None:
    one, two = kept(makers.pdf()), kept(makers.pdf())
    assert one.sha256 == two.sha256
    assert one.path != two.path


def test_when_the_act_rolls_back_no_row_stays() -> None:
    with transaction.atomic():
        kept(makers.pdf())
        transaction.set_rollback(True)
    assert StoredFile.objects.count() == 0


def test_when_the_disk_refuses_there_is_no_row(monkeypatch, temporary) -> None:
    def refuses(self: Incoming, target: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Incoming, "move_to", refuses)
    with pytest.raises(OSError, match="No space"):
        keep.keep_bytes(makers.pdf(), "application/pdf")
    assert StoredFile.objects.count() == 0
    assert temporary() == []


def test_a_document_of_the_court_is_kept_with_its_pages() -> None:
    data = makers.pdf(3)
    stored = keep.keep_bytes(data, "application/pdf")
    assert (stored.pages, stored.verdict) == (3, Verdict.ACCEPTED)
    assert keep.keep_bytes(b"<xml/>", "application/xml").pages is None
    with keep.open_file(stored, verified=True) as opened:
        assert opened.read() == data


def test_a_bit_flipped_on_the_disk_is_found_and_not_served() -> None:
    stored = kept(makers.pdf())
    place = keep.path_of(stored)
    data = bytearray(place.read_bytes())
    data[100] ^= 1
    place.chmod(0o600)
    place.write_bytes(bytes(data))
    assert not keep.verify(stored)
    with pytest.raises(Refused) as refused:
        keep.open_file(stored, verified=True)
    assert refused.value.code == "file_altered"
    assert str(stored.pk) in str(refused.value)


def test_a_file_that_is_gone_is_told_by_its_number() -> None:
    stored = kept(makers.pdf())
    keep.path_of(stored).unlink()
    assert not keep.verify(stored)
    with pytest.raises(Refused) as refused:
        keep.open_file(stored)
    assert refused.value.code == "file_missing"


def test_an_infected_file_is_never_opened() -> None:
    stored = kept(makers.pdf())
    stored.scan_state = ScanState.INFECTED
    with pytest.raises(Refused) as refused:
        keep.open_file(stored)
    assert refused.value.code == "file_infected"


def test_with_a_scanner_set_up_accepted_files_wait_and_refused_ones_do_not(settings) -> None:
    settings.ICMS_CLAMD = "127.0.0.1:9"
    good, bad = kept(makers.pdf()), kept(b"")
    assert (good.scan_state, bad.scan_state) == (ScanState.PENDING, ScanState.NOT_SCANNED)
    assert [job.payload for job in OutboxJob.objects.filter(topic="file.arrived")] == [{"file": str(good.pk)}]


@pytest.mark.parametrize(
    "wrong",
    [
        {"fault": "file_broken"},
        {"verdict": "refused"},
        {"pages": None},
        {"pages": 0},
        {"sha256": "abc"},
        {"path": ""},
        {"verdict": "refused", "fault": "file_broken", "scan_state": "pending"},
        {"verdict": "checking", "fault": "file_broken"},
    ],
)
def test_the_database_refuses_a_row_that_contradicts_itself(wrong: dict[str, object]) -> None:
    right = {
        "sha256": "a" * 64,
        "size": 1,
        "media_type": "application/pdf",
        "verdict": "accepted",
        "pages": 1,
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(**{**right, "path": "kept/x", "created_at": clock.now(), **wrong})
    StoredFile.objects.create(**{**right, "path": "kept/x", "created_at": clock.now()})


def test_whoever_refers_to_a_stored_file_protects_it() -> None:
    for relation in StoredFile._meta.related_objects:
        assert relation.on_delete is PROTECT, f"{relation.related_model.__name__}.{relation.field.name}"
    assert apps.get_model("files", "StoredFile") is StoredFile


def test_every_refusal_of_this_app_has_words_that_can_be_filled() -> None:
    filled = {"limit": 3, "found": "x", "file": "y", "pages": 2, "page": 9, "where": "page 2"}
    with override("en"):
        for code in refusals.WORDS:
            assert code in known_codes()
            words = word(Refused(code, **filled))
            assert "%(" not in words
            assert not {"invalid", "try again later"} & set(words.lower().split())


def test_a_finding_without_a_fault_has_no_words() -> None:
    assert Finding(pages=1).refused() is None
    assert refusals.fault_words("") == ""
