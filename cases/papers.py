"""The papers of a case drawn by the court: Form 3, and the stamps that seal Forms 1 and 2 (REG-3, INS-4)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import segno
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from cases import court_seal
from cases.form3_words import FORMS, WORDS
from cases.models import Case, HearingSession
from cases.paper_fonts import fonts_for
from icms.lib import clock, money, pdf
from icms.lib.language import HEARING_LANGUAGES
from icms.lib.written_time import written_date, written_time

# Beyond so many defendants their names stand in a schedule, so that the notice itself stays on one page.
NAMED_ON_THE_NOTICE = 6


@dataclass(frozen=True)
class Stamp:
    """What the stamp of one sealed form says."""

    form_en: str
    form_zh: str
    court_en: str
    court_zh: str
    number: str
    filed: str
    accepted: str
    reference: str
    verify: str
    seal: SafeString
    code: SafeString
    demo: bool


def verify_url(reference: str) -> str:
    """Where anyone can verify a document (INS-4); the QR code leads there."""
    return f"{settings.SITE_URL}/verify/{reference}/"


def verify_code(reference: str) -> SafeString:
    """The same as a QR code: inline SVG."""
    drawn = segno.make(verify_url(reference), micro=False, error="m").svg_inline(border=0, omitsize=True)
    return mark_safe(drawn)  # noqa: S308 - drawn from our own address and reference


def form3(case: Case, session: HearingSession, reference: str) -> bytes:
    """The notice of place and day of hearing as a PDF, worded in the hearing language with the other beside it."""
    main = str(case.language)
    other = "en" if main == "zh" else "zh"
    parties = list(case.parties.all())
    defendants = [party for party in parties if party.role == "defendant"]
    title = f"{case.number} {WORDS[main]['title']}"
    context = {
        "case": case,
        "title": title,
        "main": WORDS[main],
        "other": WORDS[other],
        "chinese": main == "zh",
        "court": _pair(main, case.court.name_en, case.court.name_zh_hant),
        "claimants": [party for party in parties if party.role == "claimant"],
        "defendants": defendants,
        "others": [party for party in parties if party.role not in ("claimant", "defendant")],
        "schedule": len(defendants) > NAMED_ON_THE_NOTICE,
        "and_others": [WORDS[code]["and_others"] % (len(defendants) - 1) for code in (main, other)],
        "day": _pair(main, *(written_time(session.starts_at, code) for code in ("en", "zh-hant"))),
        "dated": _pair(main, *(written_date(case.accepted_at, code) for code in ("en", "zh-hant"))),
        "place": _pair(main, session.place_en, session.place_zh),
        "registry": _pair(main, case.court.registry_en, case.court.registry_zh),
        "amount": money.dollars(case.amount_cents),
        "reference": reference,
        "verify": f"{settings.SITE_URL}/verify/",
        "seal": mark_safe(court_seal.svg(case.court.name_en, case.court.name_zh_hant)),  # noqa: S308 - our drawing
        "code": verify_code(reference),
        "demo": settings.ICMS_DEMO,
    }
    html = render_to_string("pdf/form3.html", context)
    return pdf.render(html, title=title, language=HEARING_LANGUAGES[main], fonts=fonts_for(html))


def stamps(case: Case, references: Mapping[str, str]) -> list[bytes]:
    """One PDF page for each form, in the order of `references` (kind → reference), drawn in one document."""
    rows = [_stamp(case, kind, reference) for kind, reference in references.items()]
    html = render_to_string("pdf/stamp.html", {"stamps": rows, "title": case.number})
    drawn = pdf.render(html, title=case.number, language="en", fonts=fonts_for(html), tagged=False)
    return pdf.split(drawn, [1] * len(rows))


def _stamp(case: Case, kind: str, reference: str) -> Stamp:
    form_en, form_zh = FORMS[kind]
    return Stamp(
        form_en=form_en,
        form_zh=form_zh,
        court_en=case.court.name_en,
        court_zh=case.court.name_zh_hant,
        number=case.number,
        filed=_both(case.deemed_at),
        accepted=_both(case.accepted_at),
        reference=reference,
        verify=f"{settings.SITE_URL}/verify/",
        seal=mark_safe(court_seal.svg(case.court.name_en, case.court.name_zh_hant)),  # noqa: S308 - our drawing
        code=verify_code(reference),
        demo=settings.ICMS_DEMO,
    )


def _both(moment: datetime) -> str:
    """A time in figures that both languages share: day, month in words for none, hour and minute."""
    return f"{clock.hk(moment):%Y-%m-%d %H:%M}"


def _pair(main: str, english: str, chinese: str) -> Sequence[Any]:
    return (chinese, english) if main == "zh" else (english, chinese)
