"""What the refusals of the demo's court clock say: what was not done, and what to do."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "clock_not_in_demo": _(
        "The court's clock can be moved in a demonstration only, and this is none. Nothing was changed. To rehearse, "
        "start a demonstration: python3 manage.py up."
    ),
    "clock_backwards": _(
        "The court's clock shows %(now)s already and never goes back to %(wanted)s, so it was not moved. Choose a "
        "later time; to begin again at real time, start with: python3 manage.py up --fresh."
    ),
    "clock_no_opening": _(
        "Nobody knows when the Registry opens next, so the clock was not moved. End the storm first, or choose a date "
        "and time."
    ),
    "clock_time_unreadable": _(
        "The clock was not moved, because “%(wanted)s” is no day and time. Write it like this, in Hong Kong time: "
        "2026-12-03 08:45."
    ),
    "clock_too_far": _(
        "The court's clock can be moved until %(latest)s and not to %(wanted)s: the general holidays of the years "
        "after that are not entered. It was not moved. Choose an earlier time."
    ),
}
