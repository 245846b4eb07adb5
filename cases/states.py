"""The states of a case, and the moves between them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class CaseState(models.TextChoices):
    OPEN = "open", pgettext_lazy("state of a case", "open")
    ENDED = "ended", pgettext_lazy("state of a case", "ended")
    STRUCK_OUT = "struck_out", _("struck out")
    TRANSFERRED_OUT = "transferred_out", _("transferred out")


# A case that ended is opened again by review or setting aside. One that left the record of this court stays as it is.
CASE_MOVES: dict[str, frozenset[str]] = {
    CaseState.OPEN: frozenset({CaseState.ENDED, CaseState.STRUCK_OUT, CaseState.TRANSFERRED_OUT}),
    CaseState.ENDED: frozenset({CaseState.OPEN}),
    CaseState.STRUCK_OUT: frozenset(),
    CaseState.TRANSFERRED_OUT: frozenset(),
}
