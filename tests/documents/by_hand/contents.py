"""Contents of pages: missing, odd, left open, and heavy."""

from __future__ import annotations

import zlib

from tests.documents.by_hand.bytes_of import TEXT, document, paper, papers, stream, with_objects

HALF_A, HALF_B = TEXT.split(b"Tj", 1)
OTHER = b"BT /F1 18 Tf 60 500 Td (Second stream) Tj ET"
MEGABYTE = 1024 * 1024
CHAIN = stream(zlib.compress(TEXT).hex().encode() + b">", b"/Filter[/ASCIIHexDecode/FlateDecode]")


def _open(tail: bytes) -> bytes:
    """The page's text, and behind it something that does not end."""
    return document(content=TEXT + b"\n" + tail)


def _listed(contents: bytes, *bodies: bytes) -> bytes:
    return with_objects(*bodies, contents=b"/Contents" + contents)


papers(
    {
        "hand-contents-none.pdf": document(contents=b""),
        "hand-contents-null.pdf": document(contents=b"/Contents null"),
        "hand-contents-empty-array.pdf": document(contents=b"/Contents[]"),
        "hand-contents-array-of-three.pdf": _listed(b"[4 0 R 6 0 R 7 0 R]", stream(OTHER), stream(b"")),
        "hand-contents-split-in-text.pdf": _listed(b"[6 0 R 7 0 R]", stream(HALF_A), stream(b"Tj" + HALF_B)),
        "hand-contents-split-in-string.pdf": _listed(b"[6 0 R 7 0 R]", stream(TEXT[:40]), stream(TEXT[40:])),
        "hand-contents-null-member.pdf": _listed(b"[4 0 R null]"),
        "hand-contents-null-object.pdf": _listed(b"[4 0 R 6 0 R]", b"null"),
        "hand-contents-missing-first.pdf": _listed(b"[99 0 R 4 0 R]"),
        "hand-contents-dictionary.pdf": _listed(b" 6 0 R", b"<</A 1>>"),
        "hand-contents-dictionary-member.pdf": _listed(b"[4 0 R 6 0 R]", b"<</A 1>>"),
        "hand-contents-number.pdf": document(contents=b"/Contents 12"),
        "hand-contents-nested-array.pdf": document(contents=b"/Contents[[4 0 R]]"),
        "hand-contents-same-stream-twice.pdf": document(contents=b"/Contents[4 0 R 4 0 R]"),
        "hand-contents-unknown-filter.pdf": _listed(b" 6 0 R", stream(TEXT, b"/Filter/FooDecode")),
        "hand-contents-deflate-cut.pdf": _listed(
            b" 6 0 R", stream(zlib.compress(TEXT)[:-30], b"/Filter/FlateDecode")
        ),
        "hand-contents-deflate-damaged.pdf": _listed(
            b" 6 0 R", stream(b"\x78\x9c" + bytes(range(200, 250)), b"/Filter/FlateDecode")
        ),
        "hand-contents-not-deflated.pdf": _listed(b" 6 0 R", stream(TEXT, b"/Filter/FlateDecode")),
        "hand-contents-hex-and-deflate.pdf": _listed(b" 6 0 R", CHAIN),
        "hand-contents-five-filters.pdf": _listed(
            b" 6 0 R", stream(TEXT.hex().encode() + b">", b"/Filter[/AHx/AHx/AHx/AHx/AHx/AHx/AHx]")
        ),
        "hand-length-too-short.pdf": _listed(b" 6 0 R", stream(TEXT, length=b"20")),
        "hand-length-too-long.pdf": _listed(b" 6 0 R", stream(TEXT, length=b"4000")),
        "hand-length-missing.pdf": _listed(b" 6 0 R", b"<<>>\nstream\n" + TEXT + b"\nendstream"),
        "hand-length-negative.pdf": _listed(b" 6 0 R", stream(TEXT, length=b"-1")),
        "hand-length-of-itself.pdf": _listed(b" 6 0 R", stream(TEXT, length=b"6 0 R")),
        "hand-length-reference-missing.pdf": _listed(b" 6 0 R", stream(TEXT, length=b"99 0 R")),
        "hand-length-indirect.pdf": _listed(b" 6 0 R", stream(TEXT, length=b"7 0 R"), b"%d" % len(TEXT)),
        "hand-open-states.pdf": document(content=b"q q q 0.5 0 0 0.5 0 300 cm " + TEXT),
        "hand-closed-too-often.pdf": _open(b"Q Q Q Q"),
        "hand-closed-then-opened.pdf": document(content=b"Q Q " + TEXT + b" q q 0.01 0 0 0.01 0 0 cm"),
        "hand-open-clip.pdf": _open(b"0 0 1 1 re W n"),
        "hand-open-matrix.pdf": _open(b"0.001 0 0 0.001 9000 9000 cm"),
        "hand-open-matrix-singular.pdf": _open(b"0 0 0 0 0 0 cm"),
        "hand-open-invisible-text.pdf": _open(b"3 Tr 100 Tz 0 Tc 1 1 1 rg 1 1 1 RG"),
        "hand-open-text-object.pdf": _open(b"BT /F1 12 Tf 7 Tr"),
        "hand-open-path.pdf": _open(b"10 10 m 20 20 l"),
        "hand-open-marks.pdf": _open(b"/Span <</ActualText(x)>> BDC /P BMC"),
        "hand-open-hex-string.pdf": _open(b"BT <48656c"),
        "hand-open-array.pdf": _open(b"BT [(a) 12 (b"),
        "hand-open-dictionary.pdf": _open(b"/Span <</A 1"),
        "hand-open-comment.pdf": _open(b"% not finished"),
        "hand-open-inline-picture.pdf": _open(b"BI /W 9 /H 9 /BPC 8 /CS /G ID abc"),
        "hand-open-picture-head.pdf": _open(b"BI /W 9 /H 9"),
        "hand-open-operands.pdf": _open(b"1 2 3 (left) /over"),
        "hand-open-compatibility.pdf": _open(b"BX 1 2 foo"),
        "hand-unknown-operators.pdf": _open(b"1 2 foo /A bar (x) baz"),
        "hand-inline-picture-binary.pdf": _open(
            b"q 40 0 0 40 60 300 cm BI /W 4 /H 4 /BPC 8 /CS /G ID EI Q EI q Q 0000\nEI Q"
        ),
        "hand-open-transparent.pdf": document(
            content=TEXT + b" /G1 gs", resources=b"/ExtGState<</G1<</ca 0/CA 0/BM/Multiply>>>>"
        ),
        "hand-open-hidden-layer.pdf": with_objects(
            b"<</Type/OCG/Name(Notes)>>",
            content=TEXT + b" /OC /M1 BDC",
            resources=b"/Properties<</M1 6 0 R>>",
            root=b"/OCProperties<</OCGs[6 0 R]/D<</OFF[6 0 R]/Order[6 0 R]>>>>",
        ),
    }
)


@paper("hand-bomb-stream-200-times.pdf")
def stream_200_times() -> bytes:
    """8 MB of operators, 200 times in one page."""
    body = stream(b"q Q\n" * (2 * MEGABYTE), deflated=True)
    return _listed(b"[" + b"6 0 R " * 200 + b"]", body)


@paper("hand-bomb-operands.pdf")
def operands_only() -> bytes:
    """28 MB of numbers and not one operator."""
    return _listed(b" 6 0 R", stream(b"1 " * (14 * MEGABYTE), deflated=True))


@paper("hand-bomb-forms-in-forms.pdf")
def forms_in_forms() -> bytes:
    """Six levels, each draws the next ten times: a million texts from two kilobytes."""
    form = (
        b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</Font<</F1 5 0 R>>/XObject<</X %d 0 R>>>>"
    )
    levels = [stream(b"/X Do " * 10, form % (number + 1)) for number in range(6, 12)]
    last = stream(b"BT /F1 2 Tf 60 300 Td (x) Tj ET", form.replace(b"/XObject<</X %d 0 R>>", b""))
    return with_objects(*levels, last, content=TEXT + b" /X Do", resources=b"/XObject<</X 6 0 R>>")


@paper("hand-form-draws-itself.pdf")
def form_draws_itself() -> bytes:
    form = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>"
    return with_objects(stream(b"/X Do", form), content=TEXT + b" /X Do", resources=b"/XObject<</X 6 0 R>>")
