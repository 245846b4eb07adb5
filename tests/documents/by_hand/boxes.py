"""Pages of every size, turn and shape of box."""

from __future__ import annotations

from tests.documents.by_hand.bytes_of import TEXT, document, paper, papers

SMALL_TEXT = b"BT /F1 8 Tf 10 20 Td (Receipt 12) Tj ET"
OFFSET_TEXT = b"BT /F1 18 Tf 160 800 Td (Form 2: statement of claim) Tj ET"


def _boxed(media: bytes, more: bytes = b"", content: bytes = TEXT) -> bytes:
    return document(box=b"/MediaBox" + media, page=more, content=content)


def _cropped(crop: bytes) -> bytes:
    return document(page=b"/CropBox" + crop)


papers(
    {
        f"hand-rotate-{turn}-offset.pdf": _boxed(
            b"[100 200 695.28 1041.89]", b"/CropBox[120 230 690 1030]/Rotate %d" % turn, OFFSET_TEXT
        )
        for turn in (90, 180, 270)
    }
)
papers(
    {
        "hand-rotate-450.pdf": document(page=b"/Rotate 450"),
        "hand-rotate-minus-90.pdf": document(page=b"/Rotate -90"),
        "hand-rotate-real.pdf": document(page=b"/Rotate 90.0"),
        "hand-rotate-45.pdf": document(page=b"/Rotate 45"),
        "hand-rotate-null.pdf": document(page=b"/Rotate null"),
        "hand-rotate-name.pdf": document(page=b"/Rotate/Foo"),
        "hand-rotate-array.pdf": document(page=b"/Rotate[90]"),
        "hand-crop-offset.pdf": _cropped(b"[50 50 545 792]"),
        "hand-crop-upside-down.pdf": _cropped(b"[595.28 841.89 0 0]"),
        "hand-crop-wider-than-media.pdf": _cropped(b"[-100 -100 700 900]"),
        "hand-crop-outside-media.pdf": _cropped(b"[1000 1000 1200 1200]"),
        "hand-crop-five-numbers.pdf": _cropped(b"[0 0 595 842 5]"),
        "hand-crop-empty-array.pdf": _cropped(b"[]"),
        "hand-crop-string.pdf": _cropped(b"(0 0 595 842)"),
        "hand-crop-dictionary.pdf": _cropped(b"<</A 0>>"),
        "hand-crop-null.pdf": _cropped(b" null"),
        "hand-crop-null-member.pdf": _cropped(b"[0 0 null 842]"),
        "hand-crop-string-member.pdf": _cropped(b"[0 0 (595) 842]"),
        "hand-crop-no-area.pdf": _cropped(b"[100 100 100 100]"),
        "hand-crop-of-one-point.pdf": _cropped(b"[100 595 101 596]"),
        "hand-crop-huge.pdf": _cropped(b"[0 0 99999999999999999999 99999999999999999999]"),
        "hand-crop-reference-missing.pdf": _cropped(b" 99 0 R"),
        "hand-media-negative-origin.pdf": _boxed(b"[-100 -200 495.28 641.89]"),
        "hand-media-upside-down.pdf": _boxed(b"[595.28 841.89 0 0]"),
        "hand-media-largest.pdf": _boxed(b"[0 0 14400 14400]"),
        "hand-media-too-large.pdf": _boxed(b"[0 0 10000000 10000000]"),
        "hand-media-three-numbers.pdf": _boxed(b"[0 0 595]"),
        "hand-media-null-member.pdf": _boxed(b"[0 0 595 null]"),
        "hand-media-three-points.pdf": _boxed(b"[0 0 3 3]", b"", b"0.5 g 0 0 1 1 re f"),
        "hand-a3-landscape.pdf": _boxed(b"[0 0 1190.55 841.89]"),
        "hand-a5-landscape.pdf": _boxed(b"[0 0 595.28 419.53]", b"", TEXT.replace(b"600", b"200")),
        "hand-card-60x40.pdf": _boxed(b"[0 0 170.08 113.39]", b"", SMALL_TEXT),
        "hand-card-60x40-rotate-90.pdf": _boxed(b"[0 0 113.39 170.08]", b"/Rotate 90", SMALL_TEXT),
        "hand-receipt-80x600.pdf": _boxed(b"[0 0 226.77 1700.79]", b"", SMALL_TEXT),
        "hand-user-unit-2.pdf": _boxed(
            b"[0 0 297.64 420.94]", b"/UserUnit 2", b"BT /F1 9 Tf 30 300 Td (Form 2) Tj ET"
        ),
        "hand-user-unit-10.pdf": _boxed(
            b"[0 0 59.53 84.19]", b"/UserUnit 10", b"BT /F1 2 Tf 6 60 Td (Form 2) Tj ET"
        ),
        "hand-user-unit-zero.pdf": document(page=b"/UserUnit 0"),
        "hand-user-unit-negative.pdf": document(page=b"/UserUnit -1"),
        "hand-user-unit-string.pdf": document(page=b"/UserUnit(2)"),
        "hand-other-boxes.pdf": document(
            page=b"/TrimBox[10 10 580 830]/BleedBox[5 5 590 836]/ArtBox[0 0 1 1]"
        ),
        "hand-other-boxes-odd.pdf": document(page=b"/TrimBox(a)/BleedBox[1]/ArtBox null"),
    }
)


@paper("hand-text-under-stamp.pdf")
def text_under_stamp() -> bytes:
    """A letter head in the upper right corner, where the stamp will lie."""
    return document(content=b"BT /F1 12 Tf 380 770 Td (CHAN & PARTNERS, Solicitors) Tj ET " + TEXT)
