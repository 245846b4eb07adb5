"""A stored file: what arrived or what the court made, its hash, and what was found in it."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils.translation import gettext_lazy as _

PDF = "application/pdf"


class Verdict(models.TextChoices):
    CHECKING = "checking", _("being checked")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


class ScanState(models.TextChoices):
    NOT_SCANNED = "not_scanned", _("not scanned on this server")
    PENDING = "pending", _("waiting for the malware scan")
    CLEAN = "clean", _("no malware found")
    INFECTED = "infected", _("malware found")


class StoredFile(models.Model):
    """One file on disk. Its bytes never change: a new version is a new stored file.

    Whoever refers to it does so with PROTECT, so that a file goes only when nothing refers to it (a test asks).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField(_("SHA-256"), max_length=64, db_index=True)
    size = models.PositiveBigIntegerField(_("size in bytes"))
    media_type = models.CharField(_("media type"), max_length=100)
    verdict = models.CharField(_("verdict on arrival"), max_length=10, choices=Verdict)
    fault = models.CharField(_("fault"), max_length=40, blank=True, default="")
    found = models.CharField(_("what was found"), max_length=40, blank=True, default="")
    notes = models.CharField(_("notes of the check"), max_length=120, blank=True, default="")
    scan_state = models.CharField(
        _("malware scan"), max_length=12, choices=ScanState, default=ScanState.NOT_SCANNED
    )
    pages = models.PositiveIntegerField(_("pages"), null=True, blank=True)
    path = models.CharField(_("path under the media folder"), max_length=120, unique=True)
    created_at = models.DateTimeField(_("kept"))

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")
        constraints = [
            models.CheckConstraint(
                name="file_is_refused_if_it_has_a_fault",
                condition=(~Q(verdict=Verdict.REFUSED) & Q(fault=""))
                | (Q(verdict=Verdict.REFUSED) & ~Q(fault="")),
            ),
            models.CheckConstraint(
                name="file_accepted_pdf_has_pages",
                condition=~Q(verdict=Verdict.ACCEPTED, media_type=PDF) | Q(pages__isnull=False, pages__gte=1),
            ),
            models.CheckConstraint(
                name="file_refused_does_not_wait_for_a_scan",
                condition=~Q(verdict=Verdict.REFUSED, scan_state=ScanState.PENDING),
            ),
            models.CheckConstraint(name="file_sha256_is_64_long", condition=Exact(Length("sha256"), 64)),
            models.CheckConstraint(name="file_path_is_not_empty", condition=~Q(path="")),
        ]

    def __str__(self) -> str:
        return f"{self.id} ({self.media_type}, {self.size} bytes)"

    @property
    def accepted(self) -> bool:
        """Whether it passed every check (the malware scan is another matter)."""
        return self.verdict == Verdict.ACCEPTED

    @property
    def checking(self) -> bool:
        """Whether the rehearsal of its sealing still runs (BLK-13)."""
        return self.verdict == Verdict.CHECKING

    @property
    def refused(self) -> bool:
        """Whether it cannot be taken in; `fault` and `found` say why."""
        return self.verdict == Verdict.REFUSED

    @property
    def note_codes(self) -> list[str]:
        """What filer and officer should know of it: codes, worded by `icms.files.refusals.note_words`."""
        return self.notes.split()

    @property
    def is_fixed(self) -> bool:
        """Whether it is shown and sealed in another form than it was filed: fixed, unrestricted (DOC-2a)."""
        return bool({"fields_fixed", "notes_fixed", "restricted"} & set(self.note_codes))
