"""What a document does when it is opened or clicked, what it carries, and what it pretends to be."""

from __future__ import annotations

from tests.documents.by_hand.bytes_of import TEXT, document, paper, papers, stream, with_objects

URI = b"<</S/URI/URI(https://example.com/)>>"
TO_TOP = b"<</S/GoTo/D[3 0 R/Fit]%s>>"
SCRIPT = b"<</S/JavaScript/JS(app.alert\\(1\\))>>"
PRINT = b"<</S/Named/N/Print>>"
UNC = b"(\\\\\\\\server\\\\share\\\\a.pdf)"
FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 99 99]"


def _opening(action: bytes, *more: bytes) -> bytes:
    return with_objects(*more, root=b"/OpenAction" + action)


def _link(action: bytes, *more: bytes) -> bytes:
    link = b"<</Type/Annot/Subtype/Link/Rect[60 590 300 620]/Border[0 0 0]/A" + action + b">>"
    return with_objects(link, *more, page=b"/Annots[6 0 R]")


def _uri(target: bytes) -> bytes:
    return _link(b"<</S/URI/URI" + target + b">>")


def _outline(action: bytes) -> bytes:
    return with_objects(
        b"<</Type/Outlines/First 7 0 R/Last 7 0 R/Count 1>>",
        b"<</Title(Particulars)/Parent 6 0 R" + action + b">>",
        root=b"/Outlines 6 0 R",
    )


def _drawn(form: bytes, *more: bytes) -> bytes:
    return with_objects(form, *more, content=TEXT + b" /X Do", resources=b"/XObject<</X 6 0 R>>")


papers(
    {
        "hand-open-goto-array.pdf": _opening(b"[3 0 R/XYZ null null 0]"),
        "hand-open-goto.pdf": _opening(TO_TOP % b""),
        "hand-open-named-destination.pdf": with_objects(
            b"[3 0 R/Fit]", root=b"/OpenAction(top)/Names<</Dests<</Names[(top)6 0 R]>>>>"
        ),
        "hand-open-goto-chain-uri.pdf": _opening(
            TO_TOP % b"/Next 6 0 R", TO_TOP % b"/Next 7 0 R", TO_TOP % (b"/Next" + URI)
        ),
        "hand-open-goto-next-array-print.pdf": _opening(TO_TOP % (b"/Next[" + TO_TOP % b"" + PRINT + b"]")),
        "hand-open-goto-next-script.pdf": _opening(TO_TOP % (b"/Next" + SCRIPT)),
        "hand-open-goto-next-circle.pdf": _opening(b" 6 0 R", TO_TOP % b"/Next 6 0 R"),
        "hand-open-gotor.pdf": _opening(b"<</S/GoToR/F" + UNC + b"/D[0/Fit]>>"),
        "hand-open-gotoe.pdf": _opening(b"<</S/GoToE/D[0/Fit]/T<</R/C/N(a.pdf)>>>>"),
        "hand-open-thread.pdf": _opening(b"<</S/Thread/F(http://example.com/a.pdf)/D 0>>"),
        "hand-open-hide.pdf": _opening(b"<</S/Hide/T(x)/H true>>"),
        "hand-open-named-next-page.pdf": _opening(b"<</S/Named/N/NextPage>>"),
        "hand-open-set-layers.pdf": with_objects(
            b"<</Type/OCG/Name(A)>>",
            root=b"/OpenAction<</S/SetOCGState/State[/OFF 6 0 R]>>/OCProperties<</OCGs[6 0 R]/D<<>>>>",
        ),
        "hand-open-script-in-stream.pdf": _opening(
            b" 6 0 R", b"<</S/JavaScript/JS 7 0 R>>", stream(b"app.beep(0)")
        ),
        "hand-open-kind-escaped.pdf": _opening(b"<</S/Java#53cript/JS(app.beep\\(0\\))>>"),
        "hand-open-kind-indirect.pdf": _opening(b"<</S 6 0 R/F(cmd.exe)>>", b"/Launch"),
        "hand-close-script.pdf": document(root=b"/AA<</WC" + SCRIPT + b">>"),
        "hand-page-opens-uri.pdf": document(page=b"/AA<</O" + URI + b">>"),
        "hand-page-opens-print.pdf": document(page=b"/AA<</O 6 0 R>>", more={6: PRINT}),
        "hand-link-http.pdf": _uri(b"(http://www.judiciary.hk/en/home/)"),
        "hand-link-https.pdf": _uri(b"(https://www.judiciary.hk/)"),
        "hand-link-mailto.pdf": _uri(b"(mailto:enquiry@example.com?subject=SCTC%201)"),
        "hand-link-https-utf16.pdf": _uri(b"<FEFF00680074007400700073003A002F002F0061002E0062>"),
        "hand-link-https-next-page.pdf": _link(URI[:-2] + b"/Next" + TO_TOP % b"" + b">>"),
        "hand-link-tel.pdf": _uri(b"(tel:+85224771002)"),
        "hand-link-file.pdf": _uri(b"(file:///C:/Windows/System32/calc.exe)"),
        "hand-link-javascript.pdf": _uri(b"( JavaScript:app.alert\\(1\\))"),
        "hand-link-javascript-hex.pdf": _uri(b"<6a6176610973637269 70743a616c6572742831 29>"),
        "hand-link-data.pdf": _uri(b"(data:text/html,<script>alert\\(1\\)</script>)"),
        "hand-link-unc.pdf": _uri(UNC),
        "hand-link-relative.pdf": _uri(b"(annex.pdf)"),
        "hand-link-base-unc.pdf": with_objects(root=b"/URI<</Base(file://server/share/)>>"),
        "hand-link-gotor.pdf": _link(b"<</S/GoToR/F(annex.pdf)/D[0/Fit]>>"),
        "hand-link-gotor-unc.pdf": _link(b"<</S/GoToR/F<</Type/Filespec/F" + UNC + b">>/D[0/Fit]>>"),
        "hand-link-goto-remote-in-next.pdf": _link(TO_TOP % (b"/Next<</S/GoToR/F" + UNC + b"/D[0/Fit]>>")),
        "hand-link-launch-win.pdf": _link(b"<</S/Launch/Win<</F(cmd.exe)/P(/c calc)>>>>"),
        "hand-link-goto.pdf": _link(TO_TOP % b""),
        "hand-link-named-next-page.pdf": _link(b"<</S/Named/N/NextPage>>"),
        "hand-link-set-layers.pdf": _link(
            b"<</S/SetOCGState/State[/Toggle 7 0 R]>>", b"<</Type/OCG/Name(A)>>"
        ),
        "hand-link-sound.pdf": _link(b"<</S/Sound/Sound 7 0 R>>", stream(b"abcd", b"/R 8000")),
        "hand-outline-page.pdf": _outline(b"/Dest[3 0 R/Fit]"),
        "hand-outline-https.pdf": _outline(b"/A" + URI),
        "hand-outline-script.pdf": _outline(b"/A" + SCRIPT),
        "hand-outline-launch.pdf": _outline(b"/A<</S/Launch/F(calc.exe)>>"),
        "hand-named-script.pdf": document(root=b"/Names<</JavaScript<</Names[(a)" + SCRIPT + b"]>>>>"),
        "hand-reference-xobject.pdf": _drawn(
            stream(b"0.5 g 0 0 9 9 re f", FORM + b"/Ref<</F" + UNC + b"/Page 0>>")
        ),
        "hand-opi.pdf": _drawn(
            stream(b"0.5 g 0 0 9 9 re f", FORM + b"/OPI<</2.0<</Type/OPI/Version 2.0/F" + UNC + b">>>>")
        ),
        "hand-postscript-xobject.pdf": _drawn(stream(b"(x) print", b"/Type/XObject/Subtype/PS")),
        "hand-stream-in-other-file.pdf": _drawn(stream(b"", FORM + b"/F(\\\\\\\\server\\\\a.bin)")),
        "hand-page-content-in-other-file.pdf": with_objects(
            stream(TEXT, b"/F(other.bin)"), contents=b"/Contents 6 0 R"
        ),
        "hand-embedded-in-names.pdf": with_objects(
            b"<</Type/Filespec/F(a.xlsx)/EF<</F 7 0 R>>>>",
            stream(b"PK", b"/Type/EmbeddedFile"),
            root=b"/Names<</EmbeddedFiles<</Names[(a.xlsx)6 0 R]>>>>",
        ),
        "hand-embedded-as-collection.pdf": document(root=b"/Collection<</Type/Collection/View/T>>"),
        "hand-associated-file.pdf": with_objects(
            b"<</Type/Filespec/F(claim.xml)/AFRelationship/Data/EF<</F 7 0 R>>>>",
            stream(b"<claim/>", b"/Type/EmbeddedFile/Subtype/text#2Fxml"),
            root=b"/AF[6 0 R]",
        ),
        "hand-font-called-aa.pdf": document(
            resources=b"/Properties<</AA<</Type/Font>>/JS 5 0 R/Launch 5 0 R>>"
        ),
        "hand-metadata-and-page-labels.pdf": with_objects(
            stream(b"<x:xmpmeta xmlns:x='adobe:ns:meta/'/>", b"/Type/Metadata/Subtype/XML"),
            root=b"/Metadata 6 0 R/PageLabels<</Nums[0<</S/r>>]>>/PageMode/UseOutlines/PageLayout/OneColumn"
            b"/Lang(zh-Hant-HK)/Version/1.7/Extensions<</ADBE<</BaseVersion/1.7/ExtensionLevel 8>>>>",
        ),
    }
)


@paper("hand-tagged.pdf")
def tagged() -> bytes:
    """A structure tree with marked contents, as every accessible document has one."""
    content = b"/H1 <</MCID 0>> BDC " + TEXT + b" EMC /Artifact BMC 60 590 m 300 590 l S EMC"
    return with_objects(
        b"<</Type/StructTreeRoot/K 7 0 R/ParentTree 8 0 R/ParentTreeNextKey 1/RoleMap<</Title/H1>>>>",
        b"<</Type/StructElem/S/Document/P 6 0 R/K[9 0 R]>>",
        b"<</Nums[0[9 0 R]]>>",
        b"<</Type/StructElem/S/H1/P 7 0 R/Pg 3 0 R/K 0/Alt(Form 2)/A<</O/Layout/SpaceAfter 4>>>>",
        content=content,
        page=b"/StructParents 0/Tabs/S",
        root=b"/StructTreeRoot 6 0 R/MarkInfo<</Marked true>>/Lang(en-HK)",
    )


@paper("hand-layers.pdf")
def layers() -> bytes:
    """One layer that is shown, one that is not: the sealed copy must show the same."""
    content = TEXT + (
        b" /OC /On BDC BT /F1 12 Tf 60 500 Td (Shown) Tj ET EMC"
        b" /OC /Off BDC BT /F1 12 Tf 60 480 Td (Hidden) Tj ET EMC"
    )
    return with_objects(
        b"<</Type/OCG/Name(On)>>",
        b"<</Type/OCG/Name(Off)/Usage<</Print<</PrintState/OFF>>>>>>",
        content=content,
        resources=b"/Properties<</On 6 0 R/Off 7 0 R>>",
        root=b"/OCProperties<</OCGs[6 0 R 7 0 R]/D<</ON[6 0 R]/OFF[7 0 R]/Order[6 0 R 7 0 R]>>>>",
    )


@paper("hand-type3-font.pdf")
def type3_font() -> bytes:
    """A font whose letters are drawings, as TeX and old printers make."""
    return with_objects(
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 97/LastChar 97"
        b"/Widths[10]/Encoding<</Differences[97/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F1 5 0 R>>>>>>",
        stream(b"10 0 0 0 9 9 d1 0 0 8 8 re f"),
        content=TEXT + b" BT /F3 20 Tf 60 480 Td (aaaa) Tj ET",
        fonts=b"/F3 6 0 R",
    )
