"""The mails round signing in: allauth says when, we say what, in the language of whoever reads it (ALL-1)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as now_in_words
from django.utils.translation import gettext_lazy as _

from icms.lib.branding import PORTAL_NAME
from icms.lib.written_time import written_time

Text = str | Promise


@dataclass(frozen=True)
class Mail:
    """A subject and paragraphs; `%(name)s` take what allauth gives along. `warns`: it ends with what to do if it was
    somebody else."""

    subject: Text
    paragraphs: tuple[Text, ...]
    warns: bool = False


_IGNORE = _("If you did not ask for this, do nothing: everything stays as it is.")
_WARNING = _(
    "If it was not you: choose a new password now, sign out everywhere else, and call the Support Centre, "
    "2477 1002.\n"
    "When: %(when)s\nNetwork address: %(ip)s\nBrowser: %(user_agent)s"
)

MAILS: dict[str, Mail] = {
    "account/email/password_reset_key": Mail(
        _("Choose a new password"),
        (
            _("Open this link within one hour to choose a new password:"),
            "%(password_reset_url)s",
            _IGNORE,
        ),
    ),
    "account/email/unknown_account": Mail(
        _("No account with this address"),
        (
            _("Somebody asked for a new password with this address, but there is no account for it."),
            _("If it was you: sign in with the address that your account has, or apply for an account."),
        ),
    ),
    "account/email/account_already_exists": Mail(
        _("This address has an account already"),
        (_("Somebody entered this address for another account. Your own account is as it was."),),
    ),
    "account/email/email_confirmation": Mail(
        _("Confirm your e-mail address"),
        (_("Open this link to confirm the address %(email)s:"), "%(activate_url)s", _IGNORE),
    ),
    "account/email/password_changed": Mail(
        _("Your password was changed"), (_("The password of your account was changed."),), warns=True
    ),
    "account/email/password_reset": Mail(
        _("Your password was changed"), (_("A new password was chosen by the link in a mail."),), warns=True
    ),
    "account/email/email_changed": Mail(
        _("Your e-mail address was changed"),
        (_("You now sign in with %(to_email)s instead of %(from_email)s."),),
        warns=True,
    ),
    "account/email/email_confirm": Mail(
        _("Your e-mail address is confirmed"), (_("The address is confirmed."),), warns=True
    ),
    "account/email/email_deleted": Mail(
        _("An e-mail address was removed"), (_("The address %(deleted_email)s was removed."),), warns=True
    ),
    "mfa/email/totp_activated": Mail(
        _("An authenticator app was set up"), (_("Signing in now takes a code of the app."),), warns=True
    ),
    "mfa/email/totp_deactivated": Mail(
        _("The authenticator app was switched off"), (_("Signing in takes no code any more."),), warns=True
    ),
    "mfa/email/recovery_codes_generated": Mail(
        _("New recovery codes were made"), (_("The recovery codes from before no longer work."),), warns=True
    ),
    "mfa/email/webauthn_added": Mail(
        _("A passkey or security key was added"), (_("It can now be used to sign in."),), warns=True
    ),
    "mfa/email/webauthn_removed": Mail(
        _("A passkey or security key was removed"), (_("It cannot be used to sign in any more."),), warns=True
    ),
}
MAILS["account/email/email_confirmation_signup"] = MAILS["account/email/email_confirmation"]


def word(kind: str, context: Mapping[str, Any], *, language: str) -> tuple[str, str]:
    """Subject and text of a mail in the active language. Raises KeyError for a kind that has no words."""
    mail = MAILS[kind]
    values = {**context, "when": written_time(timezone.now(), language)}
    paragraphs = [*mail.paragraphs, *([_WARNING] if mail.warns else [])]
    text = [str(paragraph) % values for paragraph in paragraphs]
    signed = now_in_words("%(portal)s: this mail was sent by itself. Do not answer it.") % {
        "portal": PORTAL_NAME
    }
    return str(mail.subject), "\n\n".join([*text, signed]) + "\n"
