"""The files of a preparation as its page shows them: what is where, and what is wrong (BLK-3, BLK-13)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from filing.matches import is_sound, matching_of, placed_at
from filing.models import Claim, Submission, SubmittedDocument, Upload
from filing.rules import limits
from icms.files import malware
from icms.files.refusals import fault_words, note_words

# What a file and the paper that it is are shown with.
WITH_PAPER = ("file", "document__claim", "document__document_type")


@dataclass(frozen=True)
class Slot:
    """One form of one claim: the name that the claim gives for it, and the file that is there."""

    document: SubmittedDocument
    upload: Upload | None

    @property
    def expected(self) -> str:
        """The file name that the claimant gave."""
        return self.document.expected_name

    @property
    def label(self) -> str:
        """The form's short name in the active language: Form 1."""
        return self.document.document_type.short_name

    @property
    def notes(self) -> list[str]:
        """What the filer should know of the file that is there."""
        return note_words(self.upload.file.note_codes) if self.upload else []


@dataclass(frozen=True)
class Row:
    """A claim with its forms."""

    claim: Claim
    slots: Sequence[Slot]

    @property
    def state(self) -> str:
        """A code of the badges: matched or missing."""
        return "matched" if all(slot.upload for slot in self.slots) else "missing"


@dataclass(frozen=True)
class Loose:
    """A file that is no form of a claim, and why not; `words` say what to do."""

    upload: Upload
    state: str
    words: str


@dataclass(frozen=True)
class Standing:
    """How far the checks of the files are: how many there are, and how many of them are still being checked."""

    files: int
    checking: int

    @property
    def checked(self) -> int:
        """How many have their verdict."""
        return self.files - self.checking


@dataclass(frozen=True)
class Overview:
    """Everything that the page of step 2 shows. Sizes are in bytes."""

    rows: Sequence[Row]
    refused: Sequence[Loose]
    loose: Sequence[Loose]
    used: int
    present: int = field(default=0)
    standing: Standing = field(default_factory=lambda: Standing(0, 0))

    @property
    def wanted(self) -> int:
        """How many forms there must be."""
        return sum(len(row.slots) for row in self.rows)

    @property
    def missing(self) -> Sequence[Row]:
        """The claims that lack a form."""
        return [row for row in self.rows if row.state == "missing"]

    @property
    def complete(self) -> bool:
        """Whether nothing is missing, refused or left over."""
        return bool(self.rows) and not (self.missing or self.refused or self.loose)

    @property
    def left(self) -> int:
        """How many bytes may still come."""
        return limits.SUBMISSION_BYTES_MAX - self.used


def overview(submission: Submission) -> Overview:
    """The files of a submission in bulk beside its claims; two queries, whatever the number of claims."""
    papers = list(submission.documents.of_claims().select_related("claim", "document_type"))
    uploads = list(submission.uploads.select_related("file").order_by("pk"))
    by_id = {str(upload.pk): upload for upload in uploads}
    sound = {upload.pk: upload for upload in uploads if is_sound(upload)}
    matching, places = matching_of(papers, uploads), placed_at(papers)
    loose = [Loose(by_id[each.id], "unmatched", _unmatched()) for each in matching.unmatched]
    loose += [
        Loose(by_id[each.file.id], "unmatched", _double(places[each.claim, each.form]))
        for each in matching.doubles
    ]
    loose += [
        Loose(by_id[each.file.id], "unmatched", _differing(places[each.claim, each.form]))
        for each in matching.differing
    ]
    rows = _rows(papers, sound)
    return Overview(
        rows=rows,
        refused=[Loose(upload, *_refusal(upload)) for upload in uploads if not is_sound(upload)],
        loose=loose,
        used=sum(upload.file.size for upload in uploads),
        present=sum(slot.upload is not None for row in rows for slot in row.slots),
        standing=Standing(len(uploads), sum(upload.file.checking for upload in uploads)),
    )


def standing(submission: Submission) -> Standing:
    """How far the checks of a preparation's files are (BLK-13)."""
    counted = submission.uploads.standing()
    return Standing(counted["files"], counted["checking"])


def _rows(papers: Sequence[SubmittedDocument], sound: Mapping[int, Upload]) -> list[Row]:
    """The claims with their forms, in the order of the papers."""
    slots: dict[Claim, list[Slot]] = {}
    for paper in papers:
        if paper.claim is not None:
            upload = sound.get(paper.upload_id) if paper.upload_id is not None else None
            slots.setdefault(paper.claim, []).append(Slot(paper, upload))
    return [Row(claim, forms) for claim, forms in slots.items()]


def note(upload: Upload) -> str:
    """What a file is: "Form 1 of claim HLE-001, 2 pages"; what a script shows beside its name."""
    if not is_sound(upload):
        return ""
    pages = ngettext("%(count)s page", "%(count)s pages", upload.file.pages or 0) % {
        "count": upload.file.pages
    }
    paper = document_of(upload)
    if paper is None:
        return _("Belongs to no form yet, %(pages)s") % {"pages": pages}
    return _("%(form)s of claim %(claim)s, %(pages)s") % {**_named(paper), "pages": pages}


def document_of(upload: Upload) -> SubmittedDocument | None:
    """The paper that a file is; None for a file that is none yet."""
    return getattr(upload, "document", None)


def scan_words() -> str:
    """What becomes of the malware scan on this server, said truly (BLK-13)."""
    if malware.configured():
        return _("Files are scanned after they arrive. A scan that still runs does not keep you from paying.")
    return _(
        "This server has no malware scanner set up: files are marked as not scanned, and the Registry sees that."
    )


def _refusal(upload: Upload) -> tuple[str, str]:
    if not upload.file.refused:
        return "infected", fault_words("file_infected")
    return "refused", fault_words(upload.file.fault, upload.file.found)


def _unmatched() -> str:
    return _("No claim names a file like this. Move it to its claim, or remove it.")


def _double(paper: SubmittedDocument) -> str:
    words = _("%(form)s of claim %(claim)s has a file already. Remove one of the two, or move this one.")
    return words % _named(paper)


def _differing(paper: SubmittedDocument) -> str:
    words = _(
        "The name is that of %(form)s of claim %(claim)s, but the content is not the one whose SHA-256 the import "
        "file gives. Remove it and upload the right file, or move it there by hand if it is right."
    )
    return words % _named(paper)


def _named(paper: SubmittedDocument) -> dict[str, str]:
    return {"form": paper.document_type.short_name, "claim": paper.claim.reference if paper.claim else ""}
