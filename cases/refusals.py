"""The words of what this app refuses."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    "copy_missing": _(
        "No file came with your request, so nothing was changed. Choose the PDF of the sound copy."
    ),
    "paper_not_outstanding": _(
        "This form is sealed already, so nothing was changed. Open the case to see the sealed form."
    ),
    "deemed_time_waiting": _(
        "The deemed time of receipt of this submission is not fixed yet, because the Registry's reopening is not "
        "known. Nothing was decided. Decide again when the reopening has been entered."
    ),
    "session_full": _(
        "The hearing session on %(session)s has room for %(room)s more claims, but %(places)s have to be heard "
        "together. Nothing was decided. Choose another session, or add one with enough room."
    ),
    "session_too_late": _(
        "The hearing session on %(session)s is more than 60 days after the filing; the last day is %(last_day)s. "
        "Nothing was decided. Choose an earlier session, or add one."
    ),
    "session_over": _(
        "The hearing session on %(session)s has begun already. Nothing was decided. Choose a later session."
    ),
    "batch_heard_elsewhere": _(
        "Claims of this batch are to be heard together on %(session)s already. Nothing was decided. Choose that "
        "session for the others too."
    ),
    "representatives_not_allowed": _(
        "Parties of case %(case)s act for themselves: its court allows no representatives. Nothing was changed. Link "
        "the party itself."
    ),
    "too_many_checks": _(
        "More than %(most)s documents were checked from your connection within a minute. Nothing is lost: wait a "
        "minute, then open the address again."
    ),
    "session_of_another_court": _(
        "The hearing session chosen belongs to another court. Nothing was decided. Choose a session of this court."
    ),
}
