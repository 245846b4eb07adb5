"""The words of what this app refuses: what happened, what was kept, what to do next."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

WORDS: dict[str, str | Promise] = {
    # who may commence
    "approval_missing": _(
        "Your organization has no approval to file bulk claims that is in force today. Nothing was changed. Ask the "
        "Small Claims Tribunal Registry about the approval."
    ),
    "kinds_outside_approval": _(
        "%(count)s claims are of a kind that the approval of your organization does not cover today. Everything is "
        "kept. Import the claims again without them, and file those on paper at the Registry."
    ),
    # importing
    "import_file_missing": _("No file came with your request. Choose the XML file with the claim details."),
    "batch_already_sent": _(
        "The batch %(batch)s was sent before: its transaction reference number is %(reference)s. Nothing was sent or "
        "charged again. If this is another batch, give it a batch reference of its own."
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
        "%(count)s of the forms are missing. Everything else is kept. Upload them, or move uploaded files to where "
        "they belong."
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
    "already_submitted": _("The submission had been completed before, so this payment is to be refunded."),
    "submission_changed": _(
        "The submission was changed after the payment was opened, so nothing was filed and the payment is to be "
        "refunded."
    ),
}
