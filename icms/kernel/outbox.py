"""The job table: what must not be lost is a row written in the act; the broker only rings the bell (ALL-5).

What can go wrong, and why it does not: a worker may die at any moment, so a job is leased, not taken, and its
effect and its done mark are one transaction; a broker may lose or double a message, so a message carries nothing
but "look"; a poison job may kill its worker each time, so attempts are counted before the work starts; a server that
a job needs may be away for hours, so such a job waits (`NotYet`) and is not given up for it; clocks differ and step, so
leases go by the database's clock, and a time that lies further ahead than any can is past (F14). The demo's court
time may jump: leases and due times go by real time, so a jump takes no job from the worker that holds it (ADR 17).
"""

from __future__ import annotations

import _thread
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, models, transaction
from django.db.models import Q
from django.db.models.functions import Now

from icms.kernel.crash_points import crash
from icms.kernel.models import OutboxJob
from icms.lib import clock

logger = logging.getLogger("icms.outbox")

Payload = dict[str, Any]
Prepare = Callable[[Payload], Any]
Effect = Callable[[Payload, Any], None]

LEASE = timedelta(seconds=settings.JOB_LEASE_SECONDS)
ATTEMPTS = 3
PAUSE = timedelta(seconds=settings.JOB_PAUSE_SECONDS)
# No job is due later than this: what lies further ahead was written by a clock that has been put back since.
LONGEST_WAIT = max(timedelta(minutes=15), PAUSE * ATTEMPTS)


class NotYet(Exception):
    """What a job needs is away (a server, say): it comes back `until` then. That is no failure and is not counted.

    `until` is a moment of the court's time. The job comes back sooner where that is further away than LONGEST_WAIT.
    """

    def __init__(self, until: datetime) -> None:
        super().__init__(f"not before {until:%Y-%m-%d %H:%M:%S}")
        self.until = until


@dataclass(frozen=True)
class Handler:
    """`prepare` does the slow work with no transaction open; `effect` records its result."""

    effect: Effect
    prepare: Prepare | None


_handlers: dict[str, Handler] = {}
_bell: Callable[[], None] | None = None
_ringing = threading.BoundedSemaphore(4)


def handles(topic: str, *, prepare: Prepare | None = None) -> Callable[[Effect], Effect]:
    """Registers the one handler of a topic; raises ValueError for a second one."""

    def register(effect: Effect) -> Effect:
        if topic in _handlers:
            raise ValueError(f"the topic {topic!r} has a handler already")
        _handlers[topic] = Handler(effect, prepare)
        return effect

    return register


def topics() -> frozenset[str]:
    """Every topic that has a handler."""
    return frozenset(_handlers)


def hang_bell(ring: Callable[[], None]) -> None:
    """Tells the outbox how to wake the workers (the root does; the kernel knows no broker)."""
    global _bell
    _bell = ring


def emit(topic: str, **payload: Any) -> OutboxJob:
    """Writes a job. It is part of the caller's act: raises RuntimeError outside a transaction."""
    return emit_many(topic, [payload])[0]


def emit_many(topic: str, payloads: list[Payload]) -> list[OutboxJob]:
    """Writes one job for each payload, and rings the bell once after the commit."""
    if not connection.in_atomic_block:
        raise RuntimeError("a job belongs to the transaction of the act that causes it")
    moment, due = clock.now(), _shared_now()
    jobs = [OutboxJob(topic=topic, payload=payload, created_at=moment, due_at=due) for payload in payloads]
    transaction.on_commit(ring)
    return OutboxJob.objects.bulk_create(jobs)


def ring() -> None:
    """Wakes the workers from a thread of its own: no request ever waits for the broker. Dropped when busy.

    `threading.Thread.start` would wait until the thread has run, which is often until it waits for the broker.
    """
    crash("bell.before")
    if _bell is None or not _ringing.acquire(blocking=False):
        return

    def run(bell: Callable[[], None]) -> None:
        try:
            bell()
        except Exception:
            logger.warning("the bell did not ring; the sweep will find the jobs", exc_info=True)
        finally:
            _ringing.release()

    _thread.start_new_thread(run, (_bell,))


def claim() -> OutboxJob | None:
    """Leases the oldest due job to this worker, in one statement that is committed at once; None without one.

    Workers that claim in the same moment pass over one another's jobs; SQLite lets them in one by one.
    """
    moment = _shared_now()
    free = Q(leased_until__isnull=True) | _past("leased_until", moment, LEASE * 2)
    due = _past("due_at", moment, LONGEST_WAIT)
    waiting = OutboxJob.objects.filter(free, due, done_at__isnull=True, given_up_at__isnull=True)
    return next(iter(OutboxJob.objects.raw(*_lease(waiting.order_by("due_at", "id")[:1], moment))), None)


def run(job: OutboxJob) -> bool:
    """Does a leased job: slow work first, then effect and done mark in one transaction. True when it is done."""
    if job.attempts > ATTEMPTS:
        _give_up(job, "the worker did not come back")
        return False
    handler = _handlers.get(job.topic)
    crash("outbox.claimed", job.topic)
    try:
        if handler is None:
            raise LookupError(f"no handler for the topic {job.topic!r}")
        with clock.one_reading():
            if not _done_at_once(job, handler):
                return False
    except NotYet as later:
        _put_off(job, later.until)
        return False
    except Exception as error:
        logger.exception("job %s (%s) failed", job.pk, job.topic)
        _put_back(job, f"{type(error).__name__}: {error}")
        return False
    crash("outbox.committed", job.topic)
    return True


def _done_at_once(job: OutboxJob, handler: Handler) -> bool:
    """The work of a job. False when it has another holder by now."""
    prepared = handler.prepare(job.payload) if handler.prepare else None
    crash("outbox.prepared", job.topic)
    with transaction.atomic(durable=True):
        if not _fence(job):
            return False
        crash("outbox.fenced", job.topic)
        handler.effect(job.payload, prepared)
        crash("outbox.effect_done", job.topic)
    return True


def drain(limit: int = 10_000) -> int:
    """Does due jobs until none is left or `limit` were tried; returns how many were done."""
    return sum(_tried(limit))


def handful(limit: int) -> bool:
    """Does at most `limit` due jobs; True when there may be more, whether or not those that were tried succeeded."""
    return len(list(_tried(limit))) == limit


def _tried(limit: int) -> Iterator[bool]:
    for _ in range(limit):
        job = claim()
        if job is None:
            break
        yield run(job)


def at_first_try(topic: str, key: str, values: Sequence[Any], *, within: timedelta) -> bool:
    """Whether an open job of the topic, with one of these values in its payload, was not tried yet or is being tried
    for the first time, begun no longer ago than `within`. One statement."""
    begun = Q(attempts=1, leased_until__gt=_shared_now() + LEASE - within)
    jobs = OutboxJob.objects.filter(topic=topic, done_at__isnull=True, given_up_at__isnull=True)
    return jobs.filter(Q(attempts=0) | begun, **{f"payload__{key}__in": list(values)}).exists()


def retry(job_id: int) -> None:
    """Gives a given-up job three new attempts (staff do, and what mends its cause); rings after the commit."""
    fresh = {"attempts": 0, "given_up_at": None, "leased_until": None, "due_at": _shared_now()}
    OutboxJob.objects.filter(pk=job_id, given_up_at__isnull=False).update(**fresh)
    transaction.on_commit(ring)


def look_now() -> None:
    """A step: jobs that wait for their time are due now, for the court's time has jumped; rings after the commit.

    What a worker holds stays as it is: it is done by that worker alone.
    """
    open_jobs = OutboxJob.objects.filter(done_at__isnull=True, given_up_at__isnull=True)
    open_jobs.filter(leased_until__isnull=True, due_at__gt=_shared_now()).update(due_at=_shared_now())
    transaction.on_commit(ring)


def _shared_now() -> datetime | Now:
    """The moment by the clock that all workers share: the database's; SQLite has none but this machine's."""
    return Now() if connection.vendor == "postgresql" else clock.real_now()


def _lease(oldest: models.QuerySet[OutboxJob], moment: datetime | Now) -> tuple[str, list[Any]]:
    """The statement that leases a job from this moment on and returns it, and its values. Django words no UPDATE that
    returns rows, and no lock for a part of one.
    """
    which, values = oldest.values("pk").query.sql_with_params()
    until: Any = LEASE
    if isinstance(moment, datetime):
        end, until = "%s", connection.ops.adapt_datetimefield_value(moment + LEASE)
    else:
        end, which = "STATEMENT_TIMESTAMP() + %s", f"{which} FOR UPDATE SKIP LOCKED"
    table = connection.ops.quote_name(OutboxJob._meta.db_table)
    change = f"leased_until = {end}, attempts = attempts + 1"
    return f"UPDATE {table} SET {change} WHERE id = ({which}) RETURNING *", [until, *values]  # noqa: S608 - our own text


def _past(field: str, moment: datetime | Now, most: timedelta) -> Q:
    """Past, or further ahead than anybody ever sets it: the clock was put back since, and nobody waits for that."""
    return Q(**{f"{field}__lte": moment}) | Q(**{f"{field}__gt": moment + most})


def _fence(job: OutboxJob) -> bool:
    """Marks the job done if this worker still holds it: a worker that was too slow changes nothing."""
    mine = OutboxJob.objects.filter(pk=job.pk, done_at__isnull=True, leased_until=job.leased_until)
    return bool(mine.update(done_at=clock.now(), last_error=""))


def _put_off(job: OutboxJob, until: datetime) -> None:
    """The attempt does not count: the worker lives, and a server that is down for hours poisons nothing."""
    wait = min(max(until - clock.now(), timedelta(0)), LONGEST_WAIT)
    mine = OutboxJob.objects.filter(pk=job.pk, leased_until=job.leased_until, done_at__isnull=True)
    mine.update(leased_until=None, due_at=_shared_now() + wait, attempts=job.attempts - 1)


def _put_back(job: OutboxJob, error: str) -> None:
    if job.attempts >= ATTEMPTS:
        _give_up(job, error)
        return
    mine = OutboxJob.objects.filter(pk=job.pk, leased_until=job.leased_until, done_at__isnull=True)
    mine.update(leased_until=None, due_at=_shared_now() + PAUSE * job.attempts, last_error=error[:2000])


def _give_up(job: OutboxJob, error: str) -> None:
    mine = OutboxJob.objects.filter(pk=job.pk, leased_until=job.leased_until, done_at__isnull=True)
    mine.update(leased_until=None, given_up_at=clock.now(), last_error=error[:2000])
    logger.error("job %s (%s) is on the staff's list: %s", job.pk, job.topic, error)
