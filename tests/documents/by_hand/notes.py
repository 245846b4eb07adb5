"""Notes on a page: with and without a drawing, hidden ones, and ones over the stamp's box."""

from __future__ import annotations

from tests.documents.by_hand.bytes_of import papers, stream, with_objects

BODY = b"[60 400 260 460]"
OVER_STAMP = b"[345 710 560 800]"
DRAWN = stream(b"0.8 1 0.8 rg 0 0 200 60 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 200 60]")
KINDS = {
    "freetext": b"/FreeText/DA(/Helv 12 Tf 1 0 0 rg)/Contents(Paid on 5 February)",
    "highlight": b"/Highlight/C[1 1 0]/QuadPoints[60 460 260 460 60 400 260 400]",
    "underline": b"/Underline/C[1 0 0]/QuadPoints[60 460 260 460 60 400 260 400]",
    "strikeout": b"/StrikeOut/C[1 0 0]/QuadPoints[60 460 260 460 60 400 260 400]",
    "squiggly": b"/Squiggly/C[1 0 0]/QuadPoints[60 460 260 460 60 400 260 400]",
    "ink": b"/Ink/C[0 0 1]/BS<</W 2>>/InkList[[60 400 100 450 150 410 260 460]]",
    "square": b"/Square/C[1 0 0]/IC[1 .9 .9]/BS<</W 3>>",
    "circle": b"/Circle/C[1 0 0]",
    "line": b"/Line/L[60 400 260 460]/C[1 0 0]/LE[/None/OpenArrow]",
    "polygon": b"/Polygon/Vertices[60 400 260 400 160 460]/C[1 0 0]",
    "polyline": b"/PolyLine/Vertices[60 400 260 400 160 460]/C[1 0 0]",
    "stamp": b"/Stamp/Name/Approved/Contents(Approved)",
    "text": b"/Text/Name/Note/Contents(Ask the client)",
    "caret": b"/Caret/C[0 0 1]/Contents(insert)",
    "redact": b"/Redact/QuadPoints[60 460 260 460 60 400 260 400]/IC[0 0 0]",
    "watermark": b"/Watermark",
    "unknown": b"/Foo",
}


def _noted(kind: bytes, *more: bytes, rect: bytes = BODY, flags: bytes = b"/F 4", **how: bytes) -> bytes:
    note = b"<</Type/Annot%s/Rect%s/Subtype%s>>" % (flags, rect, kind)
    return with_objects(note, *more, page=b"/Annots[6 0 R]" + how.pop("page", b""), **how)


papers({f"hand-note-{name}.pdf": _noted(kind + b"/AP<</N 7 0 R>>", DRAWN) for name, kind in KINDS.items()})
papers({f"hand-note-{name}-no-ap.pdf": _noted(kind) for name, kind in KINDS.items()})
papers(
    {
        "hand-note-freetext-over-stamp.pdf": _noted(
            KINDS["freetext"] + b"/AP<</N 7 0 R>>", DRAWN, rect=OVER_STAMP
        ),
        "hand-note-freetext-no-ap-over-stamp.pdf": _noted(KINDS["freetext"], rect=OVER_STAMP),
        "hand-note-freetext-chinese-no-ap.pdf": _noted(b"/FreeText/DA(/Helv 12 Tf)/Contents<FEFF5DF24ED8>"),
        "hand-note-freetext-rotated-page.pdf": _noted(
            KINDS["freetext"] + b"/AP<</N 7 0 R>>", DRAWN, page=b"/Rotate 270"
        ),
        "hand-note-text-and-popup.pdf": with_objects(
            b"<</Type/Annot/Subtype/Text/F 4/Rect[60 400 80 420]/Contents(x)/Popup 7 0 R/AP<</N 8 0 R>>>>",
            b"<</Type/Annot/Subtype/Popup/Parent 6 0 R/Rect[300 400 400 500]/Open true>>",
            DRAWN,
            page=b"/Annots[6 0 R 7 0 R]",
        ),
        "hand-note-popup-alone-over-stamp.pdf": _noted(b"/Popup/Open true", rect=OVER_STAMP),
        "hand-note-hidden.pdf": _noted(KINDS["square"] + b"/AP<</N 7 0 R>>", DRAWN, flags=b"/F 2"),
        "hand-note-no-view.pdf": _noted(KINDS["square"] + b"/AP<</N 7 0 R>>", DRAWN, flags=b"/F 32"),
        "hand-note-hidden-no-ap.pdf": _noted(KINDS["square"], flags=b"/F 2"),
        "hand-note-on-screen-only.pdf": _noted(b"/Square/C[1 0 0]/AP<</N 7 0 R>>", DRAWN, flags=b"/F 0"),
        "hand-note-in-hidden-layer.pdf": _noted(
            KINDS["square"] + b"/OC 8 0 R/AP<</N 7 0 R>>",
            DRAWN,
            b"<</Type/OCG/Name(Notes)>>",
            root=b"/OCProperties<</OCGs[8 0 R]/D<</OFF[8 0 R]>>>>",
        ),
        "hand-note-without-subtype.pdf": with_objects(
            b"<</Type/Annot/Rect[0 0 9 9]>>", page=b"/Annots[6 0 R]"
        ),
        "hand-note-without-rect.pdf": with_objects(b"<</Subtype/Square/C[1 0 0]>>", page=b"/Annots[6 0 R]"),
        "hand-note-ap-unclosed.pdf": _noted(
            b"/Square/AP<</N 7 0 R>>", stream(b"q q (open", b"/Subtype/Form/BBox[0 0 9 9]")
        ),
        "hand-note-ap-matrix.pdf": _noted(
            b"/Stamp/AP<</N 7 0 R>>",
            stream(b"0 0 1 rg 0 0 60 200 re f", b"/Subtype/Form/BBox[0 0 60 200]/Matrix[0 1 -1 0 0 0]"),
        ),
        "hand-note-attachment.pdf": _noted(
            b"/FileAttachment/FS<</Type/Filespec/F(a.doc)/EF<</F 7 0 R>>>>",
            stream(b"hello", b"/Type/EmbeddedFile"),
        ),
        "hand-note-sound.pdf": _noted(b"/Sound/Sound 7 0 R", stream(b"abcd", b"/R 8000")),
        "hand-note-screen.pdf": _noted(b"/Screen/A<</S/Rendition/OP 0>>"),
        "hand-note-three-dimensional.pdf": _noted(b"/3D/3DD 7 0 R", stream(b"U3D", b"/Type/3D/Subtype/U3D")),
        "hand-notes-null-member.pdf": with_objects(page=b"/Annots[null 99 0 R]"),
        "hand-notes-dictionary.pdf": with_objects(page=b"/Annots<</A 1>>"),
        "hand-notes-indirect-array.pdf": with_objects(
            b"[7 0 R]",
            b"<</Type/Annot/Subtype/Link/Rect[60 590 300 620]/Dest[3 0 R/Fit]>>",
            page=b"/Annots 6 0 R",
        ),
    }
)
