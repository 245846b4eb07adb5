"""The workers: queues and the beat schedule, in one place. The broker is a door-bell; the database has the jobs."""

from __future__ import annotations

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "icms.settings")

app = Celery("icms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks(["icms.kernel", "icms.files", "payments", "filing"])

# The sweep finds what a lost bell left behind, so a flushed broker costs a minute, never a filing (ALL-5).
app.conf.beat_schedule = {
    "work": {"task": "kernel.work", "schedule": 60.0, "options": {"expires": 55}},
    "look-after-payments": {"task": "payments.look_after", "schedule": 60.0, "options": {"expires": 55}},
    "sweep-preparations": {
        "task": "filing.sweep_preparations",
        "schedule": 3600.0,
        "options": {"expires": 3000},
    },
    "sweep-files": {"task": "files.sweep", "schedule": 3600.0, "options": {"expires": 3000}},
}
