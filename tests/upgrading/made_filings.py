"""What has been filed in the portal of the upgrading test: batches, payments, decisions, closures (`make_rows`)."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.test import Client

from cases import sealing
from cases.models import CaseDocument, Closure, Court, HearingSession
from cases.rules import calendar as rules
from filing import transitions
from filing.models import Claim, RejectionReason, Submission
from filing.transitions import closures
from filing.transitions.decide import Acceptance, Rejection, decide
from icms.files import inspect, rehearsal
from icms.files.keep import path_of
from icms.files.models import StoredFile
from icms.files.receive import arrive
from icms.kernel import outbox
from icms.kernel.models import OutboxJob
from icms.lib import clock
from messaging import transitions as messaging_acts
from messaging.models import Message
from payments import transitions as payment_acts
from payments.gateways.sandbox import bank
from payments.models import GatewayNotice, Payment
from payments.states import PaymentState
from tests import cast
from tests.files import makers
from tests.filing import stage
from tests.payments import bench

CORPUS = Path(__file__).parents[1] / "documents" / "corpus"
At = Callable[[str], datetime]


def make(at: At) -> None:
    """Everything that parties have sent, and what the court did with it."""
    cast.load()
    _sessions()
    _being_paid(at)
    _decided(at, stage.submitted(21, 1))
    at("2026-11-19 15:00")
    undecided = stage.submitted(21, 2)
    outbox.drain()
    stage.settle(Payment.objects.get(subject=str(undecided.pk)), gateway_reference="GW-twice")
    _moved_and_waiting(at)
    _in_preparation(at)
    assert set(Payment.objects.values_list("state", flat=True)) == set(PaymentState.values)


def _sessions() -> None:
    court = Court.objects.get(code="sct")
    for number, day in enumerate((14, 15, 16), start=1):
        HearingSession.objects.create(
            court=court,
            place_en=f"Courtroom {number}",
            place_zh=f"第{number}號法庭",
            starts_at=datetime(2026, 12, day, 10, tzinfo=clock.HONG_KONG),
            capacity=60,
        )


def _decided(at: At, submission: Submission) -> None:
    """Accepted but for four claims, which are rejected; one form outstanding, one replaced by a sound copy."""
    outbox.drain()  # the acknowledgement's PDF
    for position in (5, 6):
        _unsealable(submission.uploads.get(claim__position=position, form="form_1").file)
    at("2026-11-19 14:00")
    officer = cast.person(cast.OFFICER)
    session = HearingSession.objects.get(place_en="Courtroom 2")
    decide(submission.pk, [1, 2, 3, 4, 5, 6, 7], Acceptance(session.pk), by=officer)
    for position, code in ((18, "form_not_signed"), (19, "form_not_signed")):
        reason = RejectionReason.objects.get(code=code)
        decide(submission.pk, [position], Rejection(reason.pk, "Form 2 bears no signature."), by=officer)
    last = RejectionReason.objects.exclude(code="form_not_signed").earliest("pk")
    decide(submission.pk, [20, 21], Rejection(last.pk, "See the Registry's notice."), by=officer)
    decide(submission.pk, list(range(8, 18)), Acceptance(session.pk), by=officer)
    outbox.drain()
    assert not Claim.objects.filter(submission=submission, state="submitted").exists()
    at("2026-11-19 14:30")
    document = CaseDocument.objects.exclude(outstanding="").earliest("pk")
    arrived = arrive(makers.pdf(text="A sound copy"), "copy.pdf")
    [finding] = inspect.pdfs([arrived])
    [rehearsed] = rehearsal.rehearse([arrived.temp_path])
    sealing.replace_paper(
        document.pk, (arrived, finding), notes=rehearsed.notes, reason="Printed and scanned.", by=officer
    )
    outbox.drain()
    assert CaseDocument.objects.exclude(outstanding="").count() == 1
    for message in Message.objects.order_by("pk")[:5]:
        messaging_acts.read(message.pk, by=message.account)


def _unsealable(stored: StoredFile) -> None:
    """As files were taken in before their sealing was rehearsed: other bytes under the same row."""
    data = (CORPUS / "trial-user-password.pdf").read_bytes()
    path = path_of(stored)
    path.chmod(0o600)
    path.write_bytes(data)
    stored.sha256, stored.size = hashlib.sha256(data).hexdigest(), len(data)
    stored.save(update_fields=["sha256", "size"])


def _moved_and_waiting(at: At) -> None:
    """A batch sent in the evening whose deemed time a gale moved twice, and one whose time still waits."""
    at("2026-11-19 20:00")
    stage.submitted(21, 3)
    outbox.drain()
    court, officer = Court.objects.get(code="sct"), cast.person(cast.OFFICER)
    gale = rules.Closure("gale", at("2026-11-20 08:00"), None)
    entered = closures.enter(court.pk, gale, by=officer)
    reopened = rules.Closure("gale", gale.starts_at, at("2026-11-20 12:00"))
    assert entered.closure is not None
    closures.change(entered.closure.pk, reopened, seen=gale, note="", by=officer)
    mistake = rules.Closure("directed", at("2026-11-20 14:00"), None)
    entered = closures.enter(court.pk, mistake, by=officer)
    assert entered.closure is not None
    closures.withdraw(entered.closure.pk, seen=mistake, note="Meant for another court.", by=officer)
    rain = rules.Closure("black_rainstorm", at("2026-11-23 09:30"), None)
    closures.enter(court.pk, rain, by=officer)
    at("2026-11-23 10:00")
    waiting = stage.prepared(21, 4, email=cast.COLLEAGUE)
    _by_notice(waiting)
    waiting.refresh_from_db()
    assert (waiting.state, waiting.deemed_at) == ("submitted", None)
    other = Court.objects.exclude(code="sct").earliest("pk")
    Closure.objects.create(court=other, kind="gale", starts_at=clock.now() - timedelta(hours=1))
    outbox.drain()


def _being_paid(at: At) -> None:
    """Payments that are created, sent and being asked for; the bank took another sum for the second."""
    stage.declared(stage.prepared(21, 5))
    sent = stage.declared(stage.prepared(21, 6))
    payment_acts.send_to_gateway(sent.reference, by=cast.account())
    asked = stage.declared(stage.prepared(21, 7))
    at("2026-11-19 10:10")
    payment_acts.send_to_gateway(asked.reference, by=cast.account())
    payment_acts.cancel(asked.reference, by=cast.account())
    payment_acts.settle(
        sent.reference,
        received_at=clock.now(),
        gateway_reference="GW-other-sum",
        gateway_at=None,
        brand="fps",
        amount_cents=sent.total_cents - 100,
        currency="HKD",
        by=stage.GATEWAY,
    )
    at("2026-11-19 10:20")


def _in_preparation(at: At) -> None:
    """A preparation that was paid for in vain, failed and expired; files placed, by hand too, unmatched and refused."""
    at("2026-11-20 16:00")
    submission = stage.prepared(21, 8)
    filer = cast.account()
    late = stage.declared(submission)
    payment_acts.expire(late.reference, by=stage.GATEWAY)
    submission.refresh_from_db()
    at("2026-11-23 11:00")
    stage.settle(late, gateway_reference="GW-late")
    for end in (payment_acts.fail, payment_acts.expire):
        submission.refresh_from_db()
        end(stage.declared(submission).reference, by=stage.GATEWAY)
    submission.refresh_from_db()
    one, other = submission.uploads.order_by("pk")[:2]
    transitions.remove(submission.pk, [other.pk], by=filer)
    transitions.remove(submission.pk, [submission.uploads.latest("pk").pk], by=filer)
    extra = [
        ("scan of Form 2.pdf", makers.pdf(text="By hand")),
        ("unknown.pdf", makers.pdf(text="Nowhere")),
        ("broken.pdf", b"%PDF-1.7 cut off"),
    ]
    placed = stage.receive(submission, extra)[0]
    claim = submission.claims.earliest("position")
    assert (one.claim_id, one.form) == (claim.pk, "form_1")
    transitions.place(submission.pk, placed.pk, claim_id=claim.pk, form="form_2", by=filer)
    transitions.keep_check(stage.xml(21, 9), "again.xml", into=submission.pk, by=filer)


def _by_notice(submission: Submission) -> None:
    """Paid by the gateway's notice, which came twice; others were forged, unreadable, unknown, or only counted."""
    payment = stage.declared(submission, email=cast.COLLEAGUE)
    payment_acts.send_to_gateway(payment.reference, by=cast.account(cast.COLLEAGUE))
    order = bank.BankOrder(payment.reference, payment.total_cents, "HKD", ("visa",))
    capture, _new = bank.capture(order, "visa")
    feed = bench.notice(payment, PayRef=capture.bank_reference)
    browser = Client()
    for each in (feed, feed, {**feed, "PayRef": "forged"}, {"Ref": "nothing"}):
        bench.post(browser, each)
    payment.reference = "PY2026-UNKNOWN"
    bench.post(browser, bench.notice(payment, PayRef="SB-unknown"))
    GatewayNotice.objects.create(
        received_at=clock.now().replace(minute=0), source="sandbox", outcome="counted", times=7
    )


def leave_jobs() -> None:
    """Two decisions that are not carried out yet, of which a worker holds one; a job given up; an admin's own entry."""
    moved = Submission.objects.get(moves__cause__code="reopened")
    session = HearingSession.objects.get(place_en="Courtroom 3")
    decide(moved.pk, [1, 2], Acceptance(session.pk), by=cast.person(cast.OFFICER))
    held = OutboxJob.objects.filter(topic="claim.decided").latest("pk")
    held.leased_until, held.attempts = clock.now() + timedelta(minutes=2), 1
    held.save(update_fields=["leased_until", "attempts"])
    moment = clock.now()
    OutboxJob.objects.create(
        topic="lost",
        created_at=moment,
        due_at=moment,
        attempts=3,
        given_up_at=moment,
        last_error="LookupError",
    )
    court = Court.objects.get(code="sct")
    LogEntry.objects.create(
        user=cast.person(cast.OFFICER),
        content_type=ContentType.objects.get_for_model(Court),
        object_id=str(court.pk),
        object_repr=str(court),
        action_flag=CHANGE,
        change_message="[]",
    )
