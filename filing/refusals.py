"""The words of what this app refuses: what happened, what was kept, what to do next."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    # who may commence
    "approval_missing": _(
        "Your organization has no approval to file bulk claims in this court that is in force today. Nothing was "
        "changed. Ask the Registry about the approval."
    ),
    "kinds_outside_approval": _(
        "%(count)s claims are of a kind that the approval of your organization does not cover today. Everything is "
        "kept. Import the claims again without them, and file those on paper at the Registry."
    ),
    # importing
    "import_file_missing": _("No file came with your request. Choose the XML file with the claim details."),
    "import_file_too_large": _(
        "The import file is larger than %(limit)s MB, so it was not read and nothing was imported. A full batch of 99 "
        "claims is smaller. Look whether this is the right file, then choose it again."
    ),
    "import_one_file": _(
        "More than one file came, so none was read and nothing was imported. All claims of a batch are in one XML "
        "file: choose that one."
    ),
    "batch_already_sent": _(
        "The batch %(batch)s was sent before: its transaction reference number is %(reference)s. Nothing was sent or "
        "charged again. If this is another batch, give it a batch reference of its own."
    ),
    "form_not_taken": _(
        "The court no longer takes a form of these claims electronically. Nothing was imported; earlier claims and "
        "files are kept. Ask the Registry how the claims are filed."
    ),
    "batch_being_paid": _(
        "The batch %(batch)s is waiting for its payment, so it cannot be changed now. Finish or cancel the payment "
        "first; the claims and files are kept."
    ),
    "batch_with_colleague": _(
        "%(name)s of your organization is preparing the batch %(batch)s. Nothing was changed. Ask your colleague, or "
        "give this batch another batch reference."
    ),
    "batch_in_other_preparation": _(
        "You are preparing the batch %(batch)s already, in another preparation. Nothing was changed here. Go on there, "
        "or discard it first."
    ),
    # changing a preparation
    "submission_being_paid": _(
        "This submission is waiting for its payment, so it cannot be changed now. Finish or cancel the payment first; "
        "everything is kept."
    ),
    "submission_sent": _(
        "This submission is complete: its transaction reference number is %(reference)s. What has been submitted "
        "cannot be changed or withdrawn. If something in it is wrong, you may apply to the Tribunal for relief."
    ),
    "submission_too_large": _(
        "With this part the files would be larger than %(limit)s MB together. Nothing of this part was kept; "
        "%(held)s MB from earlier parts are still here. Scan with a lower resolution, or divide the batch."
    ),
    "files_being_checked": _(
        "Files that are still being checked: %(count)s. This takes seconds; nothing can be paid meanwhile, and "
        "everything is kept. Load this page again in a moment."
    ),
    "no_files_sent": _("No file came with your request. Choose one file or more, then send them."),
    "file_cannot_be_placed": _(
        "The file “%(name)s” was not taken, so it cannot be a form. It is still listed. Remove it and upload a sound "
        "copy."
    ),
    # declaring
    "version_stale": _(
        "The submission was changed after you opened this page, perhaps in another tab. Nothing was declared or "
        "charged. Check the answers below once more, then declare."
    ),
    "claims_out_of_range": _(
        "The batch has %(count)s claims; one submission takes %(least)s to %(most)s. Everything is kept. Import the "
        "claim details again with a number in that range."
    ),
    "files_refused": _(
        "%(count)s of the files were not taken. The others are kept. Remove each of them, and upload a sound copy "
        "in its place."
    ),
    "forms_missing": _(
        "Forms that are still missing: %(count)s. Everything else is kept. Upload them, or move uploaded files to "
        "where they belong."
    ),
    "files_unplaced": _(
        "%(count)s of the files belong to no form of a claim. They are kept. Move each to its claim, or remove it."
    ),
    "fee_not_set": _(
        "The court has not set a fee for one of the claims, so nothing can be paid yet. Everything is kept. Ask the "
        "Registry."
    ),
    "no_means_fits": _(
        "No means of payment carries this sum: a card pays at most HK$3,300 for each claim, PPS at most HK$100,000 "
        "together. Everything is kept. Divide the batch into two, or ask the Registry how to pay."
    ),
    # completing: words on a refund case
    "already_submitted": _(
        "The submission had been completed before, so nothing was filed with this payment. Apply to the Registry in "
        "writing for the refund."
    ),
    "submission_changed": _(
        "The submission was changed after the payment was opened, so nothing was filed with this payment. Apply to "
        "the Registry in writing for the refund."
    ),
    # closures of a registry: words to its officers
    "may_not_close": _(
        "Your account may look at closures but not record them. Nothing was changed. Ask a registry officer."
    ),
    "closure_reopens_before_it_starts": _(
        "The reopening is not after the beginning of the closure. Nothing was changed. Enter a later reopening, or an "
        "earlier beginning."
    ),
    "closure_too_long_ago": _(
        "The closure would begin more than %(days)s days ago. Nothing was changed. Check the day and the year."
    ),
    "closure_too_far_ahead": _(
        "The closure would begin more than %(days)s days from now. Nothing was changed. Check the day and the year, "
        "or enter the closure later."
    ),
    "closure_too_long": _(
        "The closure would last more than %(days)s days. Nothing was changed. Check the day and the year of the "
        "reopening."
    ),
    "closure_overlaps": _(
        "There is a closure at that time already: %(closure)s. Nothing was changed. Correct that one, or let this one "
        "begin when that one ends."
    ),
    "closure_withdrawn": _(
        "This closure was withdrawn, so it cannot be changed any more. Nothing was changed. Enter a new closure if "
        "the Registry was closed after all."
    ),
    "closure_changed_meanwhile": _(
        "Somebody has changed this closure since you opened the page. Nothing was changed now. Go back to the closure, "
        "look at it as it stands, then begin again."
    ),
    "closure_note_missing": _(
        "The note is empty. Nothing was changed. Say in a few words why the record is corrected; it stays in the "
        "closure's history."
    ),
    # deciding: words to the registry's officers
    "may_not_decide": _(
        "Your account may look at claims but not decide on them. Nothing was decided. Ask a registry officer."
    ),
    "submission_not_submitted": _(
        "This batch has not been submitted, so there is nothing to decide. Nothing was changed. Go back to the queue."
    ),
    "claims_not_chosen": _(
        "No claim of this batch was chosen. Nothing was decided. Tick the claims that you want to decide on, then "
        "choose again."
    ),
    "claim_already_decided": _(
        "%(officer)s has decided on claim %(position)s already. Nothing was decided now, on this claim or the others "
        "that you chose. Look at what was decided, then choose among the claims that still wait."
    ),
    "files_not_scanned": _(
        "A form of claim %(position)s has not come through the malware scan yet. Nothing was decided. Take that claim "
        "out of your choice and accept the others, or wait until its forms are shown as scanned."
    ),
    "files_infected": _(
        "Malware was found in a form of claim %(position)s, so it cannot be accepted. Nothing was decided. Take that "
        "claim out of your choice, or reject it."
    ),
    "may_not_choose_late_session": _(
        "Only a registrar may have claims heard later than 60 days after filing. Nothing was decided. Choose an "
        "earlier session, or ask a registrar."
    ),
    "no_session_offered": _(
        "No hearing session within 60 days of filing has room for the batch. Nothing was decided. Add a hearing "
        "session, then accept the claims."
    ),
    "reason_unknown": _(
        "The reason that you chose is not in the Registry's list any more. Nothing was decided; your explanation is "
        "kept below. Choose another reason."
    ),
    "explanation_missing": _(
        "There is no explanation to the filer. Nothing was decided. Say what is wrong with the claim and what would "
        "mend it."
    ),
    "claim_cannot_move": _(
        "The claim is %(state)s already, so the decision on it cannot be carried out. Nothing was changed."
    ),
}
