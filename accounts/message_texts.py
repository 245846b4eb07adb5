"""The messages of accounts (MSG-4): to the person whose account it is, and to the administrators it concerns.

Their codes begin with `account_`; a constraint of the message box holds them apart from matters of cases. Names are
text or a mapping of languages, `grants` is a list of them, `role` a code of Account.Role.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.models import Account
from icms.kernel.message import Line, Message, Worder, choice, names, text

_BY = _("Done by: %(by)s")
_REASON = Line(_("Reason: %(reason)s"), needs="reason")
_ASK_ADMINISTRATOR = _(
    "If this surprises you, ask the person named above, or a Primary Administrator of your organization."
)
_ASK_COURT = _("If you wish to say something about it, write to the Help Centre and give the name above.")

# What every act on an account says of it (`transitions.telling.tell_of`), and who did it.
_ACCOUNT: dict[str, Worder] = {"person": names, "role": choice(Account.Role), "organisation": names}
_BY_PERSON: dict[str, Worder] = {**_ACCOUNT, "by": names}
_BY_COURT: dict[str, Worder] = {**_ACCOUNT, "reason": names}
_LIMIT: dict[str, Worder] = {"organisation": names, "number": text, "what": names}
_HANDOVER: dict[str, Worder] = {"successor": names, "person": names, "organisation": names}
_ORGANISATION: dict[str, Worder] = {"organisation": names, "reason": names}

MESSAGES = (
    Message(
        "account_opened",
        title=_("Account opened: %(person)s, %(role)s"),
        body=(_("%(person)s now has an account as %(role)s of %(organisation)s, branch %(branch)s."), _BY),
        next_step=_("The account can be used from now on. Nothing more need be done."),
        parameters={**_BY_PERSON, "branch": text},
    ),
    Message(
        "account_suspended",
        title=_("Account suspended: %(person)s, %(role)s"),
        body=(_("The account of %(person)s as %(role)s of %(organisation)s is suspended."), _BY),
        next_step=_(
            "Nobody can act by this account until an administrator of the organization reactivates it. What was filed "
            "with it stands."
        ),
        parameters=_BY_PERSON,
    ),
    Message(
        "account_reactivated",
        title=_("Account reactivated: %(person)s, %(role)s"),
        body=(_("The account of %(person)s as %(role)s of %(organisation)s can be used again."), _BY),
        next_step=_ASK_ADMINISTRATOR,
        parameters=_BY_PERSON,
    ),
    Message(
        "account_moved",
        title=_("Account moved to another branch: %(person)s"),
        body=(_("The account of %(person)s as %(role)s now belongs to branch %(branch)s."), _BY),
        next_step=_("What was done with the account before stands."),
        parameters={**_BY_PERSON, "branch": text},
    ),
    Message(
        "account_grants_given",
        title=_("Rights given to %(person)s"),
        body=(_("%(person)s, Assistant Administrator, may now also do this: %(grants)s."), _BY),
        next_step=_ASK_ADMINISTRATOR,
        parameters={**_BY_PERSON, "grants": names},
    ),
    Message(
        "account_grants_withdrawn",
        title=_("Rights withdrawn from %(person)s"),
        body=(_("%(person)s, Assistant Administrator, may no longer do this: %(grants)s."), _BY),
        next_step=_("What was done with these rights before stands."),
        parameters={**_BY_PERSON, "grants": names},
    ),
    Message(
        "account_became_default_user",
        title=_("Default Organization User: %(person)s"),
        body=(
            _("%(person)s is now a default Organization User of %(organisation)s."),
            _(
                "Default Organization Users receive what the court sends about cases that are assigned to nobody."
            ),
            _BY,
        ),
        next_step=_ASK_ADMINISTRATOR,
        parameters=_BY_PERSON,
    ),
    Message(
        "account_ceased_default_user",
        title=_("No longer a default Organization User: %(person)s"),
        body=(_("%(person)s is no longer a default Organization User of %(organisation)s."), _BY),
        next_step=_(
            "While no default user is named, the Organization User whose account is the oldest receives what the "
            "court sends about cases that are assigned to nobody."
        ),
        parameters=_BY_PERSON,
    ),
    Message(
        "account_limit_granted",
        title=_("Your request for a higher limit is granted"),
        body=(_("%(organisation)s may now have %(number)s of this kind: %(what)s."),),
        next_step=_("You can open the further accounts or branches now."),
        parameters=_LIMIT,
    ),
    Message(
        "account_limit_refused",
        title=_("Your request for a higher limit is refused"),
        body=(
            _("The request of %(organisation)s for %(number)s of this kind is refused: %(what)s."),
            _REASON,
        ),
        next_step=_("The limit stays as it was. You may send another request that answers the reason."),
        parameters={**_LIMIT, "reason": names},
    ),
    Message(
        "account_handover_approved",
        title=_("The primary role is handed over to %(successor)s"),
        body=(
            _("%(successor)s takes the place of %(person)s as Primary Administrator of %(organisation)s."),
        ),
        next_step=_(
            "The account of the former Primary Administrator can no longer be used. What was done with it stands."
        ),
        parameters=_HANDOVER,
    ),
    Message(
        "account_handover_by_court",
        title=_("The primary role goes to %(successor)s"),
        body=(
            _(
                "On a letter of authority the court has closed the account of %(person)s as Primary Administrator of "
                "%(organisation)s. %(successor)s takes that place."
            ),
        ),
        next_step=_(
            "A person without an account is invited by e-mail and becomes Primary Administrator on accepting the "
            "invitation."
        ),
        parameters=_HANDOVER,
        emails={"former": "primary_role_closed", "successor": "primary_role_given"},
    ),
    Message(
        "account_handover_refused",
        title=_("The hand-over of the primary role is refused"),
        body=(
            _(
                "%(person)s stays Primary Administrator of %(organisation)s; %(successor)s does not take over."
            ),
            _REASON,
        ),
        next_step=_("You may ask again with an authority letter that answers the reason."),
        parameters={**_HANDOVER, "reason": names},
    ),
    Message(
        "account_organisation_suspended",
        title=_("Organization suspended by the court: %(organisation)s"),
        body=(
            _(
                "The court has suspended %(organisation)s. Until it reactivates it, none of its accounts can be used."
            ),
            _REASON,
        ),
        next_step=_ASK_COURT,
        parameters=_ORGANISATION,
        emails={"administrators": "organisation_suspended"},
    ),
    Message(
        "account_organisation_reactivated",
        title=_("Organization reactivated by the court: %(organisation)s"),
        body=(
            _(
                "%(organisation)s, which the court had suspended, can use the portal again. Accounts that were "
                "suspended one by one stay suspended."
            ),
            _REASON,
        ),
        next_step=_("The accounts can be used from now on. Nothing more need be done."),
        parameters=_ORGANISATION,
        emails={"administrators": "organisation_reactivated"},
    ),
    Message(
        "account_suspended_by_court",
        title=_("Account suspended by the court: %(person)s, %(role)s"),
        body=(_("The court has suspended the account of %(person)s as %(role)s."), _REASON),
        next_step=_ASK_COURT,
        parameters=_BY_COURT,
    ),
    Message(
        "account_reactivated_by_court",
        title=_("Account reactivated by the court: %(person)s, %(role)s"),
        body=(
            _("The account of %(person)s as %(role)s, which the court had suspended, can be used again."),
            _REASON,
        ),
        next_step=_("The account can be used from now on. Nothing more need be done."),
        parameters=_BY_COURT,
    ),
)
