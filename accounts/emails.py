"""The e-mails of accounts, those of the sign-in library too: worded once, in the recipient's language, and given to
Django's mail (a queue).

The texts are `templates/emails/<name>.txt`; `EMAILS` says what each takes. An e-mail carries at most one link. Neither
the link nor the recipient is ever logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import get_template
from django.utils.translation import gettext

from accounts.message_texts import MESSAGES
from accounts.models import Account
from icms.kernel.message import Message
from icms.lib.branding import PORTAL_NAME
from icms.lib.language import speaking

_CODE = ("reference", "code", "link")
_APPLICANT = ("reference", "person", "applicant", "follow")
_WARNING = ("when", "ip", "user_agent")

# E-mails of events that have no message: their readers have no message box, or cannot sign in.
APPLICATION_EMAILS: dict[str, tuple[str, ...]] = {
    "application_begun": _CODE,
    "application_entered": _CODE,
    "application_code": _CODE,
    "application_submitted": _APPLICANT,
    "application_documents": (*_APPLICANT, "words", "until"),
    "application_identity": _APPLICANT,
    "application_approved": ("reference", "person", "applicant", "until", "link"),
    "application_rejected": (*_APPLICANT, "reason"),
    "application_discarded": (*_APPLICANT, "reason"),
    "application_unanswered": (*_APPLICANT, "goes"),
    "application_lapsed": (*_APPLICANT, "goes"),
    "application_lapses": (*_APPLICANT, "goes"),
}
_INVITED = ("person", "by", "organisation", "role", "until", "link")
ACCOUNT_EMAILS: dict[str, tuple[str, ...]] = {
    "invitation": _INVITED,
    "invitation_of_court": _INVITED,
    "second_factors_removed": ("person",),
}
# allauth says when, under these names, and gives the parameters along (ACC-3).
SIGN_IN_EMAILS: dict[str, tuple[str, ...]] = {
    "account/email/password_reset_key": ("password_reset_url",),
    "account/email/unknown_account": (),
    "account/email/account_already_exists": (),
    "account/email/email_confirmation": ("email", "activate_url"),
    "account/email/email_confirmation_signup": ("email", "activate_url"),
    "account/email/password_changed": _WARNING,
    "account/email/password_reset": _WARNING,
    "account/email/email_changed": (*_WARNING, "from_email", "to_email"),
    "account/email/email_confirm": _WARNING,
    "account/email/email_deleted": (*_WARNING, "deleted_email"),
    "mfa/email/totp_activated": _WARNING,
    "mfa/email/totp_deactivated": _WARNING,
    "mfa/email/recovery_codes_generated": _WARNING,
    "mfa/email/webauthn_added": _WARNING,
    "mfa/email/webauthn_removed": _WARNING,
}
# Those of a message take nothing of it: only the name of the person to whom they go.
EMAILS: dict[str, tuple[str, ...]] = {
    **APPLICATION_EMAILS,
    **ACCOUNT_EMAILS,
    **SIGN_IN_EMAILS,
    **{name: ("addressee",) for message in MESSAGES for name in message.emails.values()},
}


def worded(name: str, *, language: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of an e-mail in `language`. Raises KeyError for an e-mail or parameter that does not exist.

    Parameters that the e-mail does not declare never reach its text.
    """
    declared = EMAILS[name]
    template = get_template(f"emails/{name.replace('/email/', '/')}.txt")
    with speaking(language):
        given = {each: params[each] for each in declared}
        words = {each: str(value() if callable(value) else value) for each, value in given.items()}
        subject = template.render({**words, "wants_subject": True})
        text = template.render({**words, "wants_subject": False}).strip()
        foot = gettext("%(portal)s. This e-mail was sent automatically; replies to it are not read.") % {
            "portal": PORTAL_NAME
        }
        return " ".join(subject.split()), f"{text}\n\n-- \n{foot}\n"


def send(name: str, *, to: str, language: str, **params: Any) -> None:
    """Words an e-mail and hands it to Django's mail: part of the act, where the mail is a queue.

    Parameters may be lazy: they are worded in the recipient's language. Raises KeyError as `worded` does.
    """
    subject, text = worded(name, language=language, params=params)
    with speaking(language):
        EmailMessage(subject=subject, body=text, to=[to]).send()


def send_of_message(message: Message, recipients: str, *, to: Account) -> None:
    """Sends the e-mail that goes with a message to `recipients`, each in the language of the person.

    It knows nothing of the message's parameters. Raises KeyError where the message declares no such e-mail.
    """
    send(
        message.emails[recipients],
        to=to.user.email,
        language=to.user.language,
        addressee=lambda: to.name,
    )
