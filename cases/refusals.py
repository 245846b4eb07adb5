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
    "document_type_ended": _(
        "The court does not take “%(document)s” on %(day)s. Nothing was changed. Choose another type of document."
    ),
    "type_change_in_the_past": _(
        "On %(day)s documents were filed already. Nothing was changed. Choose today or a later day."
    ),
    "type_change_before_it_holds": _(
        "This row holds from %(day)s itself. Nothing was changed. Choose a later day, or change the row."
    ),
    "document_of_another_court": _(
        "The type “%(document)s” belongs to another court. Nothing was changed. Choose a type of the court of this "
        "case."
    ),
    "document_needs_a_file": _(
        "No file came with the document. Nothing was changed. Choose the file, or say that the original is on paper."
    ),
    "paper_original_has_no_file": _(
        "An original on paper has no file. Nothing was changed. Enter a copy as a document of its own, for reference."
    ),
    "document_of_another_case": _(
        "The earlier document stands in another case. Nothing was changed. Choose one of this case."
    ),
    "document_superseded_already": _(
        "Another document has taken the place of “%(document)s” (number %(number)s) already. Nothing was changed. "
        "Choose the latest version."
    ),
    "document_needs_the_one_before": _(
        "Version %(version)s takes the place of an earlier document. Nothing was changed. Choose the document that it "
        "amends."
    ),
    "notice_type_missing": _(
        "The %(court)s has no type of document for its notice of hearing today, so nothing was issued. Enter one among "
        "the document types, then try again."
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
    "too_many_checks": _(
        "More than %(most)s documents were checked from your connection within a minute. Nothing is lost: wait a "
        "minute, then open the address again."
    ),
    "session_of_another_court": _(
        "The hearing session chosen belongs to another court. Nothing was decided. Choose a session of this court."
    ),
}
