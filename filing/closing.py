"""What a closure of a registry would do, before anybody does it: its faults, and every filing that it concerns (TIM-3).

The act reads with the same functions while it holds the calendar, so that the list on the page and what is then moved
are told by one rule.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from cases import calendar_words
from cases.models import Case, Closure
from cases.office import calendar_of
from cases.rules import calendar as rules
from filing import closure_words, filing_kind
from filing.filing_kind import FilingKind
from filing.models import DeemedTimeMove, Submission
from filing.querysets import SubmissionQuerySet
from filing.rules import moving
from filing.rules.filing_time import FilingTime
from filing.rules.moving import Change
from icms.lib import clock
from icms.lib.errors import Refused

# [D] Further away than this, a day or a year was most likely mistyped.
LATEST_ENTRY = timedelta(days=366)
EARLIEST_ENTRY = timedelta(days=60)
LONGEST = timedelta(days=366)


@dataclass(frozen=True)
class Planned:
    """A filing that a change concerns, with its time under the new calendar; `time` is None where nothing changes."""

    submission: Submission
    time: FilingTime | None

    @property
    def moves(self) -> bool:
        """Whether the deemed time itself becomes another."""
        return self.time is not None and self.time.deemed_at != self.submission.deemed_at

    @property
    def after(self) -> datetime | None:
        """The deemed time after the change; None: waiting."""
        return self.time.deemed_at if self.time else self.submission.deemed_at


def value_of(closure: Closure) -> rules.Closure:
    """A row as the rules know it."""
    return rules.Closure(closure.kind, closure.starts_at, closure.reopens_at)


def check(court_id: int, wanted: rules.Closure, *, instead_of: Closure | None = None) -> None:
    """Raises Refused for a closure that cannot be: closure_reopens_before_it_starts, closure_too_long_ago,
    closure_too_far_ahead, closure_too_long, closure_overlaps. Raises ValueError for naive times."""
    start, end, now = rules.whole(wanted.starts_at), wanted.reopens_at, clock.now()
    if end is not None and rules.whole(end) <= start:
        raise Refused("closure_reopens_before_it_starts")
    begins_anew = instead_of is None or instead_of.starts_at != wanted.starts_at
    if begins_anew and start < now - LATEST_ENTRY:
        raise Refused("closure_too_long_ago", days=LATEST_ENTRY.days)
    if begins_anew and start > now + EARLIEST_ENTRY:
        raise Refused("closure_too_far_ahead", days=EARLIEST_ENTRY.days)
    if end is not None and end - start > LONGEST:
        raise Refused("closure_too_long", days=LONGEST.days)
    others = Closure.objects.in_force().filter(court=court_id)
    for other in others.exclude(pk=instead_of.pk) if instead_of else others:
        if moving.overlap(value_of(other), wanted):
            raise Refused("closure_overlaps", closure=closure_words.span(told(value_of(other))))


def told(closure: rules.Closure) -> dict[str, str | None]:
    """A closure as causes and messages carry it: plain values, times in ISO form."""
    end = closure.reopens_at
    return {
        "kind": closure.kind,
        "starts_at": rules.whole(closure.starts_at).isoformat(),
        "reopens_at": rules.whole(end).isoformat() if end else None,
    }


def plan(court_id: int, change: Change, *, rows: Iterable[Submission] | None = None) -> list[Planned]:
    """Every filing that a change of a closure concerns, oldest first. `rows` are the candidates, if locked already."""
    calendar = moving.after(calendar_of(court_id), change)
    planned = []
    for submission in candidates(court_id, change) if rows is None else rows:
        filed = _filed(submission)
        if moving.concerns(filed, change):
            planned.append(Planned(submission, moving.moved(filed, calendar)))
    return planned


def plan_waiting(court_id: int, *, rows: Iterable[Submission] | None = None) -> list[Planned]:
    """Every filing whose deemed time waits, with its time under the calendar as it stands now (TIM-4)."""
    calendar = calendar_of(court_id)
    waiting = waiting_at(court_id) if rows is None else rows
    return [Planned(submission, moving.moved(_filed(submission), calendar)) for submission in waiting]


def candidates(court_id: int, change: Change) -> list[Submission]:
    """The filings of a court between whose completion and receipt some of the closure lies."""
    rows = _of_court(court_id)
    wanted = Q(pk__in=[])
    for closure in change.closures:
        wanted |= Q(pk__in=rows.crossing(closure.starts_at, closure.reopens_at).values("pk"))
    return list(rows.filter(wanted))


def waiting_at(court_id: int) -> list[Submission]:
    """The filings of a court whose deemed time waits, oldest first."""
    return list(_of_court(court_id).submitted().filter(deemed_at__isnull=True))


def moves_of(submission: Submission) -> list[DeemedTimeMove]:
    """How the deemed time of a filing came to be what it is, oldest first."""
    return list(submission.moves.order_by("pk"))


def opened_from(planned: Iterable[Planned]) -> list[tuple[Planned, Case]]:
    """The cases that exist already of filings that move: their documents have been issued with the old time."""
    rows = [row for row in planned if row.moves]
    of_kind: dict[FilingKind, list[int]] = defaultdict(list)
    for row in rows:
        of_kind[filing_kind.of(row.submission)].append(row.submission.pk)
    opened: dict[int, Sequence[int]] = {}
    for kind, ids in of_kind.items():
        opened |= kind.cases(ids)
    wanted = [case for ids in opened.values() for case in ids]
    cases = Case.objects.prefetch_related("hearings__session").in_bulk(wanted)
    return [(row, cases[case]) for row in rows for case in opened.get(row.submission.pk, ())]


def hearing_of(case: Case) -> datetime | None:
    """When a case is heard; the hearings are prefetched."""
    return max((hearing.session.starts_at for hearing in case.hearings.all()), default=None)


def _of_court(court_id: int) -> SubmissionQuerySet:
    rows = Submission.objects.filter(court=court_id).order_by("completed_at", "pk")
    return rows.select_related("organisation", "filer__user", "filer__organisation")


def _filed(submission: Submission) -> moving.Filed:
    if submission.completed_at is None:
        raise ValueError("only what was submitted has a time")
    reasons = tuple(calendar_words.from_json(row) for row in submission.reasons)
    return moving.Filed(rules.whole(submission.completed_at), _whole(submission.deemed_at), reasons)


def _whole(moment: datetime | None) -> datetime | None:
    return rules.whole(moment) if moment else None
