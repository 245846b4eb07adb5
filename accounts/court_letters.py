"""What people are told by mail of what the court does: their message boxes may be closed to them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.letter import Letter

_REASON = _("The court's reason: %(reason)s")
_ASK = _(
    "If you wish to say something about it, write to the Support Centre, or call 2477 1002, and name the organization."
)

COURT_LETTERS: dict[str, Letter] = {
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
