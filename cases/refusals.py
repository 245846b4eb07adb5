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
    "session_full": _(
        "The hearing session on %(session)s has room for %(room)s more claims, but %(places)s have to be heard "
        "together. Nothing was decided. Choose another session, or add one with enough room."
    ),
    "session_too_late": _(
        "The hearing session on %(session)s is more than 60 days after the filing; the last day is %(last_day)s. "
        "Nothing was decided. Choose an earlier session, or add one."
    ),
    "session_before_receipt": _(
        "The hearing session on %(session)s is before the day on which the claims are received. Nothing was decided. "
        "Choose a later session."
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
    "may_not_register": _(
        "Registering cases is for Registry officers. Nothing was registered. Ask one of them to register the case."
    ),
    "case_type_not_open": _(
        "The case type “%(case_type)s” of the %(court)s is not open in this portal yet. Nothing was registered. Set "
        "the day of e-filing of the case type first, or choose another one."
    ),
    "venue_not_open": _(
        "Cases of the type “%(case_type)s” are electronic at certain places only, and this is not one of them today. "
        "Nothing was registered. Choose one of the places."
    ),
    "parties_missing": _(
        "A case has at least one party. Nothing was registered. Enter the parties with their roles."
    ),
    "too_many_parties": _(
        "You entered %(count)s parties; a case has %(most)s at most. Nothing was registered. Compare the list with the "
        "paper, and remove those entered twice."
    ),
    "role_unknown": _(
        "Party %(position)s cannot be “%(role)s” in a case of the type “%(case_type)s”. Nothing was registered. Choose "
        "one of the roles in the list."
    ),
    "party_without_name": _(
        "Party %(position)s has no name. Nothing was registered. Enter the name in English, in Chinese, or in both."
    ),
    "too_many_addresses": _(
        "Party %(position)s has more than %(most)s addresses. Nothing was registered. Leave out those that the court "
        "does not need."
    ),
    "number_comes_from_portal": _(
        "Cases of the type “%(case_type)s” get their number from this portal. Nothing was registered. Leave the case "
        "number empty."
    ),
    "court_numbers_by_itself": _(
        "Cases of the %(court)s are numbered by that court. Nothing was registered. Enter the case number as the court "
        "gave it."
    ),
    "case_number_unreadable": _(
        "The number “%(number)s” has neither letters nor figures. Nothing was registered. Enter the case number as the "
        "court gave it."
    ),
    "case_number_exists": _(
        "Case %(number)s of the %(court)s is in the record already. Nothing was registered. Search for it under Cases, "
        "or check the number on the paper."
    ),
    "too_many_checks": _(
        "More than %(most)s documents were checked from your connection within a minute. Nothing is lost: wait a "
        "minute, then open the address again."
    ),
    "session_of_another_court": _(
        "The hearing session chosen belongs to another court. Nothing was decided. Choose a session of this court."
    ),
}
