"""The papers of a case drawn by the court: Form 3, and the stamps that seal Forms 1 and 2 (REG-3, INS-4).

One template for each. A process draws such a page once, with gaps for what differs from case to case, and fills it in
for each case (`icms.lib.pdf_blanks`, ADR 6); a paper whose words do not fit the gaps is drawn whole.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cases import court_seal
from cases.form3_words import WORDS
from cases.models import Case, DocumentType, HearingSession, Party
from icms.lib import clock, letters, money, pdf, pdf_blanks
from icms.lib.language import HEARING_LANGUAGES
from icms.lib.pdf_gaps import DoesNotFit, Gaps
from icms.lib.printable import code_point
from icms.lib.written_time import written_date, written_time

logger = logging.getLogger("icms.pdf")

# Beyond so many defendants their names stand in a schedule, so that the notice itself stays on one page.
NAMED_ON_THE_NOTICE = 6
# A notice that names more is rare: it is drawn whole rather than kept for the next of its kind.
NAMED_IN_GAPS = 12
# How far words may reach, in mm from the left edge of their page.
NAMES_REACH, HEARING_REACH, DATED_REACH, FOOT_REACH, STAMP_REACH = 191.5, 187.0, 79.0, 150.0, 77.0
CODE_MASK = 4
# Lines for the names of a document on a stamp, and letters that fit on one.
STAMP_LINES, STAMP_ENGLISH, STAMP_CHINESE = 3, 36, 17


class Sheet:
    """What stands on one paper: in the words of its case, or as gaps with the words kept beside them."""

    def __init__(
        self, reference: str, language: str, gaps: Gaps | None, *, by_number: Collection[str] = ()
    ) -> None:
        self.reference, self.language, self.gaps = reference, language, gaps
        self.words: dict[str, str] = {}
        self._by_number = by_number

    def put(self, text: str, sample: str, *, language: str = "", reach: float | None = None) -> str:
        """The text, or a gap for it, also where it is empty: papers that differ in that alone share their page.

        `sample` is what the page is drawn with, `language` where it is not the paper's own, `reach` as in `Gaps.words`.
        """
        text = self._shown(letters.composed(text))
        if self.gaps is None:
            return text
        name = f"words-{len(self.words)}"
        self.words[name] = re.sub(r"\s+", " ", text)
        return self.gaps.words(name, sample, language=language or self.language, reach=reach)

    def _shown(self, text: str) -> str:
        """A crossed box would tell nobody which letter stood there: what no font has is printed as [U+31350]."""
        if not self._by_number:
            return text
        return "".join(f"[{code_point(each)}]" if each in self._by_number else each for each in text)

    def code(self) -> SafeString:
        """The QR code of the reference, or a gap for it."""
        return self.gaps.code("code") if self.gaps else verify_code(self.reference)


def verify_url(reference: str) -> str:
    """Where anyone can verify a document (INS-4); the QR code leads there."""
    return f"{settings.SITE_URL}/verify/{reference}/"


def verify_code(reference: str) -> SafeString:
    """The same as a QR code: inline SVG."""
    drawn = _code(reference).svg_inline(border=0, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - drawn from our own address and reference


def hearing_notice(case: Case, session: HearingSession, reference: str) -> bytes:
    """The notice of place and day of hearing as a PDF, worded in the hearing language with the other beside it."""
    main = str(case.language)
    parties = list(case.parties.current())
    return _paper(
        "pdf/form3.html",
        lambda sheet: _notice(sheet, case, session, parties),
        reference,
        title=f"{case.number} {WORDS[main]['title']}",
        main=main,
        whole=_has_schedule(parties) or len(parties) > NAMED_IN_GAPS,
    )


Draw = Callable[[Case, HearingSession, str], bytes]
# What the portal draws for a court, by `DocumentType.template`.
DRAWN: Mapping[str, Draw] = {"hearing_notice": hearing_notice}


def stamp(case: Case, document_type: DocumentType, reference: str) -> bytes:
    """The stamp of one sealed document: a PDF of one page of 80 × 38 mm."""
    return _paper(
        "pdf/stamp.html",
        lambda sheet: _stamp(sheet, case, document_type),
        reference,
        title=case.number,
        main="en",
        tagged=False,
    )


def _paper(
    template: str,
    context: Callable[[Sheet], Mapping[str, Any]],
    reference: str,
    *,
    title: str,
    main: str,
    tagged: bool = True,
    whole: bool = False,
) -> bytes:
    """From the page that is kept for such papers if the words fit into its gaps, else drawn whole."""
    language, spoken = HEARING_LANGUAGES[main], WORDS[main]["lang"]

    def draw(html: str, title: str = "") -> bytes:
        return pdf.render_small(html, title=title, language=language, tagged=tagged)

    if not whole and letters.available():
        gaps = Gaps()
        sheet = Sheet(reference, spoken, gaps)
        html = render_to_string(template, dict(context(sheet)))
        try:
            page = pdf_blanks.blank(html, gaps, lambda: draw(html))
            return page.fill(sheet.words, {"code": _code(reference).matrix}, title=title)
        except DoesNotFit:
            pass

    def drawn_whole(by_number: Collection[str] = ()) -> bytes:
        sheet = Sheet(reference, spoken, None, by_number=by_number)
        return draw(render_to_string(template, dict(context(sheet))), title)

    with pdf.letters_left_out() as lost:
        data = drawn_whole()
    if not lost:
        return data
    logger.warning("%s: no font here has %s", reference, ", ".join(map(code_point, sorted(lost))))
    return drawn_whole(lost)


def _notice(sheet: Sheet, case: Case, session: HearingSession, parties: Sequence[Party]) -> Mapping[str, Any]:
    main = str(case.language)
    other = "en" if main == "zh" else "zh"
    people = [(party.role, _person(sheet, party, main)) for party in parties]
    defendants = [person for role, person in people if role == "defendant"]
    return {
        "main": WORDS[main],
        "other": WORDS[other],
        "chinese": main == "zh",
        "number": sheet.put(case.number, _zeros(case.number), language="en"),
        "court": _pair(main, case.court.name_en, case.court.name_zh_hant),
        "claimants": [person for role, person in people if role == "claimant"],
        "defendants": defendants,
        "others": [person for role, person in people if role not in ("claimant", "defendant")],
        "schedule": _has_schedule(parties),
        "and_others": [WORDS[code]["and_others"] % (len(defendants) - 1) for code in (main, other)],
        "day": _both_put(sheet, main, _written(session.starts_at, written_time), HEARING_REACH),
        "dated": _both_put(sheet, main, _written(case.accepted_at, written_date), DATED_REACH),
        "place": _both_put(sheet, main, (session.place_en, session.place_zh), HEARING_REACH),
        "registry": _pair(main, case.court.registry_en, case.court.registry_zh),
        "amount": sheet.put(money.dollars(case.amount_cents or 0), money.dollars(0), reach=HEARING_REACH),
        "reference": sheet.put(sheet.reference, "0", reach=FOOT_REACH),
        "verify": f"{settings.SITE_URL}/verify/",
        "seal": mark_safe(court_seal.svg(case.court.name_en, case.court.name_zh_hant)),  # noqa: S308 - our drawing
        "code": sheet.code(),
        "demo": settings.ICMS_DEMO,
    }


def _person(sheet: Sheet, party: Party, main: str) -> Mapping[str, str]:
    """A party as the notice names it: in the hearing language if it has such a name, with the other beside it."""
    first, beside = _pair(main, party.name_en.strip(), party.name_zh.strip())
    if not first:
        first, beside = beside, ""
    trading_as = f" ({WORDS[main]['trading_as']} {party.trading_as.strip()})" if party.trading_as else ""
    return {
        "name": sheet.put(first, "Name", reach=NAMES_REACH),
        "beside": sheet.put(beside and f" {beside}", " Name", language=_beside(main), reach=NAMES_REACH),
        "trading_as": sheet.put(trading_as, " Name", reach=NAMES_REACH),
    }


def _both_put(sheet: Sheet, main: str, texts: tuple[str, str], reach: float) -> Sequence[str]:
    """An English and a Chinese text, that of the hearing language first."""
    first, beside = _pair(main, *texts)
    return sheet.put(first, "0", reach=reach), sheet.put(beside, "0", language=_beside(main), reach=reach)


def _beside(main: str) -> str:
    """The language beside the hearing language, as in HTML."""
    return WORDS["en" if main == "zh" else "zh"]["lang"]


def _written(moment: datetime, writer: Callable[[datetime, str], str]) -> tuple[str, str]:
    return writer(moment, "en"), writer(moment, "zh-hant")


def _stamp(sheet: Sheet, case: Case, document_type: DocumentType) -> Mapping[str, Any]:
    form_en, form_zh = _names_on_stamp(document_type)
    filed = _both(case.deemed_at or case.accepted_at)
    return {
        "form_en": form_en,
        "form_zh": form_zh,
        "court_en": case.court.name_en,
        "court_zh": case.court.name_zh_hant,
        "number": sheet.put(case.number, _zeros(case.number)),
        "filed": sheet.put(filed, _zeros(filed), reach=STAMP_REACH),
        "accepted": sheet.put(_both(case.accepted_at), _zeros(_both(case.accepted_at)), reach=STAMP_REACH),
        "reference": sheet.put(sheet.reference, "0", reach=STAMP_REACH),
        "verify": f"{settings.SITE_URL}/verify/",
        "seal": mark_safe(court_seal.svg(case.court.name_en, case.court.name_zh_hant)),  # noqa: S308 - our drawing
        "code": sheet.code(),
        "demo": settings.ICMS_DEMO,
    }


def _names_on_stamp(document_type: DocumentType) -> tuple[str, str]:
    """Both names of a type if they fit the three lines beside the seal, else its short names."""
    names = document_type.name_en, document_type.name_zh_hant
    lines = sum(
        -(-len(name) // longest) for name, longest in zip(names, (STAMP_ENGLISH, STAMP_CHINESE), strict=True)
    )
    if lines <= STAMP_LINES:
        return names
    return document_type.short_en or names[0], document_type.short_zh_hant or names[1]


def _code(reference: str) -> segno.QRCode:
    """Readers take any of the eight masks; trying which is the prettiest costs four times the drawing."""
    return segno.make(verify_url(reference), micro=False, error="m", mask=CODE_MASK)


def _has_schedule(parties: Sequence[Party]) -> bool:
    return sum(party.role == "defendant" for party in parties) > NAMED_ON_THE_NOTICE


def _zeros(text: str) -> str:
    """The same with every figure a nought: figures are all of one width, so the page is the same for all of them."""
    return re.sub(r"\d", "0", text)


def _both(moment: datetime) -> str:
    """A time in figures that both languages share: day, month in words for none, hour and minute."""
    return f"{clock.hk(moment):%Y-%m-%d %H:%M}"


def _pair(main: str, english: str, chinese: str) -> Sequence[Any]:
    return (chinese, english) if main == "zh" else (english, chinese)
