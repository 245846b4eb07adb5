"""Form fields: filled in with and without a picture of the value, and scripts that calculate or do more."""

from __future__ import annotations

from tests.documents.by_hand.bytes_of import papers, stream, with_objects

FORM = b"/AcroForm<</Fields[6 0 R]/DA(/Helv 0 Tf 0 g)/DR<</Font<</Helv 5 0 R>>>>%s>>"
NEED = b"/NeedAppearances true"
BODY = b"[60 480 300 500]"
# The stamp's box: 80 by 38 mm, 10 mm from the top and the right edge of A4.
OVER_STAMP = b"[345 710 560 800]"
DRAWING = b"/Type/XObject/Subtype/Form/BBox[0 0 240 20]/Resources<</Font<</Helv 5 0 R>>>>"
CHINESE = b"<FEFF967359276587>"


def _form(
    field: bytes, *more: bytes, need: bytes = b"", rect: bytes = BODY, flags: bytes = b"/F 4", **how: bytes
) -> bytes:
    """A page with one field that is its own widget; `field` says what kind it is and what is in it."""
    widget = b"<</Type/Annot/Subtype/Widget/P 3 0 R%s/T(amount)/Rect%s%s>>" % (flags, rect, field)
    page = b"/Annots[6 0 R]" + how.pop("page", b"")
    return with_objects(widget, *more, root=FORM % need, page=page, **how)


def _text(more: bytes, value: bytes = b"(HK$ 1,234.50)", **how: bytes) -> bytes:
    return _form(b"/FT/Tx/DA(/Helv 10 Tf 0 g)/V%s%s" % (value, more), **how)


def _shown(words: bytes, more: bytes = b"", value: bytes = b"(HK$ 1,234.50)", **how: bytes) -> bytes:
    """A text field with a picture of its own, in object 7."""
    drawing = stream(b"/Tx BMC q BT /Helv 10 Tf 0 g 2 6 Td (%s) Tj ET Q EMC" % words, DRAWING)
    return _form(b"/FT/Tx/DA(/Helv 10 Tf 0 g)/V%s/AP<</N 7 0 R>>%s" % (value, more), drawing, **how)


def _scripted(actions: bytes, form: bytes = b"") -> bytes:
    return _shown(b"1,234.50", b"/AA<<" + actions + b">>", b"(1234.5)", need=form)


def _js(key: bytes, script: bytes) -> bytes:
    script = script.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"/%s<</S/JavaScript/JS(%s)>>" % (key, script)


FORMAT = b'AFNumber_Format(2, 0, 0, 0, "HK$ ", true);'
KEYSTROKE = b'AFNumber_Keystroke(2, 0, 0, 0, "HK$ ", true);'
ON, OFF = (
    stream(b"0 0 m 12 12 l 0 12 m 12 0 l S", b"/Type/XObject/Subtype/Form/BBox[0 0 12 12]"),
    stream(b"", b"/Type/XObject/Subtype/Form/BBox[0 0 12 12]"),
)
TICK = b"[60 480 72 492]"

papers(
    {
        "hand-field-text.pdf": _shown(b"HK$ 1,234.50"),
        "hand-field-text-need.pdf": _shown(b"HK$ 1,234.50", need=NEED),
        "hand-field-text-stale-need.pdf": _shown(b"HK$ 9.00", need=NEED),
        "hand-field-text-stale.pdf": _shown(b"HK$ 9.00"),
        "hand-field-text-no-ap.pdf": _text(b""),
        "hand-field-text-no-ap-need.pdf": _text(b"", need=NEED),
        "hand-field-text-no-ap-over-stamp.pdf": _text(b"", rect=OVER_STAMP),
        "hand-field-text-no-ap-over-stamp-need.pdf": _text(b"", rect=OVER_STAMP, need=NEED),
        "hand-field-text-over-stamp.pdf": _shown(b"Our reference: A-7", rect=OVER_STAMP),
        "hand-field-text-no-ap-rotated-page.pdf": _text(b"", page=b"/Rotate 90"),
        "hand-field-text-no-ap-rotated-field.pdf": _text(b"/MK<</R 90>>", rect=b"[60 400 80 560]"),
        "hand-field-text-no-ap-framed.pdf": _text(b"/MK<</BC[1 0 0]/BG[.9 .9 1]>>/BS<</W 2/S/D/D[3]>>"),
        "hand-field-text-no-ap-no-da.pdf": _form(b"/FT/Tx/V(Chan Tai Man)"),
        "hand-field-text-no-ap-font-unknown.pdf": _form(b"/FT/Tx/DA(/Arial 10 Tf 0 g)/V(Chan Tai Man)"),
        "hand-field-text-no-ap-da-broken.pdf": _form(b"/FT/Tx/DA(10 Tf)/V(Chan Tai Man)"),
        "hand-field-text-no-ap-size-auto.pdf": _form(b"/FT/Tx/DA(/Helv 0 Tf 0 0 1 rg)/V(Chan Tai Man)"),
        "hand-field-text-no-ap-right.pdf": _text(b"/Q 2"),
        "hand-field-text-no-ap-centred.pdf": _text(b"/Q 1"),
        "hand-field-text-no-ap-lines.pdf": _text(
            b"/Ff 4096",
            b"(Goods sold\\rand delivered on 5 February 2025\\nat Sha Tin)",
            rect=b"[60 400 300 500]",
        ),
        "hand-field-text-no-ap-comb.pdf": _text(b"/Ff 16777216/MaxLen 12", b"(SCTC00123426)"),
        "hand-field-text-no-ap-password.pdf": _text(b"/Ff 8192", b"(secret)"),
        "hand-field-text-no-ap-too-long.pdf": _text(
            b"", b"(" + b"a long account of what was owed and when " * 9 + b")"
        ),
        "hand-field-text-no-ap-stream.pdf": _form(b"/FT/Tx/V 7 0 R", stream(b"Chan Tai Man")),
        "hand-field-text-no-ap-number.pdf": _text(b"", b" 1234"),
        "hand-field-text-no-ap-name.pdf": _text(b"", b"/Chan"),
        "hand-field-text-no-ap-empty.pdf": _text(b"", b"()"),
        "hand-field-text-no-ap-no-value.pdf": _form(b"/FT/Tx/DA(/Helv 10 Tf 0 g)"),
        "hand-field-text-no-ap-default-only.pdf": _form(b"/FT/Tx/DA(/Helv 10 Tf 0 g)/DV(1)"),
        "hand-field-text-no-ap-hidden.pdf": _text(b"", flags=b"/F 2"),
        "hand-field-text-no-ap-no-view.pdf": _text(b"", flags=b"/F 32"),
        "hand-field-text-no-ap-read-only.pdf": _text(b"/Ff 1"),
        "hand-field-text-no-ap-rich.pdf": _text(b"/Ff 33554432/RV(<body><p>HK$ <b>1,234.50</b></p></body>)"),
        "hand-field-text-no-ap-chinese.pdf": _text(b"", CHINESE),
        "hand-field-text-no-ap-chinese-need.pdf": _text(b"", CHINESE, need=NEED),
        "hand-field-text-no-ap-utf8.pdf": _text(b"", b"(\xef\xbb\xbf\xe9\x99\xb3)"),
        "hand-field-text-no-ap-euro-and-accents.pdf": _text(b"", b"(\\240 5, caf\\351, \\2221\\222)"),
        "hand-field-text-no-ap-emoji.pdf": _text(b"", b"<FEFFD83DDE00>"),
        "hand-field-text-no-ap-private-use.pdf": _text(b"", b"<FEFFE3A0>"),
        "hand-field-text-no-ap-arabic.pdf": _text(b"", b"<FEFF06450631062D06280627>"),
        "hand-field-text-ap-null.pdf": _text(b"/AP null"),
        "hand-field-text-ap-empty.pdf": _text(b"/AP<<>>"),
        "hand-field-text-ap-missing-object.pdf": _text(b"/AP<</N 99 0 R>>"),
        "hand-field-text-ap-not-a-drawing.pdf": _text(b"/AP<</N(x)>>"),
        "hand-field-text-ap-blank.pdf": _form(
            b"/FT/Tx/DA(/Helv 10 Tf 0 g)/V(Chan)/AP<</N 7 0 R>>", stream(b"/Tx BMC EMC", DRAWING)
        ),
        "hand-field-text-ap-without-box.pdf": _form(
            b"/FT/Tx/V(Chan)/AP<</N 7 0 R>>", stream(b"BT ET", b"/Subtype/Form")
        ),
        "hand-field-text-rect-broken.pdf": _text(b"", rect=b"[60 480 300]"),
        "hand-field-text-rect-no-area.pdf": _text(b"", rect=b"[0 0 0 0]"),
        "hand-field-choice.pdf": _form(
            b"/FT/Ch/Ff 131072/Opt[(debt)(damages)]/V(debt)/AP<</N 7 0 R>>",
            stream(b"/Tx BMC BT /Helv 10 Tf 2 6 Td (debt) Tj ET EMC", DRAWING),
        ),
        "hand-field-choice-no-ap.pdf": _form(b"/FT/Ch/Ff 131072/Opt[[(d)(Debt)][(x)(Damages)]]/V(d)"),
        "hand-field-choice-no-ap-typed.pdf": _form(b"/FT/Ch/Ff 393216/Opt[(debt)]/V(rent)"),
        "hand-field-list-no-ap.pdf": _form(
            b"/FT/Ch/Ff 2097152/Opt[(debt)(damages)(rent)]/V[(debt)(rent)]/I[0 2]", rect=b"[60 400 200 500]"
        ),
        "hand-field-tick.pdf": _form(
            b"/FT/Btn/V/Yes/AS/Yes/MK<</CA(4)>>/AP<</N<</Yes 7 0 R/Off 8 0 R>>>>", ON, OFF, rect=TICK
        ),
        "hand-field-tick-off.pdf": _form(b"/FT/Btn/V/Off/AS/Off/AP<</N<</Yes 7 0 R>>>>", ON, rect=TICK),
        "hand-field-tick-state-missing.pdf": _form(b"/FT/Btn/V/Yes/AP<</N<</Yes 7 0 R>>>>", ON, rect=TICK),
        "hand-field-tick-no-ap.pdf": _form(b"/FT/Btn/V/Yes/AS/Yes/MK<</CA(4)>>", rect=TICK),
        "hand-field-button-no-ap.pdf": _form(b"/FT/Btn/Ff 65536/MK<</CA(Print)/BG[.8 .8 .8]>>"),
        "hand-field-signature-empty.pdf": _form(b"/FT/Sig"),
        "hand-field-xfa.pdf": _text(b"", need=b"/XFA[(template)8 0 R]"),
        "hand-field-format.pdf": _scripted(_js(b"F", FORMAT) + _js(b"K", KEYSTROKE)),
        "hand-field-format-with-null.pdf": _scripted(
            _js(b"F", b'AFNumber_Format(2,1,"MinusBlack",null,"HK$ ",true);')
        ),
        "hand-field-format-fenced.pdf": _scripted(
            _js(b"F", b"\r\n" + FORMAT + b"\n// as shown\n") + _js(b"K", KEYSTROKE)
        ),
        "hand-field-date.pdf": _scripted(_js(b"F", b'AFDate_FormatEx("yyyy-mm-dd");')),
        "hand-field-calculate.pdf": _scripted(
            _js(b"C", b'AFSimple_Calculate("SUM", new Array ("a", "b"));'), b"/CO[6 0 R]"
        ),
        "hand-field-range.pdf": _scripted(_js(b"V", b"AFRange_Validate(true, 0, true, 75000);")),
        "hand-field-percent-special.pdf": _scripted(
            _js(b"F", b"AFPercent_Format(2, 0);") + _js(b"K", b"AFSpecial_Keystroke(2);")
        ),
        "hand-field-format-in-stream.pdf": _form(
            b"/FT/Tx/V(1)/AP<</N 7 0 R>>/AA<</F<</S/JavaScript/JS 8 0 R>>>>",
            stream(b"", DRAWING),
            stream(FORMAT),
        ),
        "hand-field-launches-url.pdf": _scripted(_js(b"F", b'app.launchURL("http://example.com/");')),
        "hand-field-submits.pdf": _scripted(_js(b"V", b'this.submitForm("http://example.com/");')),
        "hand-field-format-then-more.pdf": _scripted(_js(b"F", FORMAT + b" app.alert(1);")),
        "hand-field-format-argument-calls.pdf": _scripted(
            _js(b"F", b'AFNumber_Format(2, 0, 0, 0, app.launchURL("http://a.b"), true);')
        ),
        "hand-field-mouse-script.pdf": _scripted(_js(b"U", FORMAT)),
        "hand-field-format-next-submit.pdf": _scripted(
            b"/F<</S/JavaScript/JS(AFNumber_Format\\(2\\);)/Next<</S/SubmitForm/F(http://a.b)>>>>"
        ),
        "hand-field-reset-button.pdf": _form(b"/FT/Btn/Ff 65536/A<</S/ResetForm>>/MK<</CA(Clear)>>"),
        "hand-field-import-button.pdf": _form(b"/FT/Btn/Ff 65536/A<</S/ImportData/F(a.fdf)>>"),
        "hand-field-submit-button.pdf": _form(b"/FT/Btn/Ff 65536/A<</S/SubmitForm/F(http://a.b)/Flags 4>>"),
    }
)


def _widget(more: bytes, rect: bytes) -> bytes:
    return b"<</Type/Annot/Subtype/Widget/F 4/P 3 0 R/Rect%s%s>>" % (rect, more)


RADIO = b"/Parent 6 0 R/AS/%s/AP<</N<</%s 9 0 R/Off 10 0 R>>>>"
papers(
    {
        # As LibreOffice exports a form: readers are asked for appearances although every field has one.
        "hand-libreoffice-form-like.pdf": with_objects(
            b"<</Type/Annot/Subtype/Widget/F 4/Rect[60 480 300 500]/FT/Tx/P 3 0 R/T<FEFF006E>/TU<FEFF006E>"
            b"/V<FEFF004300680061006E>/DV<FEFF004300680061006E>/DR<</Font 8 0 R>>/DA(/F1 12 Tf 0 g)/Ff 0"
            b"/MK<</BC[0.5 0.5 0.5]>>/AP<</N 7 0 R>>>>",
            stream(b"/Tx BMC q BT /Helv 12 Tf 0 g 2 6 Td (Chan) Tj ET Q EMC", DRAWING),
            b"<</F1 5 0 R/Helv 5 0 R>>",
            root=b"/AcroForm<</Fields[6 0 R]/DR<</Font 8 0 R>>/NeedAppearances true>>"
            b"/OpenAction[3 0 R/XYZ null null 0]",
            page=b"/Annots[6 0 R]/Group<</S/Transparency/CS/DeviceRGB/I true>>",
        ),
        "hand-field-radio.pdf": with_objects(
            b"<</FT/Btn/Ff 49152/T(kind)/V/debt/Kids[7 0 R 8 0 R]>>",
            _widget(RADIO % (b"debt", b"debt"), b"[60 480 72 492]"),
            _widget(RADIO % (b"Off", b"other"), b"[90 480 102 492]"),
            ON,
            OFF,
            root=FORM % b"",
            page=b"/Annots[7 0 R 8 0 R]",
        ),
        "hand-field-two-widgets-no-ap.pdf": with_objects(
            b"<</FT/Tx/T(claimant)/V(Chan Tai Man)/DA(/Helv 12 Tf 0 g)/Kids[7 0 R 8 0 R]>>",
            _widget(b"/Parent 6 0 R", b"[60 480 200 500]"),
            _widget(b"/Parent 6 0 R", b"[60 400 200 420]"),
            root=FORM % b"",
            page=b"/Annots[7 0 R 8 0 R]",
        ),
        "hand-field-nested-no-ap.pdf": with_objects(
            b"<</T(claimant)/FT/Tx/DA(/Helv 12 Tf 0 g)/Kids[7 0 R]>>",
            b"<</T(name)/Parent 6 0 R/V(Chan Tai Man)/Kids[8 0 R]>>",
            _widget(b"/Parent 7 0 R", b"[60 480 200 500]"),
            root=FORM % b"",
            page=b"/Annots[8 0 R]",
        ),
        "hand-field-parents-in-a-circle.pdf": with_objects(
            b"<</T(a)/Parent 7 0 R/Kids[7 0 R]/FT/Tx>>",
            _widget(b"/T(b)/Parent 6 0 R/V(x)/Kids[6 0 R]", BODY),
            root=FORM % b"",
            page=b"/Annots[7 0 R]",
        ),
        "hand-field-not-in-form.pdf": with_objects(
            _widget(b"/FT/Tx/T(a)/V(Chan Tai Man)/DA(/Helv 12 Tf 0 g)", BODY), page=b"/Annots[6 0 R]"
        ),
        "hand-field-without-widget.pdf": with_objects(b"<</FT/Tx/T(a)/V(never shown)>>", root=FORM % b""),
        "hand-form-empty.pdf": with_objects(root=b"/AcroForm<</Fields[]>>"),
        "hand-form-broken.pdf": with_objects(root=b"/AcroForm(x)"),
        "hand-form-fields-null.pdf": with_objects(root=b"/AcroForm<</Fields null/NeedAppearances true>>"),
        "hand-form-field-null.pdf": with_objects(root=b"/AcroForm<</Fields[null 99 0 R 7]>>"),
    }
)
