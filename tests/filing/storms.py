"""The registry's closures on the stage: filings complete at a Hong Kong time, and closures recorded by an officer."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from cases.models import Closure, Court
from cases.rules import calendar as rules
from filing.models import Submission
from filing.transitions import closures as acts
from filing.transitions.closures import Done
from filing.transitions.complete import finish
from filing.transitions.locks import locked
from icms.kernel import audit
from icms.lib.clock import HONG_KONG
from payments.models import Payment
from tests.filing import registry, stage


def hk(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HONG_KONG)


def filed_at(text: str, seed: int = 1) -> Submission:
    """A submission without forms and with nothing to pay, completed at that Hong Kong time by the step itself."""
    submission = stage.prepared(21, seed, with_forms=False)
    with transaction.atomic():
        link = finish(locked(submission.pk), completed_at=hk(text), payment=None)
        audit.record_many([link], by=stage.GATEWAY)
    submission.refresh_from_db()
    return submission


def settled_at(text: str, seed: int = 1) -> Submission:
    """A submission whose payment was opened a minute before it was settled at that Hong Kong time."""
    moment = hk(text)
    submission = stage.prepared(21, seed)
    payment = stage.declared(submission)
    Payment.objects.filter(pk=payment.pk).update(opened_at=moment - timedelta(minutes=1))
    stage.settle(payment, received_at=moment)
    submission.refresh_from_db()
    return submission


def court() -> Court:
    return Court.objects.get(code="sct")


def storm(starts: str, reopens: str | None = None, kind: str = "gale") -> rules.Closure:
    return rules.Closure(kind, hk(starts), hk(reopens) if reopens else None)


def enter(starts: str, reopens: str | None = None, kind: str = "gale") -> Done:
    return acts.enter(court().pk, storm(starts, reopens, kind), by=registry.officer())


def row() -> Closure:
    return Closure.objects.get()


def seen(closure: Closure) -> rules.Closure:
    return rules.Closure(closure.kind, closure.starts_at, closure.reopens_at)


def change(
    closure: Closure, starts: str, reopens: str | None, note: str = "", kind: str | None = None
) -> Done:
    wanted = storm(starts, reopens, kind or closure.kind)
    return acts.change(closure.pk, wanted, seen=seen(closure), note=note, by=registry.officer())


def withdraw(closure: Closure, note: str = "The signal was for another day.") -> Done:
    return acts.withdraw(closure.pk, seen=seen(closure), note=note, by=registry.officer())


def deemed(submission: Submission) -> datetime | None:
    return Submission.objects.values_list("deemed_at", flat=True).get(pk=submission.pk)
