"""The demo's court clock as people move it: to an opening, a closing, a time, into a storm and out of it (ALL-6).

So the main job can be tried to its end at any hour, and closing times, holidays and storms can be rehearsed. The
storm is a closure like any other: entered, and ended, by the acts of the registry in the name of the demo's officer.
"""

from __future__ import annotations

from argparse import ArgumentTypeError
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import User
from cases import seed
from cases.models import Closure, Court
from cases.office import calendar_of
from cases.rules import calendar as rules
from filing import closing
from filing.rules.moving import covers
from filing.transitions import closures
from icms.demo import COURT, OFFICER
from icms.kernel import audit
from icms.kernel.audit import Actor
from icms.kernel.court_clock import move_clock
from icms.lib import clock
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH
from icms.lib.written_time import written_time
from icms.management.commands.filing_time import moment as read_moment

BEFORE_CLOSING = timedelta(minutes=5)
SECOND = timedelta(seconds=1)
# What is filed at the last moment still has known holidays ahead for its receipt and its hearing [D].
KNOWN_AHEAD = timedelta(days=90)
STORM = Closure.Kind.BLACK_RAINSTORM


@dataclass(frozen=True)
class CourtClock:
    """The demo's registry at the court's present time, and where its clock can be moved."""

    court: Court
    now: datetime
    calendar: rules.Calendar

    @property
    def closes_at(self) -> datetime | None:
        """When the registry closes; None while it is closed."""
        return rules.closes_at(self.calendar, self.now)

    @property
    def opening(self) -> datetime | None:
        """The next opening; while it is open, the one after that. None while none is known, as in a storm."""
        after = self.now if self.closes_at is None else self.closes_at + SECOND
        return rules.next_open(self.calendar, after).at

    @property
    def closing(self) -> datetime | None:
        """Five minutes before the next closing that is not nearer than that; None while none is known."""
        opened: datetime | None = self.now if self.closes_at is not None else self.opening
        while opened is not None:
            end = rules.closes_at(self.calendar, opened)
            if end is None:
                return None
            if end - BEFORE_CLOSING > self.now:
                return end - BEFORE_CLOSING
            opened = rules.next_open(self.calendar, end + SECOND).at
        return None

    @property
    def moments(self) -> list[tuple[str, datetime]]:
        """The known ones of these two, by their names in MOVES, in the order in which they come."""
        known = (("opening", self.opening), ("closing", self.closing))
        return sorted([(name, at) for name, at in known if at is not None], key=lambda each: each[1])

    @property
    def closure(self) -> str | None:
        """The name of the closure that has the registry shut now."""
        kinds = dict(Closure.Kind.choices)
        return next((str(kinds[row.kind]) for row in self.calendar.closures if covers(row, self.now)), None)

    @property
    def storms(self) -> bool:
        """Whether a storm without a known end is on, which the banner can end."""
        return _storms().exists()

    @property
    def latest(self) -> datetime:
        """How far the clock may go: the general holidays have to be known for the time after it."""
        year = max(self.calendar.known_years, default=clock.hk(self.now).year)
        return datetime(year, 12, 31, 23, 59, tzinfo=clock.HONG_KONG) - KNOWN_AHEAD


def present() -> CourtClock | None:
    """The clock as it stands; None outside the demo, and before the courts' data are loaded."""
    court = Court.objects.filter(code=COURT).first() if settings.ICMS_DEMO else None
    return CourtClock(court, clock.now(), calendar_of(court.pk)) if court else None


def move_to(to: datetime, *, by: Actor) -> None:
    """Moves the clock to a time, and sees that sittings lie ahead of it.

    Raises Refused: clock_not_in_demo, clock_backwards, clock_too_far; ValueError for a naive time.
    """
    shown = _shown()
    move_clock(to, latest=shown.latest, by=by)
    with clock.one_reading(), transaction.atomic():
        seed.load_sessions()


def move_to_opening(*, by: Actor) -> None:
    """Moves the clock to the next opening. Raises Refused: clock_no_opening and as `move_to`."""
    move_to(_known(_shown().opening), by=by)


def move_to_closing(*, by: Actor) -> None:
    """Moves the clock to five minutes before the next closing. Raises Refused as `move_to_opening`."""
    move_to(_known(_shown().closing), by=by)


def begin_storm(*, by: Actor) -> None:
    """Every registry closes from now on, until further notice; one that is closed out of the ordinary stays so.

    The officer of the demo's cast enters it, because a closure is the registry's act; the trail also names `by`.
    """
    now = _shown().now
    _note("clock.storm_begun", by=by)
    for court in Court.objects.order_by("pk"):
        if not any(covers(row, now) for row in calendar_of(court.pk).closures):
            closures.enter(court.pk, rules.Closure(STORM, now, None), by=_officer())


def end_storm(*, by: Actor) -> None:
    """The registries that a storm has closed without a known end reopen now."""
    now = _shown().now
    _note("clock.storm_ended", by=by)
    for closure in _storms().order_by("pk"):
        was = closing.value_of(closure)
        over = rules.Closure(was.kind, was.starts_at, now)
        closures.change(closure.pk, over, seen=was, note="", by=_officer())


# What the banner and `up --at` call by name.
MOVES: dict[str, Callable[..., None]] = {
    "opening": move_to_opening,
    "closing": move_to_closing,
    "storm": begin_storm,
    "storm-over": end_storm,
}


def move(where: str, *, by: Actor) -> None:
    """Moves the clock to what a name of MOVES says, else to a written time ("2026-12-03 08:45", Hong Kong time).

    Raises Refused: clock_time_unreadable, clock_no_opening, clock_not_in_demo, clock_backwards, clock_too_far.
    """
    if where in MOVES:
        MOVES[where](by=by)
        return
    try:
        to = read_moment(where.strip())
    except ArgumentTypeError:
        raise Refused("clock_time_unreadable", wanted=where.strip()[:40]) from None
    move_to(to, by=by)


def words_after(where: str) -> str:
    """What a move has done, for the page that comes next."""
    if where == "storm":
        return _("A black rainstorm warning closes the Registries from now on.")
    if where == "storm-over":
        return _("The storm is over: the Registries are open again in their ordinary hours.")
    with clock.one_reading():
        shown = written_time(clock.now(), get_language() or ENGLISH)
    return _("The court's clock shows %(time)s now.") % {"time": shown}


@transaction.atomic(durable=True)
def _note(action: str, *, by: Actor) -> None:
    audit.record(action, "kernel.clockoffset", by=by)


def _shown() -> CourtClock:
    shown = present()
    if shown is None:
        raise Refused("clock_not_in_demo")
    return shown


def _known(moment: datetime | None) -> datetime:
    if moment is None:
        raise Refused("clock_no_opening")
    return moment


def _storms() -> QuerySet[Closure]:
    begun = Closure.objects.in_force().filter(kind=STORM, reopens_at__isnull=True)
    return begun.filter(starts_at__lte=clock.now())


def _officer() -> User:
    return User.objects.get(email=OFFICER)
