"""The stamp lies where a reader expects it, whatever the page, and what was filed stays provable (REG-3)."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2
import pytest

from icms.files.children import sealing
from icms.files.children.geometry import MM
from tests.cases.bench import A4, blank_pdf

FOOT = "SCTC 000123/2026   SC26-7K3M-Q9XD-4"


def black_stamp() -> bytes:
    """A stamp that is black all over, so that its place can be measured on a picture of the page."""
    with pikepdf.new() as pdf:
        page = pdf.add_blank_page(page_size=(80 * MM, 38 * MM))
        page.contents_add(f"0 g 0 0 {80 * MM} {38 * MM} re f".encode())
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


STAMP = black_stamp()


def changed(data: bytes, **entries: object) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for name, value in entries.items():
            pdf.pages[0].obj[f"/{name}"] = value
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def drawn_over(data: bytes, content: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pdf.pages[0].contents_add(pdf.make_stream(content))
        out = io.BytesIO()
        pdf.save(out)
        return out.getvalue()


def black_box(data: bytes) -> tuple[float, float, float, float]:
    """The black area of page one as a reader sees it: distance from the left, top, right, bottom edge, in mm."""
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[0]
        picture = page.render(scale=2).to_pil().convert("L").point(lambda grey: 255 if grey < 60 else 0)
        # The words of the page and of the foot are thin; the stamp is a block.
        block = picture.reduce(6).point(lambda grey: 255 if grey > 200 else 0)
        left, top, right, bottom = block.getbbox()
        scale = 2 * MM / 6
        width, height = block.size
        return left / scale, top / scale, (width - right) / scale, (height - bottom) / scale
    finally:
        document.close()


def sealed(data: bytes) -> bytes:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return sealing.seal(pdf, STAMP, foot=FOOT, title="SCTC 000123/2026 Form 1").data


def text_of(data: bytes, page: int = 0) -> str:
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].get_textpage().get_text_bounded()
    finally:
        document.close()


PAGES = {
    "plain": blank_pdf(),
    "turned right": changed(blank_pdf(size=(A4[1], A4[0])), Rotate=90),
    "upside down": changed(blank_pdf(), Rotate=180),
    "turned left": changed(blank_pdf(size=(A4[1], A4[0])), Rotate=270),
    "turned by a full turn and more": changed(blank_pdf(size=(A4[1], A4[0])), Rotate=450),
    "cropped out of a larger sheet": changed(
        blank_pdf(size=(800, 1000)), CropBox=pikepdf.Array([100, 100, 100 + A4[0], 100 + A4[1]])
    ),
    "with an origin elsewhere": changed(
        blank_pdf(), MediaBox=pikepdf.Array([-50, 200, A4[0] - 50, A4[1] + 200])
    ),
    "with corners the wrong way round": changed(blank_pdf(), MediaBox=pikepdf.Array([A4[0], A4[1], 0, 0])),
    "that leaves its state open": drawn_over(blank_pdf(), b"q 0.2 0 0 0.2 300 300 cm q"),
    "that closes more than it opened": drawn_over(blank_pdf(), b"Q Q 2 0 0 2 10 10 cm"),
}


@pytest.mark.parametrize("data", PAGES.values(), ids=PAGES.keys())
def test_the_stamp_is_80_by_38_mm_at_10_mm_from_the_top_and_right_edge_of_any_a4_page(data: bytes):
    left, top, right, bottom = black_box(sealed(data))
    assert (left, top, right) == pytest.approx((210 - 90, 10, 10), abs=1.6)
    assert bottom == pytest.approx(297 - 48, abs=1.6)


@pytest.mark.parametrize(("width", "height"), [(148, 210), (105, 148)])
def test_on_a_smaller_page_the_stamp_is_smaller_and_stays_on_the_page(width: float, height: float):
    left, top, right, bottom = black_box(sealed(blank_pdf(size=(width * MM, height * MM))))
    assert min(left, top, right, bottom) >= 0
    stamp_width, stamp_height = width - left - right, height - top - bottom
    assert stamp_width / stamp_height == pytest.approx(80 / 38, rel=0.15)
    assert stamp_width <= 80 * width / 210 + 1.6
    assert top + stamp_height <= height / 2 + 1.6


def test_a_page_too_small_for_the_foot_is_followed_by_one_that_bears_stamp_and_foot():
    data = sealed(blank_pdf(pages=2, size=(60 * MM, 40 * MM)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert [round(float(page.mediabox[2]) / MM) for page in pdf.pages] == [60, 210, 60, 210]
    assert ["SC26-7K3M-Q9XD-4" in text_of(data, page) for page in range(4)] == [False, True, False, True]


def test_the_fonts_of_stamp_and_foot_are_embedded():
    with pikepdf.open(io.BytesIO(sealed(blank_pdf()))) as pdf:
        [font] = pdf.pages[0].resources.Font.values()
        assert font.DescendantFonts[0].FontDescriptor.FontFile3.read_bytes()


def test_every_page_bears_the_reference_and_its_number():
    data = sealed(blank_pdf(pages=3))
    for page in range(3):
        assert "SC26-7K3M-Q9XD-4" in text_of(data, page)
        assert f"{page + 1} / 3" in text_of(data, page)
        assert "Filed" in text_of(data, page)


def test_what_the_form_says_outside_the_box_is_not_covered():
    before, after = blank_pdf(text="Claim particulars"), sealed(blank_pdf(text="Claim particulars"))
    assert "Claim particulars" in text_of(before)
    assert "Claim particulars" in text_of(after)


def test_a_field_laid_over_the_box_cannot_hide_the_stamp_or_be_changed_afterwards():
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        box = [A4[0] - 90 * MM, A4[1] - 48 * MM, A4[0] - 10 * MM, A4[1] - 10 * MM]
        look = pdf.make_stream(b"1 g 0 0 500 500 re f", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form)
        look.BBox = pikepdf.Array([0, 0, box[2] - box[0], box[3] - box[1]])
        field = pdf.make_indirect(
            pikepdf.Dictionary(
                Type=pikepdf.Name.Annot,
                Subtype=pikepdf.Name.Widget,
                FT=pikepdf.Name.Tx,
                T="f",
                F=4,
                Rect=pikepdf.Array(box),
                AP=pikepdf.Dictionary(N=look),
            )
        )
        pdf.pages[0].Annots = pikepdf.Array([field])
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([field]))
        out = io.BytesIO()
        pdf.save(out)
    data = sealed(out.getvalue())
    assert black_box(data)[:2] == pytest.approx((120, 10), abs=1.6)
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert not pdf.pages[0].obj.get("/Annots")


def test_sealing_is_repeatable_to_the_byte():
    data = blank_pdf()
    assert sealed(data) == sealed(data)


def tagged_pdf() -> bytes:
    """A page of two tagged pieces, one named by its number alone, one by number and page; and a tagged link."""
    pdf = pikepdf.open(io.BytesIO(blank_pdf()))
    page = pdf.pages[0].obj
    page.Contents = pdf.make_stream(b"/P <</MCID 0>> BDC EMC /P <</MCID 1>> BDC EMC")
    tree = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot))
    link = pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Annot,
            Subtype=pikepdf.Name.Link,
            Rect=pikepdf.Array([0, 0, 9, 9]),
            StructParent=1,
        )
    )
    piece = pikepdf.Dictionary(Type=pikepdf.Name.MCR, Pg=page, MCID=1)
    about = pikepdf.Dictionary(Type=pikepdf.Name.OBJR, Pg=page, Obj=link)
    element = pdf.make_indirect(
        pikepdf.Dictionary(S=pikepdf.Name.P, P=tree, Pg=page, K=pikepdf.Array([0, piece, about]))
    )
    tree.K = element
    tree.ParentTree = pikepdf.Dictionary(
        Nums=pikepdf.Array([0, pikepdf.Array([element, element]), 1, element])
    )
    page.StructParents, page.Annots = 0, pikepdf.Array([link])
    pdf.Root.StructTreeRoot, pdf.Root.MarkInfo = tree, pikepdf.Dictionary(Marked=True)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def test_the_tags_of_the_source_are_kept_and_lead_to_the_form_that_is_drawn():
    with pikepdf.open(io.BytesIO(sealed(tagged_pdf()))) as pdf:
        page = pdf.pages[0].obj
        filed = page.Resources.XObject.Filed
        pieces = list(pdf.Root.StructTreeRoot.K.K)
        assert [int(piece.MCID) for piece in pieces] == [0, 1]
        assert {piece.Stm.objgen for piece in pieces} == {filed.objgen}
        assert int(filed.StructParents) == 0
        assert "/StructParents" not in page
        assert pdf.Root.MarkInfo.Marked


def test_a_sealed_copy_holds_no_action_script_link_field_or_file():
    with pikepdf.open(io.BytesIO(blank_pdf())) as pdf:
        web = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://example.org")
        link = pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=pikepdf.Array([0, 0, 9, 9]), A=web
        )
        pdf.pages[0].Annots = pikepdf.Array([pdf.make_indirect(link)])
        pdf.pages[0].AA = pikepdf.Dictionary(O=pikepdf.Dictionary(S=pikepdf.Name.GoTo))
        pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.GoTo, D=pikepdf.Array([pdf.pages[0].obj]))
        mark = pdf.make_indirect(pikepdf.Dictionary(Title="1", A=web))
        pdf.Root.Outlines = pdf.make_indirect(pikepdf.Dictionary(First=mark, Last=mark, Count=1))
        out = io.BytesIO()
        pdf.save(out)
    with pikepdf.open(io.BytesIO(sealed(out.getvalue()))) as pdf:
        keys = {key for each in pdf.objects if isinstance(each, pikepdf.Dictionary) for key in each}
    assert not keys & {"/A", "/AA", "/OpenAction", "/Annots", "/AcroForm", "/JS", "/EF", "/URI"}
