"""Who gets a message about what happens to accounts, and how people are named there (MSG-4).

`tell_accounts` and `tell_of` are steps of an act; the other functions are questions.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import uuid4

from django.db.models import Choices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from accounts import emails
from accounts.message_texts import MESSAGES
from accounts.models import Account, Handover, Invitation, Organisation, User
from accounts.roles import ADMINISTRATORS
from accounts.states import AccountState
from icms.kernel import outbox
from icms.kernel.message import UnfitMessage
from icms.lib.language import LANGUAGES

Names = dict[str, str]

_MESSAGES = {message.code: message for message in MESSAGES}


def tell_accounts(
    template: str,
    to: Iterable[int],
    *,
    emailed: Mapping[str, Iterable[Account]] | None = None,
    **params: object,
) -> None:
    """A step: one message to each account of `to`, and the e-mails that the kind of message declares.

    `emailed`: who gets which of the e-mails, by the names that the message gives its recipients. Each call is a new
    event. Raises KeyError for a message that is not declared, UnfitMessage for parameters or e-mails that differ from
    the declared ones.
    """
    message, emailed = _MESSAGES[template], emailed or {}
    message.refuse_unfit(params)
    if emailed.keys() != message.emails.keys():
        raise UnfitMessage(f"{template}: e-mails to {sorted(emailed)}, declared {sorted(message.emails)}")
    for recipients, accounts in emailed.items():
        for account in accounts:
            emails.send_of_message(message, recipients, to=account)
    outbox.emit(
        "account.notice",
        accounts=sorted(set(to)),
        template=template,
        params=params,
        event=f"{template}:{uuid4()}",
    )


def tell_of(template: str, account: Account, *, giver: Account | None = None, **params: object) -> None:
    """A step: a message about an account to those whom it concerns, but not to the administrator who acted.

    Adds the person, the role and the organisation to the parameters, and the administrator as `by`.
    """
    particulars: dict[str, Any] = {
        "person": names(account),
        "role": account.role,
        "organisation": of_organisation(account),
        **({"by": names(giver)} if giver else {}),
        **params,
    }
    tell_accounts(template, concerned(account, but=giver), **particulars)


def names(of: Account | User | Organisation) -> Names:
    """A name by language, for words that are chosen when they are read."""
    person = of.user if isinstance(of, Account) else of
    english = (isinstance(of, Account) and of.name_en) or person.name_en
    chinese = (isinstance(of, Account) and of.name_zh) or person.name_zh
    other = person.email if isinstance(person, User) else ""
    return {
        "en": english or chinese or other,
        "zh_hant": chinese or english or other,
        "zh_hans": chinese or english or other,
    }


def of_successor(handover: Handover) -> Names:
    """The names of the person to whom the primary role goes."""
    if handover.taker is not None:
        return names(handover.taker)
    english, chinese = handover.new_name_en, handover.new_name_zh
    return {"en": english or chinese, "zh_hant": chinese or english, "zh_hans": chinese or english}


def of_inviter(invitation: Invitation) -> Names:
    """The names of whoever opened an account: an administrator, or the court."""
    if invitation.invited_by is not None:
        return names(invitation.invited_by)
    return _in_each(_("the court"))


def of_organisation(account: Account) -> Names:
    """The names of the account's organisation; none for an individual's."""
    return names(account.organisation) if account.organisation else {}


def concerned(account: Account, *, but: Account | None = None) -> list[int]:
    """The account itself and the organisation's active Primary Administrators, without the one who did it."""
    told = {account.pk, *primaries(account.organisation)}
    return sorted(told - {but.pk if but else None})


def primaries(organisation: Organisation | None) -> list[int]:
    """The active Primary Administrators of an organisation."""
    rows = Account.objects.active().filter(organisation=organisation, role=Account.Role.PRIMARY_ADMINISTRATOR)
    return list(rows.values_list("pk", flat=True))


def administrators(organisation: Organisation) -> list[Account]:
    """Those who run the accounts of an organisation, also while the court has suspended it."""
    rows = Account.objects.filter(
        organisation=organisation, role__in=ADMINISTRATORS, state=AccountState.ACTIVE, user__is_active=True
    )
    return list(rows.select_related("user").order_by("pk"))


def in_each_language(choice: Choices) -> Names:
    """A choice's label by language, for words that are chosen when they are read."""
    return _in_each(choice.label)


def _in_each(word: object) -> Names:
    found = {}
    for code, _own_name in LANGUAGES:
        with override(code):
            found[code.replace("-", "_")] = str(word)
    return found
