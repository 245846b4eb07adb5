"""The words of what accounts refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "account_not_yours": _(
        "That account is not one of yours, so nothing was switched. Choose one of the accounts in the list."
    ),
    "right_missing": _(
        "Your account does not have the right to do this, so nothing was done. A Primary Administrator of your "
        "organization can do it, or give you the right."
    ),
    "right_not_in_use": _(
        "The portal has no page for this right yet, so it was not given. It can be given when the page is there."
    ),
    "account_stands_so": _(
        "The account of %(person)s is %(state)s, so nothing was changed. Look at the account again."
    ),
    "last_primary_administrator": _(
        "This is the only Primary Administrator who can act, so the account was not suspended. Open or reactivate "
        "another Primary Administrator first, or hand the role over."
    ),
    "limit_reached": _(
        "The limit of %(limit)s is reached, so nothing was opened. Suspended accounts and open invitations count. "
        "Withdraw an invitation, or ask the court for a higher limit."
    ),
    "organisation_suspended": _(
        "The court has suspended the organization, so nothing was done. Ask the Support Centre."
    ),
    "suspended_by_court": _(
        "The court has suspended this account, so nothing was changed. Only the court can reactivate it: ask the "
        "Support Centre."
    ),
    "primary_stays_in_headquarters": _(
        "A Primary Administrator belongs to headquarters, so nothing was moved. Choose another account."
    ),
    "own_account_suspended": _(
        "You have an Organization User account already, but it is suspended. Reactivate it, or ask an administrator "
        "of your organization to do so."
    ),
    "has_account_already": _(
        "This address has an account of this role in the organization already, so none was opened. Look at the list "
        "of people; a suspended account can be reactivated."
    ),
    "invited_already": _(
        "An invitation to this address for this role is open already, so none was sent. Send it again from the list "
        "of people, or withdraw it first."
    ),
    "too_many_invitations": _(
        "This address has had %(most)s invitations within 24 hours, so none was sent. Wait until tomorrow, or ask "
        "the person to look among unwanted mail."
    ),
    "invitation_ended": _(
        "This invitation has been used, withdrawn, or is too old, so nothing was done. Ask the administrator who "
        "invited you to send a new one."
    ),
    "invitation_to_another_address": _(
        "The invitation was sent to another e-mail address than the one you are signed in with, so nothing was done. "
        "Sign out, then follow the link again."
    ),
    "staff_hold_no_account": _(
        "Staff of the court hold no account of a party, so none was opened. Tell the administrator who invited you."
    ),
    "branch_code_taken": _(
        "Another branch has the code %(branch)s, so nothing was kept. Choose another code."
    ),
    "limit_not_higher": _(
        "Ask for more than the present limit of %(limit)s and no more than %(most)s. Nothing was sent."
    ),
    "limit_asked_already": _(
        "A request for this limit is with the court already, so none was sent. Wait for the answer; it comes to your "
        "message box."
    ),
    "limit_below_use": _(
        "The organization has %(used)s of these now, so no smaller limit can be granted, and none above %(most)s. "
        "Grant another number, or refuse."
    ),
    "decided_already": _(
        "This has been decided or withdrawn meanwhile, so nothing was changed. Reload the page and look at it again."
    ),
    "own_second_factor": _(
        "Nobody removes his own second factor here, so nothing was done. Ask another officer of the Support Centre."
    ),
    "no_second_factor": _(
        "The person has no second factor, so nothing was removed. Somebody may have done it meanwhile."
    ),
    "reason_missing": _(
        "Without a reason nothing was decided. Write the reason, in words for the organization."
    ),
    "handover_asked_already": _(
        "You have asked for a hand-over already and the court has not decided. Withdraw that request first."
    ),
    "another_primary_can_act": _(
        "Another Primary Administrator of the organization can act, so nothing was done. He or she can suspend the "
        "account, or open one for the new person."
    ),
    "handover_entered_yourself": _(
        "You entered this hand-over from paper yourself, so another officer of the Support Centre has to approve it. "
        "Nothing is handed over yet."
    ),
    "handover_to_nobody": _(
        "The role can go to another person of your organization with an active account who is not a Primary "
        "Administrator yet. Nothing was sent; choose such a person."
    ),
    "application_stands_so": _(
        "This application is now: %(state)s. So nothing was changed; look at it again to see what can be done."
    ),
    "application_changed": _(
        "The application was changed meanwhile, perhaps in another tab, so nothing was sent. Check your answers again."
    ),
    "application_incomplete": _(
        "Something is still missing, so nothing was sent. Go back to the list; what is to do is marked there."
    ),
    "application_code_wrong": _(
        "The reference number and the access code do not belong together, so nothing was opened. Look at both in the "
        "mail that we sent you, and enter them again."
    ),
    "too_many_tries": _(
        "There were too many tries from here, so nothing was done. Wait an hour, or call the Support Centre."
    ),
    "answer_missing": _(
        "There is no answer and no new document yet, so nothing was sent. Add one of the two."
    ),
    "no_document_chosen": _("No file was chosen, so nothing was sent. Choose a PDF file, and send it."),
    "document_kind_unknown": _("The kind of document is missing, so nothing was kept. Choose what it is."),
    "document_too_large": _(
        "%(name)s is larger than %(limit)s MB, so nothing was kept. Scan it in black and white, or with a lower "
        "resolution."
    ),
    "too_many_documents": _(
        "An application may hold %(limit)s documents, so these were not kept. Remove one, or join several in one PDF."
    ),
    "documents_too_large": _(
        "All documents together may have %(limit)s MB, so these were not kept. Remove one, or scan in black and white."
    ),
    "applications_full": _(
        "So many documents of applications wait here that no more can be taken at present, so these were not kept. All "
        "that you entered and sent before is kept. Hand in the application on paper at the Support Centre, or try "
        "again another day."
    ),
    "document_was_sent": _(
        "This document was sent with the application and stays with it. If it is wrong, add the right one and say so."
    ),
    "identity_checked_already": _(
        "An officer has recorded the identity check already, so nothing was changed. Reload the page."
    ),
    "identity_not_checked": _(
        "Nobody has recorded the identity check, so nothing was approved. Record it first, when the person is there."
    ),
    "entered_it_yourself": _(
        "You entered this application from paper yourself, so another officer of the Support Centre has to approve it. "
        "Nothing is approved yet."
    ),
    "checked_identity_yourself": _(
        "You recorded the identity check yourself, so another officer of the Support Centre has to approve the "
        "application. Nothing is approved yet."
    ),
    "registration_number_taken": _(
        "An organization with the number %(number)s is registered already, so nothing was approved. Look at the "
        "clashes on the page; reject the application, or ask for documents."
    ),
    "address_of_staff": _(
        "The e-mail address is that of a member of staff, who holds no account of a party. So nothing was approved; "
        "ask for another address."
    ),
    "has_individual_account": _(
        "This person has an account as an individual already, so none was opened. Reject the application with that "
        "reason, by telephone rather than by mail."
    ),
    "too_many_links": _(
        "%(most)s links were sent within 24 hours, so no other was. Wait until tomorrow, or check the address."
    ),
    "activation_ended": _(
        "This link has been used, has been replaced by a newer one, or is too old, so nothing was done. Use the newest "
        "link in your mail, or have a new one sent."
    ),
    "activation_by_sign_in": _(
        "This address has a sign-in already, so no password was set. Sign in, then follow the link again."
    ),
    "activation_of_another": _(
        "You are signed in as somebody else than the person of this account, so nothing was done. Sign out, then "
        "follow the link again."
    ),
    "terms_changed": _(
        "A newer version of the terms is in force, so nothing was accepted. Read it, and accept that one."
    ),
}
