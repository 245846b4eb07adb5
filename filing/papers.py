"""The acknowledgement as a PDF (A5, BLK-10): the same words as on the page, in the filer's language."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from cases import court_seal
from cases.papers import verify_code
from filing.acknowledging import Shown
from icms.lib import pdf
from icms.lib.language import speaking


def acknowledgement(found: Shown, reference: str, *, language: str) -> bytes:
    """Draws the acknowledgement under its document reference. Slow: call it with no transaction open."""
    court = found.submission.court
    with speaking(language):
        title = _("Acknowledgement %(reference)s") % {"reference": found.submission.reference}
        context = {
            "shown": found,
            "submission": found.submission,
            "title": title,
            "language": language,
            "court": court,
            "reference": reference,
            "verify": f"{settings.SITE_URL}/verify/",
            "code": verify_code(reference),
            "seal": mark_safe(court_seal.svg(court.name_en, court.name_zh_hant)),  # noqa: S308 - our own drawing
            "demo": settings.ICMS_DEMO,
        }
        html = render_to_string("pdf/acknowledgement.html", context)
    return pdf.render(html, title=title, language=language)
