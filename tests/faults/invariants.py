"""What must hold after every fault (performance.md, section 5): ten questions, each answered by what is broken.

Truth is the clients' log of what they were told, and the bank's ledger; both are joined with the tables and the disk.
Asked at rest, when no job is open. What the portal gave up is no breach while it stands on the staff's list.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Count, Q, Sum

from cases import recipients
from cases.models import Case, CaseDocument
from cases.office import calendar_of
from filing.models import Acknowledgement, Claim, Decision, Submission, SubmittedDocument, Upload
from filing.rules.filing_time import received
from filing.states import ClaimState, SubmissionState
from icms.files.models import StoredFile
from icms.files.sweep import sweep
from icms.kernel import audit
from icms.kernel.models import AuditEvent, AuditHead, IssuedDocument, OutboxJob, Sequence
from icms.lib.clock import hk
from messaging.models import Message
from payments.models import Payment, Refund, SandboxCapture
from payments.states import PaymentState
from tests.faults.log import Log
from tests.faults.moves import impossible_moves

Question = Callable[[Log], Iterator[str]]
SLOW_WORKER = 10.0  # seconds


def broken(log: Log) -> list[str]:
    """Everything that does not hold, each with the number of its invariant."""
    return [
        f"{question.__name__[:3].strip('_').upper()}: {words}" for question in ALL for words in question(log)
    ]


def open_jobs() -> list[str]:
    """Jobs that are neither done nor on the staff's list."""
    rows = OutboxJob.objects.filter(done_at__isnull=True, given_up_at__isnull=True)
    return [f"{job} {job.payload} (attempt {job.attempts}: {job.last_error})" for job in rows]


def given_up(topic: str, name: str) -> set[object]:
    """What the jobs of this topic on the staff's list concern."""
    rows = OutboxJob.objects.filter(topic=topic, given_up_at__isnull=False)
    return {job.payload[name] for job in rows}


def i1_acknowledged_references_exist_once_with_the_clients_hashes(log: Log) -> Iterator[str]:
    """What a filer was told is there, once, with the bytes that he sent."""
    sent: dict[int, dict[str, str]] = {}
    for file in log.told("file"):
        if file["state"] == "received":
            sent.setdefault(file["submission"], {})[file["name"]] = file["sha256"]
    for submission, files in sent.items():
        if missing := files.items() - _held(submission).items():
            yield f"submission {submission} has lost what it said that it received: {missing}"
    for told in log.told("acknowledged"):
        reference = told["transaction_reference"]
        rows = list(Submission.objects.filter(reference=reference, state=SubmissionState.SUBMITTED))
        if [row.pk for row in rows] != [told["submission"]]:
            yield f"{reference} is submitted {len(rows)} times as {[row.pk for row in rows]}"
            continue
        held = _held(rows[0].pk)
        if held != sent.get(rows[0].pk, {}):
            yield f"{reference} holds other files than were sent: {set(held.items()) ^ set(sent[rows[0].pk].items())}"
        if rows[0].batch.claims.count() != told["claims"]:
            yield f"{reference} has {rows[0].batch.claims.count()} claims, {told['claims']} were sent"
        if not Acknowledgement.objects.filter(submission=rows[0]).exists():
            yield f"{reference} has no acknowledgement"


def _held(submission: int) -> dict[str, str]:
    return dict(Upload.objects.filter(submission=submission).values_list("name", "file__sha256"))


def i2_every_captured_dollar_is_a_submission_or_a_refund(log: Log) -> Iterator[str]:
    """The bank's ledger, the payments with their fees, and what they bought, agree to the cent."""
    captures = {capture.bank_reference: capture for capture in SandboxCapture.objects.all()}
    for bank_reference, capture in captures.items():
        payment = Payment.objects.filter(reference=capture.order_reference).first()
        bought = Acknowledgement.objects.filter(
            payment__gateway_reference=bank_reference, payment__state=PaymentState.PAID
        ).count()
        refunds = Refund.objects.filter(gateway_reference=bank_reference, cents=capture.cents).count()
        if bought + refunds != 1:
            yield f"{bank_reference} ({capture.cents} cents) bought {bought} submissions and {refunds} refund cases"
        if bought and payment is not None:
            fees = payment.lines.aggregate(sum=Sum("cents"))["sum"]
            if not capture.cents == payment.total_cents == fees:
                yield f"{payment}: bank {capture.cents}, payment {payment.total_cents}, fees {fees} cents"
    for payment in Payment.objects.filter(state=PaymentState.PAID):
        if payment.gateway_reference not in captures:
            yield f"{payment} is paid by {payment.gateway_reference}, of which the bank knows nothing"
    paid = {told["submission"]: told["payment"] for told in log.told("pays")}
    for told in log.told("acknowledged"):
        if not SandboxCapture.objects.filter(order_reference=paid.get(told["submission"], "")).exists():
            yield f"{told['transaction_reference']} was acknowledged and the bank took nothing"


def i3_case_numbers_are_unique_and_gapless(log: Log) -> Iterator[str]:
    """Of each kind and year every number from 1 to the last, once."""
    numbered_here = Case.objects.filter(case_type__numbered_by_portal=True)
    kinds = numbered_here.values_list("case_type__number_prefix", "year").order_by().distinct()
    for prefix, year in kinds:
        rows = Case.objects.filter(case_type__number_prefix=prefix, year=year)
        numbers = sorted(rows.values_list("running_number", flat=True))
        if numbers != list(range(1, len(numbers) + 1)):
            yield f"{prefix} {year}: {len(numbers)} cases, numbers {numbers}"
        last = Sequence.objects.filter(name=f"case:{prefix}:{year}").values_list("last", flat=True).first()
        if last != len(numbers):
            yield f"{prefix} {year}: the counter stands at {last}, {len(numbers)} cases"
    twice = [
        number
        for number, times in Counter(Case.objects.values_list("number", flat=True)).items()
        if times > 1
    ]
    if twice:
        yield f"numbers given twice: {twice}"


def i4_each_case_has_its_sealed_forms_once(log: Log) -> Iterator[str]:
    """Forms 1, 2 and 3 of a case, the PDF of an acknowledgement: each once, and the file is what the row says."""
    stuck = given_up("case.opened", "case")
    kinds = ["form_1", "form_2", "form_3"]
    for case in Case.objects.prefetch_related(
        "documents__issued", "documents__reference", "documents__document_type"
    ):
        documents = list(case.documents.all())
        issued = sorted(document.document_type.code for document in documents if document.issued_id)
        if issued != ([] if case.pk in stuck else kinds):
            yield f"{case.number} has {issued}"
        for document in documents:
            if document.issued and document.reference:
                yield from _differs(f"{case.number} {document.number}", document.issued, document.reference)
        filed = {
            document.document_type.code: document.filed_id for document in documents if document.filed_id
        }
        papers = SubmittedDocument.objects.filter(claim__case=case, upload__isnull=False)
        if filed != dict(papers.values_list("document_type__code", "upload__file")):
            yield f"{case.number} does not hold the forms that its claim was filed with"
    late = given_up("submission.completed", "submission")
    for row in Acknowledgement.objects.select_related("file", "document"):
        if row.file is None or row.document is None:
            if row.submission_id not in late:
                yield f"the acknowledgement of submission {row.submission_id} has no PDF"
        else:
            yield from _differs(f"acknowledgement of {row}", row.file, row.document)
    issued = CaseDocument.objects.filter(issued__isnull=False).count()
    drawn = Acknowledgement.objects.filter(file__isnull=False).count()
    if IssuedDocument.objects.count() != issued + drawn:
        yield f"{IssuedDocument.objects.count()} documents are issued for {issued} forms, {drawn} acknowledgements"


def _differs(what: str, stored: StoredFile, document: IssuedDocument) -> Iterator[str]:
    found = _hash(stored)
    if not found == stored.sha256 == document.sha256:
        yield f"{what}: on the disk {found}, its row {stored.sha256}, as issued {document.sha256}"


def i5_each_addressee_has_one_message_an_event(log: Log) -> Iterator[str]:
    """Nobody is told twice, and nobody is left out; a new case brings three documents at once."""
    wanted: dict[tuple[int, str], int] = {}
    for submission in Submission.objects.submitted():
        wanted[submission.filer_id, f"submission:{submission.pk}:acknowledged"] = 1
    for claim in Claim.objects.filter(state=ClaimState.REJECTED).select_related("batch__submission"):
        wanted[claim.batch.submission.filer_id, f"claim:{claim.pk}:rejected"] = 0
    stuck = given_up("case.opened", "case")
    for case in Case.objects.exclude(pk__in=stuck).select_related("filer__organisation"):
        for account in recipients.of_new_case(case, case.filer):
            wanted[account, f"case:{case.pk}:opened"] = 3
    late = given_up("submission.completed", "submission")
    events = (
        Q(event__endswith=":acknowledged") | Q(event__endswith=":rejected") | Q(event__endswith=":opened")
    )
    for message in Message.objects.filter(events).annotate(files=Count("attachments")).order_by("pk"):
        files = wanted.pop((message.account_id, message.event), None)
        if files is None:
            yield f"{message.event} went to account {message.account_id} unasked or twice"
        elif files != message.files and int(message.event.split(":")[1]) not in late:
            yield f"{message.event} carries {message.files} files, not {files}"
    for account, event in wanted:
        yield f"{event} never went to account {account}"


def i6_the_audit_chain_holds(log: Log) -> Iterator[str]:
    """Every link fits the one before it, and the head is the last one."""
    events = list(AuditEvent.objects.order_by("sequence"))
    for sequence in audit.breaks(events):
        yield f"the chain breaks at {sequence}"
    head = AuditHead.objects.values_list("sequence", "hash").first() or (0, "0" * 64)
    last = (events[-1].sequence, events[-1].hash) if events else (0, "0" * 64)
    if head != last:
        yield f"the head stands at {head}, the last link is {last}"


def i7_rows_and_files_belong_together(log: Log) -> Iterator[str]:
    """Every row has its file, whole; after the sweeper no file is without a row."""
    sweep(timedelta(0))
    root = Path(settings.MEDIA_ROOT)
    rows = {str(root / stored.path): stored for stored in StoredFile.objects.all()}
    for path, stored in rows.items():
        if (found := _hash(stored)) != stored.sha256:
            yield f"file {stored.pk} at {path}: {found or 'not there'} instead of {stored.sha256}"
    deadline = time.monotonic() + SLOW_WORKER
    while (strays := _strays(root)) and time.monotonic() < deadline:
        time.sleep(0.2)  # a worker that lost its lease may still be drawing what another one has drawn
        sweep(timedelta(0))
    for stray in strays:
        yield f"{stray} belongs to no row"


def _strays(root: Path) -> list[str]:
    files = [file for folder in ("incoming", "kept") for file in (root / folder).rglob("*") if file.is_file()]
    rows = set(StoredFile.objects.values_list("path", flat=True))
    return [name for file in files if (name := str(file.relative_to(root))) not in rows]


def i8_the_filing_time_is_the_rules(log: Log) -> Iterator[str]:
    """The court's rule, asked with the moment at which payment completed it; no retry changes what was told."""
    paying = {told["submission"]: told["at"] for told in log.told("pays")}
    moved = log.told("clock")  # the portal's clock was put forward or back, the client's was not
    for told in log.told("acknowledged"):
        row = Submission.objects.filter(pk=told["submission"], completed_at__isnull=False).first()
        payment = Payment.objects.filter(
            subject=str(told["submission"]), state=PaymentState.PAID, refund_reason=""
        ).first()
        if row is None or row.completed_at is None or payment is None or payment.received_at is None:
            yield f"{told['transaction_reference']} has no time, or no payment that bought it"
            continue
        time = received(payment.received_at, calendar_of(row.case_type.court_id))
        if (row.completed_at, row.deemed_at) != (time.submitted_at, time.deemed_at):
            yield f"{row}: {row.completed_at}, {row.deemed_at}; by the rule {time.submitted_at}, {time.deemed_at}"
        kept = [moment and hk(moment).isoformat() for moment in (row.completed_at, row.deemed_at)]
        if [told["submitted_at"], told["deemed_at"]] != kept:
            yield f"{row}: told {told['submitted_at']}, {told['deemed_at']}; now {kept}"
        if not moved and not paying.get(row.pk, 0) <= payment.received_at.timestamp() <= told["at"]:
            yield f"{row}: the payment's time {payment.received_at} is not between paying and acknowledgement"


def i9_states_move_along_the_graph(log: Log) -> Iterator[str]:
    """The audit trail tells each thing's life; every move of it is in the tables of moves, and its end is the row's."""
    yield from impossible_moves()
    for told in log.told("decided"):
        claims = Claim.objects.filter(batch__submission=told["submission"], position__in=told["positions"])
        rows = Decision.objects.filter(claim__in=claims, act=told["act"], officer__email=told["who"])
        if rows.count() != len(told["positions"]):
            yield f"{told['who']} was told that {told['act']} of {told['positions']} is decided: {rows.count()} rows"


def i10_nothing_is_stuck(log: Log) -> Iterator[str]:
    """Every job is done or on the staff's list; whatever was decided is carried out, or its job is on the list."""
    for job in open_jobs():
        yield f"still open: {job}"
    for job in OutboxJob.objects.filter(given_up_at__isnull=False, last_error=""):
        yield f"{job} is on the staff's list without a reason"
    stuck = given_up("claim.decided", "claim")
    waiting = Claim.objects.filter(decision__isnull=False, state=ClaimState.SUBMITTED).exclude(pk__in=stuck)
    for claim in waiting:
        yield f"the decision on claim {claim.pk} was never carried out"
    for capture in SandboxCapture.objects.all():
        if not Payment.objects.filter(reference=capture.order_reference, state=PaymentState.PAID).exists():
            yield f"the bank took {capture.cents} cents for {capture.order_reference}, and the portal does not know"


def _hash(stored: StoredFile) -> str:
    try:
        return hashlib.sha256((Path(settings.MEDIA_ROOT) / stored.path).read_bytes()).hexdigest()
    except OSError:
        return ""


ALL: tuple[Question, ...] = (
    i1_acknowledged_references_exist_once_with_the_clients_hashes,
    i2_every_captured_dollar_is_a_submission_or_a_refund,
    i3_case_numbers_are_unique_and_gapless,
    i4_each_case_has_its_sealed_forms_once,
    i5_each_addressee_has_one_message_an_event,
    i6_the_audit_chain_holds,
    i7_rows_and_files_belong_together,
    i8_the_filing_time_is_the_rules,
    i9_states_move_along_the_graph,
    i10_nothing_is_stuck,
)
