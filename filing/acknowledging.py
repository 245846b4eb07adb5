"""An acknowledgement as its page and its PDF show it (A5, A39; BLK-10, TIM-5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from cases import calendar_words
from cases.rules.calendar import Reason
from filing import closing, closure_words, filing_kind
from filing.filing_kind import Figure
from filing.models import Acknowledgement, DeemedTimeMove, Submission
from icms.lib import clock
from icms.lib.clock import hk


@dataclass(frozen=True)
class Moved:
    """How a deemed time was changed: when, from and to which time (None: waiting), and why in words (TIM-3)."""

    when: datetime
    before: datetime | None
    after: datetime | None
    why: str


@dataclass(frozen=True)
class Shown:
    """The figures of an acknowledgement. Money is in cents, times are aware."""

    submission: Submission
    acknowledgement: Acknowledgement
    heading: str
    figures: Sequence[Figure]
    after: Sequence[str | Promise]
    provisional: bool
    explanation: list[str]
    moves: list[Moved]

    @property
    def issued_before_a_move(self) -> bool:
        """Whether the PDF was issued with a time that has changed since."""
        document = self.acknowledgement.document
        return document is not None and any(move.when >= document.issued_at for move in self.moves)

    @property
    def waiting(self) -> bool:
        """Whether the deemed time cannot be told yet (TIM-3, TIM-4)."""
        return self.submission.deemed_at is None

    @property
    def moved(self) -> bool:
        """Whether the deemed time is another than that of submission."""
        return self.submission.deemed_at not in (None, self.submission.completed_at)

    @property
    def total_cents(self) -> int:
        """What was paid; 0 where nothing was to pay (FEE-4)."""
        payment = self.acknowledgement.payment
        return payment.total_cents if payment else 0


def shown(submission: Submission) -> Shown:
    """The acknowledgement of a submission that has one; its reasons in the active language."""
    acknowledgement = Acknowledgement.objects.select_related("payment", "file", "document").get(
        submission=submission
    )
    deemed, kind = submission.deemed_at, filing_kind.of(submission)
    return Shown(
        submission=submission,
        acknowledgement=acknowledgement,
        heading=kind.heading(submission),
        figures=kind.figures(submission),
        after=kind.after,
        provisional=deemed is not None and deemed > clock.now(),
        explanation=_explanation(submission),
        moves=moves_of(submission),
    )


def moves_of(submission: Submission) -> list[Moved]:
    """How the deemed time came to be what it is, oldest first, in the active language."""
    return [in_words(move) for move in closing.moves_of(submission)]


def in_words(move: DeemedTimeMove) -> Moved:
    """One change of a deemed time, in the active language."""
    return Moved(move.moved_at, move.before, move.after, closure_words.cause(move.cause))


def _reasons(submission: Submission) -> list[Reason]:
    return [calendar_words.from_json(row) for row in submission.reasons]


def _explanation(submission: Submission) -> list[str]:
    """Why the deemed time is what it is, as it was found on the day, sentence by sentence."""
    if submission.completed_at is None:
        raise ValueError("only what was submitted has a time")
    return calendar_words.explain(submission.completed_at, submission.deemed_at, _reasons(submission))


def why_as_json(found: Shown) -> dict[str, Any]:
    """ "Why this time" for programs: Hong Kong times in ISO 8601, whole seconds (TIM-5)."""
    submission, payment = found.submission, found.acknowledgement.payment
    return {
        "transaction_reference": submission.reference,
        "declared_at": _iso(submission.declared_at),
        "payment_opened_at": _iso(payment.opened_at if payment else None),
        "payment_time_by_gateway": _iso(payment.gateway_at if payment else None),
        "payment_settled_at": _iso(payment.received_at if payment else None),
        "submitted_at": _iso(submission.completed_at),
        "deemed_at": _iso(submission.deemed_at),
        "provisional": found.provisional,
        "reasons": [
            {**calendar_words.as_json(reason), "words": calendar_words.words(reason)}
            for reason in _reasons(submission)
        ],
        "moves": [
            {"at": _iso(move.when), "before": _iso(move.before), "after": _iso(move.after), "words": move.why}
            for move in found.moves
        ],
    }


def _iso(moment: datetime | None) -> str | None:
    return hk(moment).replace(microsecond=0).isoformat() if moment else None
