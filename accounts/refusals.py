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
    "handover_to_nobody": _(
        "The role can go to another person of your organization with an active account who is not a Primary "
        "Administrator yet. Nothing was sent; choose such a person."
    ),
}
