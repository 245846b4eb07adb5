"""The mails round signing in: allauth says when, under these names, and gives the parameters along (ACC-3)."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.letter import Letter, Text

_IGNORE = _("If you did not ask for this, do nothing: everything stays as it is.")
_WARNING = _(
    "If it was not you: choose a new password now, sign out everywhere else, and call the Support Centre, "
    "2477 1002.\n"
    "When: %(when)s\nNetwork address: %(ip)s\nBrowser: %(user_agent)s"
)


def _warning(subject: Text, body: tuple[Text, ...]) -> Letter:
    """A mail that ends with what to do if it was somebody else, and with when and where it was done."""
    return Letter(subject, (*body, _WARNING))


SIGN_IN_LETTERS: dict[str, Letter] = {
    "account/email/password_reset_key": Letter(
        _("Choose a new password"),
        (
            _("Open this link within one hour to choose a new password:"),
            "%(password_reset_url)s",
            _IGNORE,
        ),
    ),
    "account/email/unknown_account": Letter(
        _("No account with this address"),
        (
            _("Somebody asked for a new password with this address, but there is no account for it."),
            _("If it was you: sign in with the address that your account has, or apply for an account."),
        ),
    ),
    "account/email/account_already_exists": Letter(
        _("This address has an account already"),
        (_("Somebody entered this address for another account. Your own account is as it was."),),
    ),
    "account/email/email_confirmation": Letter(
        _("Confirm your e-mail address"),
        (_("Open this link to confirm the address %(email)s:"), "%(activate_url)s", _IGNORE),
    ),
    "account/email/password_changed": _warning(
        _("Your password was changed"), (_("The password of your account was changed."),)
    ),
    "account/email/password_reset": _warning(
        _("Your password was changed"), (_("A new password was chosen by the link in a mail."),)
    ),
    "account/email/email_changed": _warning(
        _("Your e-mail address was changed"),
        (_("You now sign in with %(to_email)s instead of %(from_email)s."),),
    ),
    "account/email/email_confirm": _warning(
        _("Your e-mail address is confirmed"), (_("The address is confirmed."),)
    ),
    "account/email/email_deleted": _warning(
        _("An e-mail address was removed"), (_("The address %(deleted_email)s was removed."),)
    ),
    "mfa/email/totp_activated": _warning(
        _("An authenticator app was set up"), (_("Signing in now takes a code of the app."),)
    ),
    "mfa/email/totp_deactivated": _warning(
        _("The authenticator app was switched off"), (_("Signing in takes no code any more."),)
    ),
    "mfa/email/recovery_codes_generated": _warning(
        _("New recovery codes were made"), (_("The recovery codes from before no longer work."),)
    ),
    "mfa/email/webauthn_added": _warning(
        _("A passkey or security key was added"), (_("It can now be used to sign in."),)
    ),
    "mfa/email/webauthn_removed": _warning(
        _("A passkey or security key was removed"), (_("It cannot be used to sign in any more."),)
    ),
}
SIGN_IN_LETTERS["account/email/email_confirmation_signup"] = SIGN_IN_LETTERS[
    "account/email/email_confirmation"
]
