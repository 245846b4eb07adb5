"""The checker finds what it looks for: each fault is made by hand in a whole database, and has to be reported."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F

from accounts.models import Account
from cases.models import Case, CaseDocument
from filing.models import Acknowledgement, Batch, Claim, Decision, Submission, Upload
from icms.files.models import StoredFile
from icms.kernel.models import AuditEvent, AuditHead, IssuedDocument, OutboxJob, Sequence
from icms.lib import clock
from messaging.models import Attachment, Message
from payments.models import Payment, PaymentLine, Refund, SandboxCapture
from tests.faults import invariants
from tests.faults.scenes import Scenes
from tests.faults.stack import Stack

COPY = "decided"
MINUTE = timedelta(minutes=1)
ZEROS = "0" * 64


@pytest.fixture(scope="module")
def decided(scenes: Scenes) -> Stack:
    """Three claims accepted, one rejected, everything issued and at rest."""
    batch = scenes.filed()
    scenes.officer.accept(batch, [1, 2, 3])
    scenes.officer.reject(batch, [4])
    scenes.stack.come_to_rest()
    scenes.stack.check()
    scenes.stack.keep_copy(COPY)
    return scenes.stack


def capture(**columns: object) -> None:
    given = {"order_reference": "PY-X", "bank_reference": "SB-X", "currency": "HKD", "brand": "visa"}
    SandboxCapture.objects.create(**{**given, "cents": 100, "settles_at": clock.now(), **columns})


def refund_what_bought() -> None:
    payment = Payment.objects.get()
    taken = {"gateway_reference": payment.gateway_reference, "cents": payment.total_cents}
    Refund.objects.create(payment=payment, reason="paid_twice", received_at=clock.now(), **taken)


def tell_a_stranger() -> None:
    other = Account.objects.exclude(pk=Submission.objects.get().filer_id).first()
    Message.objects.create(
        account=other,
        event=f"case:{Case.objects.first().pk}:opened",
        template="claim_accepted",
        sent_at=clock.now(),
    )


def cut_the_trail() -> None:
    AuditEvent.objects.filter(sequence=AuditHead.objects.get().sequence)._raw_delete("default")


def lose_a_claim() -> None:
    Claim.objects.filter(position=21).update(batch=another_batch())


def another_submission() -> Submission:
    copy = Submission.objects.get()
    copy.pk, copy.reference, copy.state = None, None, "preparing"
    copy.completed_at = copy.deemed_at = None
    copy.save(force_insert=True)
    return copy


def another_batch() -> Batch:
    copy = Batch.objects.get()
    copy.submission, copy.batch_reference = another_submission(), "another"
    copy.save(force_insert=True)
    return copy


FAULTS: dict[str, tuple[str, Callable[[], object]]] = {
    "the reference is another": ("I1", lambda: Submission.objects.update(reference="T-OTHER")),
    "a file has other bytes": (
        "I1",
        lambda: StoredFile.objects.filter(uploads=Upload.objects.first()).update(sha256=ZEROS),
    ),
    "a file is gone": ("I1", lambda: Upload.objects.last().delete()),
    "a claim is gone": ("I1", lose_a_claim),
    "no acknowledgement": ("I1", lambda: Acknowledgement.objects.all().delete()),
    "the bank took more": ("I2", lambda: SandboxCapture.objects.update(cents=F("cents") + 1)),
    "the bank took money for nothing": ("I2", capture),
    "the bank took nothing": ("I2", lambda: SandboxCapture.objects.all().delete()),
    "a fee is other than what was paid": (
        "I2",
        lambda: PaymentLine.objects.filter(pk=PaymentLine.objects.first().pk).update(cents=1),
    ),
    "bought and to be refunded": ("I2", refund_what_bought),
    "a gap": ("I3", lambda: Case.objects.filter(running_number=3).update(running_number=4)),
    "the counter is ahead": ("I3", lambda: Sequence.objects.filter(name__startswith="case").update(last=4)),
    "a case without Form 3": (
        "I4",
        lambda: CaseDocument.objects.filter(document_type__code="form_3").first().delete(),
    ),
    "a form that was never issued": (
        "I4",
        lambda: IssuedDocument.objects.create(
            reference="SC-X", kind="form_1", sha256=ZEROS, issued_at=clock.now()
        ),
    ),
    "a form issued under another hash": (
        "I4",
        lambda: IssuedDocument.objects.filter(kind="form_1").update(sha256=ZEROS),
    ),
    "an acknowledgement without its PDF": (
        "I4",
        lambda: Acknowledgement.objects.update(file=None, document=None),
    ),
    "nobody is told": ("I5", lambda: Message.objects.filter(template="claim_rejected").delete()),
    "somebody else is told": ("I5", tell_a_stranger),
    "a message without its forms": ("I5", lambda: Attachment.objects.all().delete()),
    "the trail is altered": ("I6", lambda: AuditEvent.objects.filter(sequence=5).update(data="{}")),
    "the trail is cut": ("I6", cut_the_trail),
    "the deemed time moved": ("I8", lambda: Submission.objects.update(deemed_at=F("deemed_at") + MINUTE)),
    "the time of submission moved": (
        "I8",
        lambda: Submission.objects.update(completed_at=F("completed_at") - MINUTE),
    ),
    "the settlement came before the payment": (
        "I8",
        lambda: Payment.objects.update(received_at=F("received_at") - MINUTE),
    ),
    "an accepted claim is rejected": (
        "I9",
        lambda: Claim.objects.filter(position=1).update(state="rejected", case=None),
    ),
    "an act that no state allows": (
        "I9",
        lambda: AuditEvent.objects.filter(action="submission.declared").update(
            action="submission.acknowledged"
        ),
    ),
    "a decision is gone": ("I9", lambda: Decision.objects.filter(claim__position=4).delete()),
    "a job is open": (
        "I10",
        lambda: OutboxJob.objects.filter(pk=OutboxJob.objects.last().pk).update(done_at=None),
    ),
    "a job is given up without a word": (
        "I10",
        lambda: OutboxJob.objects.filter(pk=OutboxJob.objects.last().pk).update(
            done_at=None, given_up_at=clock.now()
        ),
    ),
    "a decision is never carried out": (
        "I10",
        lambda: Claim.objects.filter(position=4).update(state="submitted"),
    ),
    "money of which the portal does not know": ("I10", capture),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_in_the_rows_is_found(decided: Stack, fault: str):
    number, make = FAULTS[fault]
    [question] = [each for each in invariants.ALL if each.__name__.startswith(f"{number.lower()}_")]
    with decided.database(), transaction.atomic():
        assert list(question(decided.log)) == []
        make()
        assert list(question(decided.log)) != []
        transaction.set_rollback(True)


def flip(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-1] + b"!")


def strand(path: Path) -> None:
    """A file that the sweeper leaves alone, because it seems to be of tomorrow."""
    stranger = path.with_name("stranger")
    stranger.write_bytes(b"nobody's")
    os.utime(stranger, (time.time() + 86_400,) * 2)


@pytest.mark.parametrize("harm", [Path.unlink, flip, strand])
def test_a_fault_on_the_disk_is_found(decided: Stack, harm: Callable[[Path], None]):
    decided.reset(COPY)
    with decided.database():
        stored = CaseDocument.objects.filter(issued__isnull=False).first().issued
        harm(Path(settings.MEDIA_ROOT) / stored.path)
        found = invariants.broken(decided.log)
    assert {words.partition(":")[0] for words in found} == ({"I7"} if harm is strand else {"I4", "I7"})


def test_what_the_portal_gave_up_is_no_breach_while_staff_have_it_on_their_list(decided: Stack):
    with decided.database(), transaction.atomic():
        job = OutboxJob.objects.filter(topic="case.opened").first()
        OutboxJob.objects.filter(pk=job.pk).update(
            done_at=None, given_up_at=clock.now(), last_error="a reason"
        )
        case = job.payload["case"]
        event = f"case:{case}:opened"
        Attachment.objects.filter(message__event=event).delete()
        Message.objects.filter(event=event).delete()
        documents = CaseDocument.objects.filter(case=case)
        references = list(documents.values_list("reference", flat=True))
        documents.filter(document_type__code="form_3").delete()
        documents.update(issued=None, reference=None)
        IssuedDocument.objects.filter(pk__in=references).delete()
        questions = [each for each in invariants.ALL if not each.__name__.startswith("i7_")]
        assert [words for question in questions for words in question(decided.log)] == []
        transaction.set_rollback(True)
