"""A registry is closed and reopens: the closure is recorded and the filings in it are moved, in one act (TIM-3, A40).

Dangerous, so: nothing else ever changes a deemed time of receipt that was given. Limitation periods hang on it, so
each move is a row, an audit link and a message to the filer, in the transaction that records the closure.

Locks: the court's row first, which every completion takes too before it reads the calendar; then the submissions,
their claims, their cases; the audit chain last. A completion holds its own submission while it waits for the court,
but that one is not submitted yet, so no closure waits for it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from accounts import roles
from accounts.models import User
from cases import calendar_words
from cases import transitions as case_transitions
from cases.models import Closure
from cases.rules import calendar as rules
from filing import closing, filing_kind
from filing.closing import Planned
from filing.filing_kind import FilingKind
from filing.models import DeemedTimeMove, Submission
from filing.rules.moving import Change
from filing.transitions.locks import hold_calendar, locked_in_order
from icms.kernel import audit
from icms.lib import clock
from icms.lib.errors import Refused
from messaging import notices


@dataclass(frozen=True)
class Done:
    """What an act did: the closure (None for filling what waited), and how many filings have another deemed time."""

    closure: Closure | None
    moved: int


@transaction.atomic(durable=True)
def enter(court_id: int, wanted: rules.Closure, *, by: User) -> Done:
    """Records a closure, also late, and moves every filing whose completion or deemed time lies in it.

    The same closure again (double click) changes nothing. Raises Refused: may_not_close and what `closing.check`
    refuses.
    """
    _may(by)
    hold_calendar(court_id)
    wanted = _whole(wanted)
    same = Closure.objects.in_force().filter(court=court_id, **_columns(wanted)).first()
    if same is not None:
        return Done(same, 0)
    closing.check(court_id, wanted)
    closure = Closure.objects.create(court_id=court_id, **_columns(wanted))
    return _moved(closure, Change(None, wanted), "entered", by=by, note="")


@transaction.atomic(durable=True)
def change(closure_id: int, wanted: rules.Closure, *, seen: rules.Closure, note: str, by: User) -> Done:
    """Records the reopening of a closure, or corrects it, and moves every filing that it concerned or concerns.

    `seen` is the closure as the officer saw it. A correction (more than a first reopening) needs a note that says why.
    Raises Refused: may_not_close, closure_withdrawn, closure_changed_meanwhile, closure_note_missing and what
    `closing.check` refuses.
    """
    _may(by)
    closure, old = _held(closure_id)
    wanted = _whole(wanted)
    if old == wanted:
        return Done(closure, 0)
    if old != _whole(seen):
        raise Refused("closure_changed_meanwhile")
    ends = old.reopens_at is None and (old.kind, old.starts_at) == (wanted.kind, wanted.starts_at)
    if not ends and not note.strip():
        raise Refused("closure_note_missing")
    closing.check(closure.court_id, wanted, instead_of=closure)
    closure.kind, closure.starts_at, closure.reopens_at = wanted.kind, wanted.starts_at, wanted.reopens_at
    closure.save(update_fields=["kind", "starts_at", "reopens_at"])
    return _moved(closure, Change(old, wanted), "reopened" if ends else "corrected", by=by, note=note)


@transaction.atomic(durable=True)
def withdraw(closure_id: int, *, seen: rules.Closure, note: str, by: User) -> Done:
    """A closure recorded by mistake counts no more; what it moved is worked out without it. The record keeps it.

    Raises Refused: may_not_close, closure_changed_meanwhile, closure_note_missing. A second time changes nothing.
    """
    _may(by)
    closure = _locked(closure_id)
    old = _whole(closing.value_of(closure))
    if closure.withdrawn_at is not None:
        return Done(closure, 0)
    if old != _whole(seen):
        raise Refused("closure_changed_meanwhile")
    if not note.strip():
        raise Refused("closure_note_missing")
    closure.withdrawn_at = clock.now()
    closure.save(update_fields=["withdrawn_at"])
    return _moved(closure, Change(old, None), "withdrawn", by=by, note=note)


@transaction.atomic(durable=True)
def fill_waiting(court_id: int, *, by: User) -> Done:
    """Works out the deemed times that wait, after missing holidays or hours were entered; given ones stay (TIM-4)."""
    _may(by)
    hold_calendar(court_id)
    rows = locked_in_order(closing.waiting_at(court_id))
    planned = closing.plan_waiting(court_id, rows=[row for row in rows if row.deemed_at is None])
    audits = _write(planned, None, {"code": "completed"})
    if audits:
        audit.record_many(audits, by=by)
    return Done(None, len(audits))


def _moved(closure: Closure, changed: Change, code: str, *, by: User, note: str) -> Done:
    """Moves what a change concerns, tells the filers, and records the whole."""
    standing = changed.new or changed.old
    if standing is None:
        raise ValueError("a change is of a closure")
    rows = locked_in_order(closing.candidates(closure.court_id, changed))
    planned = closing.plan(closure.court_id, changed, rows=rows)
    cause = {"code": code, **closing.told(standing)}
    audits = _write(planned, closure, cause)
    moved = len(audits)
    before = closing.told(changed.old) if changed.old else None
    data = {"closure": cause, "before": before, "note": note.strip(), "moved": moved}
    closure_link = audit.Record(f"closure.{code}", audit.name_of(closure), data)
    audit.record_many([closure_link, *audits], by=by)
    return Done(closure, moved)


def _write(planned: Sequence[Planned], closure: Closure | None, cause: dict[str, Any]) -> list[audit.Record]:
    """Writes times, reasons, moves, cases and messages; returns a link of the trail for each filing that moved."""
    changing = [row for row in planned if row.time is not None]
    before = {row.submission.pk: row.submission.deemed_at for row in changing}
    moving = [row for row in changing if row.moves]
    for row in changing:
        if row.time is not None:
            row.submission.reasons = [calendar_words.as_json(reason) for reason in row.time.reasons]
            row.submission.deemed_at = row.time.deemed_at
    Submission.objects.bulk_update(
        [row.submission for row in changing], ["deemed_at", "reasons"], batch_size=100
    )
    moment = clock.now()
    moves = DeemedTimeMove.objects.bulk_create(
        DeemedTimeMove(
            submission=row.submission,
            closure=closure,
            moved_at=moment,
            before=before[row.submission.pk],
            after=row.submission.deemed_at,
            cause=cause,
        )
        for row in moving
    )
    moved = [row.submission for row in moving]
    cases, parameters = _move_cases(moved), _parameters_of(moved)
    for move in moves:
        _send(move, parameters[move.submission_id])
    return [_record(move, parameters[move.submission_id], cases[move.submission_id]) for move in moves]


def _move_cases(submissions: Sequence[Submission]) -> dict[int, list[str]]:
    """Cases opened from the filings get the new time; the numbers by submission."""
    opened = _by_kind(submissions, lambda kind, ids: kind.cases(ids, lock=True))
    by_time: dict[datetime, list[int]] = defaultdict(list)
    for submission in submissions:
        if submission.deemed_at is not None:
            by_time[submission.deemed_at] += opened.get(submission.pk, ())
    numbers = case_transitions.move_deemed_times(by_time)
    return {
        row.pk: [numbers[case] for case in opened.get(row.pk, ()) if row.deemed_at] for row in submissions
    }


def _parameters_of(submissions: Sequence[Submission]) -> dict[int, dict[str, Any]]:
    """What the messages name each submission by, as its kind words it."""
    return _by_kind(submissions, lambda kind, ids: kind.parameters(ids))


def _by_kind(
    submissions: Sequence[Submission], ask: Callable[[FilingKind, list[int]], Mapping[int, Any]]
) -> dict[int, Any]:
    """Asks each kind once for all its submissions; the answers by submission."""
    of_kind: dict[str, list[Submission]] = defaultdict(list)
    for submission in submissions:
        of_kind[submission.kind].append(submission)
    answers: dict[int, Any] = {}
    for rows in of_kind.values():
        answers |= ask(filing_kind.of(rows[0]), [row.pk for row in rows])
    return answers


def _send(move: DeemedTimeMove, parameters: dict[str, Any]) -> None:
    """Writes the filer's message; paper of a person without an account has none."""
    submission = move.submission
    if submission.filer_id is None:
        return
    notices.send(
        filing_kind.of(submission).time_moved,
        event=f"time_move:{move.pk}",
        to=[submission.filer_id],
        params=_params(move, parameters),
    )


def _params(move: DeemedTimeMove, parameters: dict[str, Any]) -> dict[str, Any]:
    """What the message says, and what the trail holds of it."""
    submission = move.submission
    return {
        "reference": submission.reference,
        **parameters,
        "submitted_at": submission.completed_at.isoformat() if submission.completed_at else None,
        "before_at": move.before.isoformat() if move.before else None,
        "after_at": move.after.isoformat() if move.after else None,
        "cause": move.cause,
    }


def _record(move: DeemedTimeMove, parameters: dict[str, Any], cases: Sequence[str]) -> audit.Record:
    """What the trail holds of one filing that moved: both times, why, and the cases opened from it already."""
    data = {**_params(move, parameters), "cases": cases}
    return audit.Record("submission.time_moved", audit.name_of(move.submission), data)


def _may(by: User) -> None:
    if not roles.may_close_registry(by):
        raise Refused("may_not_close")


def _locked(closure_id: int) -> Closure:
    """The closure, while its court's calendar is held. Raises Closure.DoesNotExist."""
    hold_calendar(Closure.objects.values_list("court_id", flat=True).get(pk=closure_id))
    return Closure.objects.select_for_update(of=("self",), no_key=True).get(pk=closure_id)


def _held(closure_id: int) -> tuple[Closure, rules.Closure]:
    closure = _locked(closure_id)
    if closure.withdrawn_at is not None:
        raise Refused("closure_withdrawn")
    return closure, _whole(closing.value_of(closure))


def _columns(wanted: rules.Closure) -> dict[str, Any]:
    return {"kind": wanted.kind, "starts_at": wanted.starts_at, "reopens_at": wanted.reopens_at}


def _whole(closure: rules.Closure) -> rules.Closure:
    """In whole seconds; raises ValueError for naive times."""
    end = closure.reopens_at
    return rules.Closure(closure.kind, rules.whole(closure.starts_at), rules.whole(end) if end else None)
