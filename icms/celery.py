"""The workers: queues and the beat schedule, in one place. The broker is a door-bell; the database has the jobs."""

from __future__ import annotations

import os
from typing import Any

from celery import Celery
from celery.beat import PersistentScheduler
from celery.signals import worker_init
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icms.settings")


class Rounds(PersistentScheduler):
    """Beat's own scheduler, which also goes on when the clock is put back: nothing waits for a time that was (F14)."""

    def tick(self, *args: Any, **named: Any) -> float:
        """One look at what is due; seconds until the next look."""
        now = self.app.now()
        entries = self.schedule.values()
        if any(entry.last_run_at > now for entry in entries):
            for entry in entries:
                entry.last_run_at = now
            self._heap = None  # the times in it are of the clock that was
        return float(super().tick(*args, **named))


app = Celery("icms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["icms.kernel", "icms.files", "accounts", "messaging", "payments", "filing"])


@app.on_after_configure.connect
def schedule(sender: Celery, **_: Any) -> None:
    """What beat does. The sweep finds what a lost bell left behind: a flushed broker costs no filing (ALL-5).

    No message expires: a worker whose clock is ahead of beat's would pass over every one of them (F14). Those that
    wait while no worker runs find nothing to do.
    """
    sweep = {"schedule": settings.SWEEP_SECONDS}
    hourly = {"schedule": 3600.0}
    sender.conf.beat_schedule = {
        "work": {"task": "kernel.work", **sweep},
        "look-after-payments": {"task": "payments.look_after", **sweep},
        "sweep-applications": {"task": "accounts.sweep_applications", **hourly},
        "sweep-application-files": {"task": "accounts.sweep_application_files", **hourly},
        "sweep-preparations": {"task": "filing.sweep_preparations", **hourly},
        "purge-mail": {"task": "messaging.purge_mail", **hourly},
        "sweep-files": {"task": "files.sweep", **hourly},
    }


@worker_init.connect
def warm_up(**_: Any) -> None:
    """Before the children are forked: one that takes the place of a killed one works at once."""
    from icms.lib import pdf  # no command that only names Celery should read it

    pdf.warm_up()
