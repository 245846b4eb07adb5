"""Anyone can ask what stands behind a document reference number (INS-4, A45)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from icms.kernel.models import IssuedDocument
from icms.lib.counting import count_up
from icms.lib.errors import Refused
from icms.lib.references import has_shape, normalise

# Nobody checks more papers than this by hand; whoever guesses numbers is slowed [D].
CHECKS_A_MINUTE = 30

KINDS: dict[str, str | Promise] = {
    "acknowledgement": _("Acknowledgement of a submission"),
    "receipt": _("Payment receipt"),
    "form_1": _("Form 1 (title of claim: general form), sealed copy"),
    "form_2": _("Form 2 (claim), sealed copy"),
    "form_3": _("Form 3 (notice of place and day of hearing)"),
}


def find(text: str) -> IssuedDocument | None:
    """The document issued under a reference as people type it; None where there is none."""
    reference = normalise(text)
    # A database may refuse to compare what no reference holds, such as a NUL.
    return IssuedDocument.objects.filter(reference=reference).first() if has_shape(reference) else None


def kind_of(document: IssuedDocument) -> str:
    """What a document is, in the active language."""
    return str(KINDS.get(document.kind, _("Document issued by the court")))


def count_check(visitor: str) -> None:
    """Counts a check of a visitor's address; nothing is kept beyond the minute. Raises Refused: too_many_checks."""
    key = f"verify:{visitor}"
    if count_up(key, seconds=60) > CHECKS_A_MINUTE:
        raise Refused("too_many_checks", most=CHECKS_A_MINUTE)
