"""Objects, trees and tables: sound ones that few libraries write, and ones that two readers read differently."""

from __future__ import annotations

import zlib

from tests.documents.by_hand.bytes_of import (
    A4,
    FONT,
    TEXT,
    document,
    paper,
    papers,
    put_together,
    stream,
    updated,
    with_objects,
)

PAGE = b"<</Type/Page/Parent 2 0 R/MediaBox" + A4 + b"/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>"
OTHER_TEXT = b"BT /F1 18 Tf 60 600 Td (Another claim, for HK$ 75,000.00.) Tj ET"
OTHER_PAGE = PAGE.replace(b"4 0 R", b"7 0 R")


@paper("hand-quartz-like.pdf")
def quartz_like() -> bytes:
    """As macOS prints: the length of each stream is an object of its own, the page tree comes late."""
    packed = zlib.compress(b"q Q q 0 0 595 842 re W n /Cs1 cs 0 0 0 sc " + TEXT + b" Q", 9)
    body = b"<< /Filter /FlateDecode /Length 5 0 R >>\nstream\n" + packed + b"\nendstream"
    page = (
        b"<< /Type /Page /Parent 3 0 R /Resources 6 0 R /Contents 4 0 R /MediaBox [0 0 595 842]\n"
        b"/Annots 11 0 R >>"
    )
    return put_together(
        {
            4: body,
            5: b"%d" % len(packed),
            2: page,
            6: b"<< /ProcSet [ /PDF /Text ] /ColorSpace << /Cs1 7 0 R >> /Font << /F1 8 0 R >> >>",
            7: b"[ /CalRGB << /WhitePoint [0.9505 1 1.089] /Gamma [2.2 2.2 2.2] >> ]",
            3: b"<< /Type /Pages /MediaBox [0 0 595 842] /Count 1 /Kids [ 2 0 R ] >>",
            1: b"<< /Type /Catalog /Pages 3 0 R >>",
            8: FONT,
            9: b"(macOS Version 15.1 \\(Build 24B83\\) Quartz PDFContext)",
            10: b"(D:20250205010203Z00'00')",
            11: b"[ ]",
            12: b"<< /Producer 9 0 R /CreationDate 10 0 R /ModDate 10 0 R >>",
        },
        header=b"%PDF-1.3\n%\xc4\xe5\xf2\xe5\xeb\xa7\xf3\xa0\xd0\xc4\xc6\n",
        trailer=b" /Info 12 0 R /ID [ <aa00bb11aa00bb11aa00bb11aa00bb11> <aa00bb11aa00bb11aa00bb11aa00bb11> ]",
    )


@paper("hand-indirect-everything.pdf")
def indirect_everything() -> bytes:
    """Names, numbers, nulls, booleans and arrays as objects of their own, wherever a value may stand."""
    packed = zlib.compress(TEXT, 9)
    return put_together(
        {
            1: b"<</Type 10 0 R/Pages 2 0 R/ViewerPreferences<</DisplayDocTitle 11 0 R>>/Lang 12 0 R"
            b"/MarkInfo<</Marked 11 0 R>>/AcroForm 13 0 R/Names 13 0 R/OpenAction 13 0 R>>",
            2: b"<</Type/Pages/Kids 14 0 R/Count 15 0 R/Rotate 16 0 R>>",
            3: b"<</Type 17 0 R/Parent 2 0 R/MediaBox[16 0 R 16 0 R 18 0 R 19 0 R]/CropBox 20 0 R"
            b"/Resources 21 0 R/Contents 22 0 R/Annots 13 0 R/Group 13 0 R/UserUnit 15 0 R/AA 13 0 R>>",
            4: b"<</Filter 23 0 R/DecodeParms 13 0 R/Length 24 0 R>>\nstream\n" + packed + b"\nendstream",
            5: b"<</Type/Font/Subtype 25 0 R/BaseFont 26 0 R/Encoding 27 0 R>>",
            10: b"/Catalog",
            11: b"true",
            12: b"(en-HK)",
            13: b"null",
            14: b"[3 0 R]",
            15: b"1",
            16: b"0",
            17: b"/Page",
            18: b"595.28",
            19: b"841.89",
            20: b"[16 0 R 16 0 R 18 0 R 19 0 R]",
            21: b"<</Font 28 0 R/ProcSet 13 0 R/XObject 13 0 R>>",
            22: b"[4 0 R]",
            23: b"[29 0 R]",
            24: b"%d" % len(packed),
            25: b"/Type1",
            26: b"/Helvetica",
            27: b"/WinAnsiEncoding",
            28: b"<</F1 5 0 R>>",
            29: b"/FlateDecode",
        }
    )


@paper("hand-word-like.pdf")
def word_like() -> bytes:
    """As Microsoft Word saves: two tables, the second with an empty section and a hidden stream of references."""
    plain = document(header=b"%PDF-1.7\r\n%\xb5\xb5\xb5\xb5\r\n")
    at, table = len(plain), int(plain.rsplit(b"startxref", 1)[1].split()[0])
    places = [0] + [plain.index(b"\n%d 0 obj" % number) + 1 for number in range(1, 6)] + [at]
    rows = b"".join(
        bytes([number > 0]) + place.to_bytes(4, "big") + b"\0" for number, place in enumerate(places)
    )
    hidden = stream(zlib.compress(rows), b"/Type/XRef/Size 7/W[1 4 1]/Root 1 0 R/Filter/FlateDecode")
    out = plain + b"6 0 obj\n" + hidden + b"\nendobj\n"
    trailer = b"trailer\r\n<</Size 7/Root 1 0 R/Prev %d/XRefStm %d>>\r\n" % (table, at)
    return out + b"xref\r\n0 0\r\n" + trailer + b"startxref\r\n%d\r\n%%%%EOF" % len(out)


@paper("hand-three-pages-inherited.pdf")
def three_pages() -> bytes:
    """A tree of three levels; box, turn and fonts come from above."""
    page = b"<</Type/Page/Parent %d 0 R/Contents 4 0 R>>"
    return put_together(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[6 0 R 7 0 R]/Count 3/MediaBox%s/Resources<</Font<</F1 5 0 R>>>>>>" % A4,
            4: stream(TEXT),
            5: FONT,
            6: b"<</Type/Pages/Parent 2 0 R/Kids[8 0 R]/Count 1/Rotate 90>>",
            7: b"<</Type/Pages/Parent 2 0 R/Kids[9 0 R 10 0 R]/Count 2>>",
            8: page % 6,
            9: page % 7,
            10: page % 7,
        }
    )


def _tree(pages: bytes, kid: bytes = OTHER_PAGE, **more: bytes) -> bytes:
    return with_objects(kid, stream(OTHER_TEXT), pages=pages, **more)


def _cr_lines() -> bytes:
    """Carriage returns only, as on a Mac of 1999; the keyword `stream` must keep its line feed."""
    return document().replace(b"\n", b"\r").replace(b">>\rstream\rBT", b">>stream\r\nBT")


PLAIN = document()
START = int(PLAIN.rsplit(b"startxref", 1)[1].split()[0])

papers(
    {
        "hand-plain.pdf": PLAIN,
        "hand-incremental.pdf": updated(PLAIN, {4: stream(TEXT + b" ")}),
        "hand-incremental-freed.pdf": updated(with_objects(b"(an old note)"), {4: stream(TEXT)}, freed=(6,)),
        "hand-incremental-other-text.pdf": updated(PLAIN, {4: stream(OTHER_TEXT)}),
        "hand-names-escaped.pdf": document(resources=b"/Pro#63Set[/#50DF/T#65xt]", page=b"/Tr#61ns null"),
        "hand-numbers-oddly-written.pdf": document(box=b"/MediaBox[0. -.0 +595.28 00841.890]/Rotate +0"),
        "hand-comments-and-blanks.pdf": document(
            box=b"/MediaBox %here\n[ %lower left\r\n0\f0\t595.28%width\n 841.89 ]"
        ),
        "hand-strings-of-all-kinds.pdf": with_objects(
            b"<</Title<FEFF7533 7D22 66F8>/Author(Chan \\(Tai\\) Man (nested) \\101\\\ncontinued)"
            b"/Subject()/Keywords<>>>",
            trailer=b"/Info 6 0 R",
        ),
        "hand-no-end-mark.pdf": document(end=b""),
        "hand-startxref-wrong.pdf": PLAIN.replace(b"startxref\n%d" % START, b"startxref\n%d" % (START + 40)),
        "hand-offsets-wrong.pdf": PLAIN.replace(b"0000000015 ", b"0000000019 "),
        "hand-table-lines-short.pdf": PLAIN.replace(b" n \n", b" n\n").replace(b" f \n", b" f\n"),
        "hand-truncated.pdf": PLAIN[: len(PLAIN) // 2],
        "hand-without-catalog-type.pdf": PLAIN.replace(b"/Type/Catalog", b"             "),
        "hand-without-page-type.pdf": PLAIN.replace(b"/Type/Page/", b"          /"),
        "hand-without-pages.pdf": put_together({1: b"<</Type/Catalog>>"}),
        "hand-cr-lines.pdf": _cr_lines(),
        "hand-no-page-in-tree.pdf": document(pages=b"/Kids[]/Count 0"),
        "hand-count-one-kids-two.pdf": _tree(b"/Kids[3 0 R 6 0 R]/Count 1"),
        "hand-count-two-kids-one.pdf": document(pages=b"/Kids[3 0 R]/Count 2"),
        "hand-count-zero.pdf": document(pages=b"/Kids[3 0 R]/Count 0"),
        "hand-count-negative.pdf": document(pages=b"/Kids[3 0 R]/Count -1"),
        "hand-count-missing.pdf": document(pages=b"/Kids[3 0 R]"),
        "hand-count-text.pdf": document(pages=b"/Kids[3 0 R]/Count(1)"),
        "hand-count-huge.pdf": document(pages=b"/Kids[3 0 R]/Count 2147483647"),
        "hand-kid-null.pdf": document(pages=b"/Kids[3 0 R null]/Count 2"),
        "hand-kid-missing.pdf": document(pages=b"/Kids[3 0 R 99 0 R]/Count 2"),
        "hand-kid-number.pdf": document(pages=b"/Kids[3 0 R 7]/Count 2"),
        "hand-kids-in-a-circle.pdf": _tree(
            b"/Kids[3 0 R 6 0 R]/Count 2", b"<</Type/Pages/Kids[2 0 R]/Count 1>>"
        ),
        "hand-kid-twice.pdf": document(pages=b"/Kids[3 0 R 3 0 R]/Count 2"),
        "hand-kid-direct.pdf": document(pages=b"/Kids[" + PAGE + b"]/Count 1"),
        "hand-page-dictionary-twice.pdf": _tree(b"/Kids[3 0 R 6 0 R]/Count 2", PAGE),
        "hand-parent-wrong.pdf": document().replace(b"/Parent 2 0 R", b"/Parent 1 0 R"),
        "hand-parent-missing.pdf": document().replace(b"/Parent 2 0 R", b"             "),
        # The table points to the first object 4; who reads the file from the start takes the last one.
        "hand-object-twice.pdf": PLAIN.replace(
            b"xref\n0 6", b"4 0 obj\n" + stream(OTHER_TEXT) + b"\nendobj\nxref\n0 6", 1
        ).replace(b"startxref\n%d" % START, b"startxref\n%d" % (START + len(stream(OTHER_TEXT)) + 16)),
        "hand-object-twice-recovered.pdf": PLAIN.replace(
            b"xref\n0 6", b"4 0 obj\n" + stream(OTHER_TEXT) + b"\nendobj\nxref\n0 6", 1
        ),
        "hand-key-twice.pdf": _tree(b"/Kids[3 0 R]/Kids[6 0 R]/Count 1"),
        "hand-contents-key-twice.pdf": with_objects(stream(OTHER_TEXT), page=b"/Contents 6 0 R"),
    }
)
