"""What people are told by mail of what the court does: their message boxes may be closed to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.letter import Letter

_REASON = _("The court's reason: %(reason)s")
_ASK = _(
    "If you wish to say something about it, write to the Support Centre, or call 2477 1002, and name the organization."
)

COURT_LETTERS: dict[str, Letter] = {
    "invitation_of_court": Letter(
        subject=_("You are to be Primary Administrator of %(organisation)s at the e-Court"),
        body=(
            _("%(person)s,"),
            _(
                "On a letter of authority of %(organisation)s the court has opened an account for you as %(role)s. To "
                "take it up, follow this link:"
            ),
            "%(link)s",
            _(
                "The link works once, until %(until)s. It is meant for you alone: whoever has it can take up the "
                "account."
            ),
            _("If you know nothing of this, please call the Support Centre, 2477 1002."),
        ),
    ),
    "primary_role_closed": Letter(
        subject=_("Your account as Primary Administrator of %(organisation)s is closed"),
        body=(
            _("%(person)s,"),
            _(
                "On a letter of authority of %(organisation)s the court has given your role as Primary Administrator "
                "to %(successor)s. Your account as such can no longer be used. What was done with it stands."
            ),
            _("If this is not right, please call the Support Centre, 2477 1002, at once."),
        ),
    ),
    "primary_role_given": Letter(
        subject=_("You are Primary Administrator of %(organisation)s at the e-Court"),
        body=(
            _("%(person)s,"),
            _(
                "On a letter of authority of %(organisation)s the court has made you Primary Administrator in place of "
                "%(former)s. Sign in as before and switch to the new account at the top of the page."
            ),
            _("If you know nothing of this, please call the Support Centre, 2477 1002."),
        ),
    ),
    "organisation_suspended": Letter(
        subject=_("The court has suspended %(organisation)s"),
        body=(
            _("%(person)s,"),
            _(
                "The court has suspended %(organisation)s in the e-Court. From now on none of its accounts can be "
                "used: nobody can file, pay, read messages or administer accounts. What was filed stands, and cases "
                "stay linked."
            ),
            _REASON,
            _ASK,
        ),
    ),
    "organisation_reactivated": Letter(
        subject=_("The court has reactivated %(organisation)s"),
        body=(
            _("%(person)s,"),
            _(
                "%(organisation)s can use the e-Court again. Its accounts can be used as before; those that were "
                "suspended one by one stay suspended."
            ),
            _REASON,
        ),
    ),
}
