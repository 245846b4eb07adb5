"""The blank application form as a PDF, for those who apply on paper (ACC-2)."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from accounts.models import Application, Contact, DocumentKind, Organisation
from accounts.rules import application as rules
from icms.lib import pdf
from icms.lib.branding import PORTAL_NAME


def blank_form(kind: str, language: str, contacts: Sequence[Contact]) -> bytes:
    """The form for a kind of applicant in the active language; drawn once for the same words."""
    title = (
        _("Application for an individual user account")
        if kind == rules.INDIVIDUAL
        else _("Application for an organization account")
    )
    context: dict[str, Any] = {
        "title": title,
        "language": language,
        "portal": PORTAL_NAME,
        "contacts": contacts,
        "for_organisation": kind == rules.ORGANISATION,
        "kinds": Organisation.Kind.labels,
        "documents": [DocumentKind(each).label for each in rules.documents_offered(kind)],
        "columns": {field.name: field.verbose_name for field in Application._meta.fields},
    }
    return _drawn(render_to_string("pdf/application.html", context), title, language)


@lru_cache(maxsize=12)
def _drawn(html: str, title: str, language: str) -> bytes:
    return pdf.render(html, title=title, language=language)
