"""The faults that outsiders found in real documents, each held by what it must be now (D1 to D7, D12, H1)."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import time
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PIL import ImageChops

from filing.bulk.forms_pdf import press_for
from filing.bulk.parse import FORMS
from filing.bulk.sample import sample_batch
from icms.files import inspect, rehearsal
from icms.files.children import run
from icms.files.refusals import fault_words, note_words
from icms.lib.errors import Refused
from tests.cases.bench import blank_pdf

CORPUS = Path(__file__).with_name("corpus")
MM = 72 / 25.4
FOOT = "SCTC 000123/2026   SC26-7K3M-Q9XD-4"


def stamp() -> bytes:
    return rehearsal.STAMP.read_bytes()


def verdict(name: str) -> rehearsal.Rehearsed:
    [found] = rehearsal.rehearse([CORPUS / name])
    return found


@pytest.fixture
def seal(settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    return lambda name: rehearsal.seal(CORPUS / name, stamp(), foot=FOOT, title="A form")


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return "".join(document[0].get_textpage().get_text_range().split())
    finally:
        document.close()


def picture_of(data: bytes | Path):
    document = pypdfium2.PdfDocument(data)
    try:
        return document[0].render(scale=1).to_pil().convert("L")
    finally:
        document.close()


@pytest.mark.parametrize(
    "name",
    [
        "libreoffice-writer.pdf",
        "ghostscript-ps2pdf.pdf",
        "cairo-from-postscript.pdf",
        "trial-indirect-name-array.pdf",
    ],
)
def test_d1_values_that_are_objects_of_their_own_are_no_damage(name: str):
    assert inspect.pdfs_at([CORPUS / name])[0].fault == ""
    assert verdict(name).fault == ""


def test_d1_a_fault_of_our_own_code_is_never_told_as_a_fault_of_the_file():
    def broken(_request):
        raise AttributeError("unparse")

    answer = run.answered(broken, {})
    assert "AttributeError" in answer["failed"]
    finding = inspect._finding(answer)
    assert (finding.fault, bool(finding.trace)) == ("file_not_checked", True)
    assert "fault of ours" in fault_words(finding.fault)


@pytest.mark.parametrize(
    "name",
    [
        "trial-form-noap-tx-plain.pdf",
        "trial-form-noap-tx-na.pdf",
        "hand-field-text-no-ap-chinese.pdf",
        "hand-field-text-no-ap-chinese-need.pdf",
    ],
)
def test_d2_what_was_filled_in_stands_in_the_sealed_copy_and_cannot_be_filled_in_any_more(name: str, seal):
    with pikepdf.open(CORPUS / name) as filed:
        values = {"".join(str(field.V).split()) for field in filed.Root.AcroForm.Fields if "/V" in field}
    assert values
    sealed = seal(name)
    with pikepdf.open(io.BytesIO(sealed)) as copy:
        assert "/AcroForm" not in copy.Root
        assert not any("/Annots" in page for page in copy.pages)
    assert all(one in text_of(sealed) for one in values)
    assert "fields_fixed" in verdict(name).notes


@pytest.mark.parametrize(
    "name",
    [
        "trial-contents-dangling.pdf",
        "trial-crop_bad.pdf",
        "trial-crop_name.pdf",
        "trial-rotate_string.pdf",
        "trial-rotate-text.pdf",
    ],
)
def test_d3_what_passes_the_rehearsal_can_be_sealed(name: str, seal):
    assert verdict(name).fault == ""
    with pikepdf.open(io.BytesIO(seal(name))) as copy:
        assert len(copy.pages) == 1


def test_d3_what_cannot_be_sealed_is_refused_by_the_sealing_too(seal):
    with pytest.raises(Refused) as refused:
        seal("trial-user-password.pdf")
    assert refused.value.code == "file_not_sealable"


@pytest.mark.parametrize("name", ["hand-object-twice-recovered.pdf", "hand-count-one-kids-two.pdf"])
def test_d4_a_file_that_two_readers_read_differently_is_refused(name: str):
    assert verdict(name).fault in {"file_read_two_ways", "file_broken"}


@pytest.mark.parametrize(
    "name",
    [
        "trial-open-goto-next-uri.pdf",
        "trial-open-named-print.pdf",
        "trial-link-gotor-unc.pdf",
        "trial-link-uri-next-js.pdf",
    ],
)
def test_d5_actions_that_start_by_themselves_or_reach_a_network_are_refused_with_the_reason(name: str):
    found = verdict(name)
    assert found.fault == "file_scripted"
    assert "%(" not in fault_words(found.fault, found.found)


@pytest.mark.parametrize(
    "name", ["hand-bomb-stream-200-times.pdf", "hand-bomb-operands.pdf", "trial-c_30mb_q.pdf"]
)
def test_d6_h1_a_small_file_that_draws_without_end_stops_nobody(name: str):
    began = time.monotonic()
    bomb, sound = rehearsal.rehearse([CORPUS / name, CORPUS / "libreoffice-writer.pdf"])
    assert bomb.fault in {"", "file_too_heavy"}
    assert bomb.peak_bytes <= 300 * 1024 * 1024
    assert sound.fault == ""
    assert time.monotonic() - began < 30


@pytest.mark.parametrize("name", ["trial-broken_string.pdf", "trial-contents-open-inline.pdf"])
def test_d7_the_seal_is_seen_whatever_the_content_leaves_open(name: str, seal):
    box = (round(120 * MM) + 3, round(10 * MM) + 3, round(200 * MM) - 3, round(48 * MM) - 3)
    seen = picture_of(seal(name)).crop(box)
    expected = picture_of(stamp()).resize((round(80 * MM), round(38 * MM)))
    expected = expected.crop((3, 3, 3 + seen.width, 3 + seen.height))
    # The stamp of the rehearsal is a chequer-board: half black, half white.
    differs = ImageChops.difference(seen, expected).histogram()
    assert sum(differs[128:]) < seen.width * seen.height // 10


def test_d12_a_picture_coded_twice_is_not_too_heavy_and_unknown_protection_is_no_damage():
    pictures = [path.name for path in CORPUS.glob("*lzw-jpeg*.pdf")]
    assert pictures
    assert [verdict(name).fault for name in pictures] == [""] * len(pictures)
    assert verdict("hand-encrypt-version-9.pdf").fault == "file_encrypted"


def test_d12_filer_and_officer_read_that_a_signature_does_not_hold_and_what_the_stamp_covers():
    signed = [path.name for path in CORPUS.glob("pyhanko-signed*.pdf")]
    assert signed
    assert all("signed" in verdict(name).notes for name in signed)
    words = note_words(verdict("trial-noap_need_over_stamp.pdf").notes)
    assert any("stamp will cover" in line for line in words)


def test_d12_the_portals_own_blanks_keep_the_box_of_the_stamp_free_and_what_is_written_into_it_is_noticed(
    tmp_path,
):
    claims = sample_batch(1, seed=1).claims
    with press_for(claims) as press:
        forms = [press.form(name, claims[0], stroke="", tagged=False) for name in FORMS]
    paths = [tmp_path / f"{number}.pdf" for number in range(4)]
    for path, data in zip(paths, [*forms, *(written_over(data) for data in forms)], strict=True):
        path.write_bytes(data)
    assert [found.notes for found in rehearsal.rehearse(paths)] == [
        (),
        (),
        ("stamp_covers",),
        ("stamp_covers",),
    ]


def written_over(data: bytes) -> bytes:
    """The form with a small cross in the middle of the box that is for the court."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        cross = pdf.make_stream(b"q 1 w 450 760 m 456 766 l 450 766 m 456 760 l S Q")
        pdf.pages[0].contents_add(cross, prepend=True)
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


@pytest.mark.slow
def test_the_command_gives_json_alone_and_a_verdict_for_every_file(tmp_path: Path):
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "empty.pdf").write_bytes(b"")
    (tmp_path / "a.pdf").write_bytes(blank_pdf())
    (tmp_path / "c.pdf").write_bytes((CORPUS / "trial-xfa.pdf").read_bytes())
    portal = Path(__file__).parents[2] / "manage.py"
    command = [sys.executable, str(portal), "try_documents", tmp_path.name, "--json"]  # from the folder above
    done = subprocess.run(
        command, capture_output=True, check=True, timeout=120, text=True, cwd=tmp_path.parent
    )
    entries = json.loads(done.stdout)
    assert [(each["file"], each["verdict"], each["sealed"]) for each in entries] == [
        ("a.pdf", "accepted", True),
        ("b/empty.pdf", "file_empty", False),
        ("c.pdf", "file_scripted", False),
    ]
    keys = {"file", "verdict", "sealed", "seal_visible", "differs", "seconds", "peak_mb"}
    assert all(set(each) == keys for each in entries)
