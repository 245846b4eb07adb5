"""Papers that were made to be sealed otherwise than they were seen: each kind that a hostile user found."""

from __future__ import annotations

import io
import time
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from icms.files import rehearsal
from icms.files.children import sealing
from tests.cases.bench import blank_pdf


def written(pdf: Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def judged(tmp_path: Path, data: bytes) -> rehearsal.Rehearsed:
    path = tmp_path / "paper.pdf"
    path.write_bytes(data)
    [found] = rehearsal.rehearse([path])
    return found


def sealed(data: bytes) -> Pdf:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        copy = sealing.seal(pdf, rehearsal.STAMP.read_bytes(), foot="SC26", title="A form")
    return pikepdf.open(io.BytesIO(copy.data))


def note(pdf: Pdf, subtype: str, **changes: object) -> Pdf:
    look = pdf.make_stream(b"1 0 0 rg 0 0 200 40 re f", Type=Name.XObject, Subtype=Name.Form)
    look.BBox = Array([0, 0, 200, 40])
    made = Dictionary(
        Type=Name.Annot, Subtype=Name(subtype), Rect=Array([100, 400, 300, 440]), AP=Dictionary(N=look)
    )
    for key, value in changes.items():
        made[f"/{key}"] = value
    pdf.pages[0].Annots = Array([pdf.make_indirect(made)])
    return pdf


@pytest.mark.parametrize("subtype", ["/PrinterMark", "/TrapNet", "/Watermark", "/Link", "/Stamp"])
def test_a_note_that_readers_show_is_sealed_or_refused_whatever_its_kind(subtype: str, tmp_path: Path):
    data = written(note(pikepdf.open(io.BytesIO(blank_pdf())), subtype))
    if not judged(tmp_path, data).fault:
        with sealed(data) as copy:
            drawn = list(copy.pages[0].obj.Resources.XObject.keys())
        assert len([key for key in drawn if key.startswith("/Note")]) == 1


@pytest.mark.parametrize("changes", [{"F": 4294967298}, {"Rect": Array([String("x"), 300, 400, 360])}])
def test_a_note_whose_flags_or_place_readers_take_differently_is_refused(changes: dict, tmp_path: Path):
    data = written(note(pikepdf.open(io.BytesIO(blank_pdf())), "/Stamp", **changes))
    assert judged(tmp_path, data).fault == "file_notes"


def test_layers_stay_as_they_are_seen_and_nobody_prints_or_switches_others():
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        usage = Dictionary(Print=Dictionary(PrintState=Name.ON), View=Dictionary(ViewState=Name.OFF))
        group = pdf.make_indirect(Dictionary(Type=Name.OCG, Name="A", Usage=usage))
        event = Dictionary(Event=Name.Print, Category=Array([Name.Print]), OCGs=Array([group]))
        seen = Dictionary(BaseState=Name.ON, OFF=Array([group]), AS=Array([event]), Order=Array([group]))
        pdf.Root.OCProperties = Dictionary(OCGs=Array([group]), D=seen, Configs=Array([seen]))
        data = written(pdf)
    with sealed(data) as copy:
        layers = copy.Root.OCProperties
        assert set(layers.keys()) == {"/OCGs", "/D"}
        assert set(layers.D.keys()) == {"/BaseState", "/OFF", "/Locked"}
        assert "/Usage" not in layers.OCGs[0]


def test_no_other_picture_is_left_for_printing():
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        picture = pdf.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
        picture.ColorSpace, picture.BitsPerComponent = Name.DeviceGray, 8
        picture.Alternates = Array([Dictionary(Image=picture, DefaultForPrinting=True)])
        pdf.pages[0].Resources.XObject = Dictionary(P=picture)
        data = written(pdf)
    with sealed(data) as copy:
        streams = [each for each in copy.objects if isinstance(each, pikepdf.Stream)]
        assert streams
        assert not any("/Alternates" in each for each in streams)


def test_a_page_behind_the_fiftieth_is_compared_too(tmp_path: Path):
    with pikepdf.open(io.BytesIO(blank_pdf(pages=52))) as pdf:
        pdf.pages[50].obj.Rotate = -45
        data = written(pdf)
    assert judged(tmp_path, data).fault == "file_read_two_ways"


def test_a_page_larger_than_the_format_allows_is_refused(tmp_path: Path):
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        pdf.pages[0].MediaBox = Array([0, 0, 100_000, 100_000])
        data = written(pdf)
    assert judged(tmp_path, data).fault == "file_not_sealable"


def test_a_long_answer_in_a_field_without_a_drawing_is_sealed_in_good_time(tmp_path: Path):
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        field = Dictionary(
            Type=Name.Annot,
            Subtype=Name.Widget,
            FT=Name.Tx,
            Ff=1 << 12,
            T="particulars",
            V=String("The defendant owes the claimant the price of goods sold. " * 60),
            DA=String("/Helv 9 Tf 0 g"),
            Rect=Array([50, 100, 545, 680]),
        )
        made = pdf.make_indirect(field)
        pdf.pages[0].Annots = Array([made])
        pdf.Root.AcroForm = Dictionary(Fields=Array([made]))
        data = written(pdf)
    began = time.process_time()
    assert judged(tmp_path, data).fault == ""
    assert time.process_time() - began < 5
    began = time.process_time()
    sealed(data).close()
    assert time.process_time() - began < 5


def test_what_the_foot_will_cover_is_noted(tmp_path: Path):
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        pdf.pages[0].contents_add(b"0 g 280 11 40 8 re f")
        data = written(pdf)
    assert "foot_covers" in judged(tmp_path, data).notes
