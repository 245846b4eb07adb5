"""The register of a case: documents are entered in the order in which they reach it, and stay (CRT-2, DOC-8).

All of it are steps: they run inside the act or job that calls them, with the case locked or just made.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection
from django.db.models import Max
from django.utils.translation import get_language

from cases.models import Case, CaseDocument, DocumentType, Issuing
from cases.opening import Made, Opening
from icms.kernel import audit
from icms.kernel.models import IssuedDocument
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_date


@dataclass(frozen=True)
class Entry:
    """A document to enter: values only. `file_id` is None for an original on paper; `received_at` is aware."""

    document_type_id: int
    received_at: datetime
    file_id: UUID | None = None
    original: str = CaseDocument.Original.ELECTRONIC
    version: int = 0
    title: str = ""
    purpose: str = ""
    filed_by_id: int | None = None
    supersedes_id: int | None = None


def enter(case_id: int, entry: Entry, *, by: audit.Actor) -> CaseDocument:
    """Puts a document that was filed into the register of a case, with the next number.

    Raises Refused: document_type_ended, document_of_another_court, document_needs_a_file, paper_original_has_no_file,
    document_of_another_case, document_superseded_already, document_needs_the_one_before.
    """
    _inside_an_act()
    case = Case.objects.select_for_update(of=("self",), no_key=True).get(pk=case_id)
    document_type = DocumentType.objects.get(pk=entry.document_type_id)
    _refuse_type(document_type, case, clock.hk(entry.received_at).date())
    if entry.original == CaseDocument.Original.PAPER and entry.file_id is not None:
        raise Refused("paper_original_has_no_file")
    if entry.original != CaseDocument.Original.PAPER and entry.file_id is None:
        raise Refused("document_needs_a_file")
    _refuse_place(entry, case)
    document = CaseDocument.objects.create(
        case=case,
        document_type=document_type,
        number=_next_number(case.pk),
        version=entry.version,
        title=entry.title,
        filed_by_id=entry.filed_by_id,
        received_at=entry.received_at,
        purpose=entry.purpose,
        original=entry.original,
        filed_id=entry.file_id,
        supersedes_id=entry.supersedes_id,
    )
    audit.record(
        "document.entered",
        document,
        by=by,
        case=case.number,
        number=document.number,
        type=document_type.code,
        title=document.title,
        original=document.original,
    )
    return document


def types_in_force(court_id: int, codes: Iterable[str], on: date) -> Mapping[str, int]:
    """The ids of a court's document types on a Hong Kong day, by code. Raises Refused("document_type_ended")."""
    wanted = set(codes)
    found = dict(
        DocumentType.objects.of_court(court_id, on).filter(code__in=wanted).values_list("code", "pk")
    )
    if missing := wanted - set(found):
        ended = DocumentType.objects.filter(court=court_id, code__in=missing).first()
        raise _not_taken(ended.name if ended else ", ".join(sorted(missing)), on)
    return found


def enter_what_was_filed(case: Case, opening: Opening) -> None:
    """Enters the documents of a new case, and orders the papers that the court issues with it."""
    _inside_an_act()
    issuing = Issuing.objects.create(case=case, event=Issuing.OPENED, created_at=case.accepted_at)
    CaseDocument.objects.bulk_create(
        CaseDocument(
            case=case,
            document_type_id=type_id,
            number=number,
            filed_by_id=opening.filer_id,
            received_at=opening.deemed_at,
            filed_id=file_id,
            issuing=issuing,
        )
        for number, (type_id, file_id) in enumerate(opening.documents, start=1)
    )


def enter_what_was_issued(issuing: Issuing, made: Made) -> None:
    """Marks an issuing as done, and enters its papers: sealed copies beside what they seal, the court's own at the end.

    What could not be sealed is marked as outstanding. Called with the case locked.
    """
    _inside_an_act()
    issuing.issued_at = moment = clock.now()
    issuing.save(update_fields=["issued_at"])
    # The whole register, for the next number: a statement less than asking for it.
    documents = CaseDocument.objects.filter(case=issuing.case_id).in_bulk()
    next_number = max((row.number for row in documents.values()), default=0) + 1
    references = IssuedDocument.objects.bulk_create(
        IssuedDocument(reference=file.reference, kind=file.kind, sha256=file.sha256, issued_at=moment)
        for file in made.files
    )
    drawn: list[CaseDocument] = []
    changed = []
    for file, reference in zip(made.files, references, strict=True):
        if file.document_id is None:
            type_id, number = file.document_type_id, next_number + len(drawn)
            document = CaseDocument(
                case_id=issuing.case_id, document_type_id=type_id, number=number, issuing=issuing
            )
            drawn.append(document)
        else:
            document = documents[file.document_id]
            changed.append(document)
        document.issued_id, document.reference = file.file_id, reference
    for document_id, code in made.outstanding.items():
        documents[document_id].outstanding = code
        changed.append(documents[document_id])
    CaseDocument.objects.bulk_update(changed, ["issued", "reference", "outstanding"])
    CaseDocument.objects.bulk_create(drawn)


def _next_number(case_id: int) -> int:
    """The number after the last one in the register. The case's lock keeps it free."""
    last = CaseDocument.objects.filter(case=case_id).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _refuse_type(document_type: DocumentType, case: Case, on: date) -> None:
    if document_type.court_id != case.court_id:
        raise Refused("document_of_another_court", document=document_type.name)
    if not document_type.holds_on(on):
        raise _not_taken(document_type.name, on)


def _refuse_place(entry: Entry, case: Case) -> None:
    """Refuses a place in a chain of versions that is not free, or not in this case."""
    if entry.supersedes_id is None:
        if entry.version:
            raise Refused("document_needs_the_one_before", version=entry.version)
        return
    before = CaseDocument.objects.get(pk=entry.supersedes_id)
    if before.case_id != case.pk:
        raise Refused("document_of_another_case")
    if before.successors.exists():
        raise Refused("document_superseded_already", document=before.name, number=before.number)


def _not_taken(name: str, on: date) -> Refused:
    return Refused("document_type_ended", document=name, day=written_date(on, get_language() or ENGLISH))


def _inside_an_act() -> None:
    if not connection.in_atomic_block:
        raise RuntimeError("a step belongs to the transaction of its act")
