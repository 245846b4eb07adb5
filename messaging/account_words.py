"""What messages about accounts say (MSG-4): to whom an account belongs, and to the administrators it concerns.

Their codes begin with `account_`; a constraint of the message box holds them apart from matters of cases.
Parameters: names are text or a mapping of languages, `grants` is a list of them, `role` a code of Account.Role.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from messaging.template import Template

BY = _("Done by: %(by)s")
REASON = _("Reason: %(reason)s")
ASK_ADMINISTRATOR = _(
    "If this surprises you, ask the person named above, or a Primary Administrator of your organization."
)
ASK_COURT = _("If you wish to say something about it, write to the Support Centre and give the name above.")

TEMPLATES: dict[str, Template] = {
    "account_opened": Template(
        title=_("Account opened: %(person)s, %(role)s"),
        body=(_("%(person)s now has an account as %(role)s of %(organisation)s, branch %(branch)s."), BY),
        next_step=_("The account can be used from now on. Nothing more need be done."),
    ),
    "account_suspended": Template(
        title=_("Account suspended: %(person)s, %(role)s"),
        body=(_("The account of %(person)s as %(role)s of %(organisation)s is suspended."), BY),
        next_step=_(
            "Nobody can act by this account until an administrator of the organization reactivates it. What was filed "
            "with it stands."
        ),
    ),
    "account_reactivated": Template(
        title=_("Account reactivated: %(person)s, %(role)s"),
        body=(_("The account of %(person)s as %(role)s of %(organisation)s can be used again."), BY),
        next_step=ASK_ADMINISTRATOR,
    ),
    "account_moved": Template(
        title=_("Account moved to another branch: %(person)s"),
        body=(_("The account of %(person)s as %(role)s now belongs to branch %(branch)s."), BY),
        next_step=_("What was done with the account before stands."),
    ),
    "account_grants_given": Template(
        title=_("Rights given to %(person)s"),
        body=(_("%(person)s, Assistant Administrator, may now also do this: %(grants)s."), BY),
        next_step=ASK_ADMINISTRATOR,
    ),
    "account_grants_withdrawn": Template(
        title=_("Rights withdrawn from %(person)s"),
        body=(_("%(person)s, Assistant Administrator, may no longer do this: %(grants)s."), BY),
        next_step=_("What was done with these rights before stands."),
    ),
    "account_became_default_user": Template(
        title=_("Default Organization User: %(person)s"),
        body=(
            _("%(person)s is now a default Organization User of %(organisation)s."),
            _(
                "Default Organization Users receive what the court sends about cases that are assigned to nobody."
            ),
            BY,
        ),
        next_step=ASK_ADMINISTRATOR,
    ),
    "account_ceased_default_user": Template(
        title=_("No longer a default Organization User: %(person)s"),
        body=(_("%(person)s is no longer a default Organization User of %(organisation)s."), BY),
        next_step=_(
            "While no default user is named, the Organization User whose account is the oldest receives what the "
            "court sends about cases that are assigned to nobody."
        ),
    ),
    "account_limit_granted": Template(
        title=_("Your request for a higher limit is granted"),
        body=(_("%(organisation)s may now have %(number)s of this kind: %(what)s."),),
        next_step=_("You can open the further accounts or branches now."),
    ),
    "account_limit_refused": Template(
        title=_("Your request for a higher limit is refused"),
        body=(_("The request of %(organisation)s for %(number)s of this kind is refused: %(what)s."), REASON),
        next_step=_("The limit stays as it was. You may send another request that answers the reason."),
    ),
    "account_handover_approved": Template(
        title=_("The primary role is handed over to %(successor)s"),
        body=(
            _("%(successor)s takes the place of %(person)s as Primary Administrator of %(organisation)s."),
        ),
        next_step=_(
            "The account of the former Primary Administrator can no longer be used. What was done with it stands."
        ),
    ),
    "account_handover_by_court": Template(
        title=_("The primary role goes to %(successor)s"),
        body=(
            _(
                "On a letter of authority the court has closed the account of %(person)s as Primary Administrator of "
                "%(organisation)s. %(successor)s takes that place."
            ),
        ),
        next_step=_(
            "Whoever had no account yet is invited by mail, and is Primary Administrator once the invitation is taken "
            "up."
        ),
    ),
    "account_handover_refused": Template(
        title=_("The hand-over of the primary role is refused"),
        body=(
            _(
                "%(person)s stays Primary Administrator of %(organisation)s; %(successor)s does not take over."
            ),
            REASON,
        ),
        next_step=_("You may ask again with an authority letter that answers the reason."),
    ),
    "account_organisation_suspended": Template(
        title=_("Organization suspended by the court: %(organisation)s"),
        body=(
            _(
                "The court has suspended %(organisation)s. Until it reactivates it, none of its accounts can be used."
            ),
            REASON,
        ),
        next_step=ASK_COURT,
    ),
    "account_organisation_reactivated": Template(
        title=_("Organization reactivated by the court: %(organisation)s"),
        body=(
            _(
                "%(organisation)s, which the court had suspended, can use the portal again. Accounts that were "
                "suspended one by one stay suspended."
            ),
            REASON,
        ),
        next_step=_("The accounts can be used from now on. Nothing more need be done."),
    ),
    "account_suspended_by_court": Template(
        title=_("Account suspended by the court: %(person)s, %(role)s"),
        body=(_("The court has suspended the account of %(person)s as %(role)s."), REASON),
        next_step=ASK_COURT,
    ),
    "account_reactivated_by_court": Template(
        title=_("Account reactivated by the court: %(person)s, %(role)s"),
        body=(
            _("The account of %(person)s as %(role)s, which the court had suspended, can be used again."),
            REASON,
        ),
        next_step=_("The account can be used from now on. Nothing more need be done."),
    ),
}
