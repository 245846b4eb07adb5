"""Page pictures: quick, kept, within bounds, and refused in words (BLK-9, A32)."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from PIL import Image

from icms.files import inspect, keep, pages
from icms.files.models import ScanState, StoredFile
from icms.files.receive import arrive
from icms.lib import clock
from icms.lib.errors import Refused
from tests.files import makers


def stored_pdf(data: bytes) -> StoredFile:
    """A kept PDF; the row itself is not needed to draw."""
    arrived = arrive(data, "form1.pdf")
    [finding] = inspect.pdfs([arrived])
    [path] = keep._into_place([arrived.incoming])
    return StoredFile(
        sha256=arrived.sha256,
        size=len(data),
        media_type=finding.media_type,
        verdict="accepted" if finding.accepted else "refused",
        fault=finding.fault,
        pages=finding.pages,
        path=path,
        created_at=clock.now(),
    )


@pytest.mark.parametrize("width", sorted(pages.WIDTHS))
def test_a32_a_page_is_drawn_as_wide_as_asked(width: int) -> None:
    stored = stored_pdf(makers.pdf(2))
    with Image.open(pages.picture(stored, 2, width)) as picture:
        assert picture.format == "WEBP"
        assert abs(picture.width - width) <= 1
        assert abs(picture.height - width * 842 / 595) <= 2
        assert picture.convert("L").getextrema()[0] < 100


def test_two_pages_are_two_pictures() -> None:
    stored = stored_pdf(makers.pdf(2))
    one, two = (pages.picture(stored, n) for n in (1, 2))
    assert hashlib.sha256(one.read_bytes()).digest() != hashlib.sha256(two.read_bytes()).digest()


def test_a_picture_is_drawn_once() -> None:
    stored = stored_pdf(makers.pdf())
    first = pages.picture(stored, 1)
    drawn_at = first.stat().st_mtime_ns
    keep.path_of(stored).unlink()
    assert pages.picture(stored, 1).stat().st_mtime_ns == drawn_at
    assert [p.name for p in pages.folder().rglob("*") if p.is_file()] == ["1-900.webp"]


def test_what_is_filled_into_a_form_is_seen() -> None:
    def form(made) -> None:
        look = made.make_stream(b"/Tx BMC q 0 0 0 rg 0 0 300 200 re f Q EMC")
        look.Type, look.Subtype, look.BBox = (
            makers.Name.XObject,
            makers.Name.Form,
            makers.Array([0, 0, 300, 200]),
        )
        field = made.make_indirect(
            makers.Dictionary(
                Type=makers.Name.Annot,
                Subtype=makers.Name.Widget,
                FT=makers.Name.Tx,
                T=makers.String("name"),
                V=makers.String("Chan"),
                Rect=makers.Array([100, 200, 400, 400]),
                F=4,
                AP=makers.Dictionary(N=look),
            )
        )
        made.pages[0].Annots = makers.Array([field])
        made.Root.AcroForm = makers.Dictionary(Fields=makers.Array([field]))

    with Image.open(pages.picture(stored_pdf(makers.pdf(text="", change=form)), 1)) as picture:
        dark = sum(picture.convert("L").histogram()[:128]) / (picture.width * picture.height)
    assert dark > 0.08


@pytest.mark.parametrize("page", [0, -1, 3, 10**9])
def test_a_page_that_the_document_does_not_have_is_refused(page: int) -> None:
    with pytest.raises(Refused) as refused:
        pages.picture(stored_pdf(makers.pdf(2)), page)
    assert refused.value.code == "page_unknown"
    assert "1 to 2" in str(refused.value)


@pytest.mark.parametrize("width", [0, 1, 901, 100_000])
def test_a_width_that_is_not_offered_is_refused(width: int) -> None:
    with pytest.raises(Refused) as refused:
        pages.picture(stored_pdf(makers.pdf()), 1, width)
    assert refused.value.code == "page_width_unknown"


def test_refused_and_infected_files_are_never_drawn() -> None:
    with pytest.raises(Refused) as refused:
        pages.picture(stored_pdf(b"MZ"), 1)
    assert refused.value.code == "page_not_drawn"
    infected = stored_pdf(makers.pdf())
    pages.picture(infected, 1)
    infected.scan_state = ScanState.INFECTED
    with pytest.raises(Refused) as refused:
        pages.picture(infected, 1)
    assert refused.value.code == "file_infected"


def test_a_file_that_is_gone_or_cannot_be_drawn_is_refused_and_leaves_no_draft() -> None:
    stored = stored_pdf(makers.pdf())
    place = keep.path_of(stored)
    place.chmod(0o600)
    place.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(Refused) as refused:
        pages.picture(stored, 1)
    assert refused.value.code == "page_not_drawn"
    place.unlink()
    with pytest.raises(Refused) as refused:
        pages.picture(stored, 1)
    assert refused.value.code == "file_missing"
    assert [p for p in pages.folder().rglob("*") if p.is_file()] == []


def test_a_page_as_long_as_a_street_stays_a_small_picture() -> None:
    long = makers.by_hand(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 10 14400]>>",
    )
    with Image.open(pages.picture(stored_pdf(long), 1, pages.LARGE)) as picture:
        assert picture.height <= 4 * pages.LARGE


def test_three_web_threads_may_ask_for_the_same_pages_at_once() -> None:
    stored = stored_pdf(makers.pdf(6))
    with ThreadPoolExecutor(3) as threads:
        places: list[Path] = list(threads.map(lambda n: pages.picture(stored, n % 6 + 1), range(18)))
    assert len(set(places)) == 6
    assert all(place.is_file() for place in places)
    assert not list(pages.folder().rglob("*.part"))
