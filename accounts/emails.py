"""The mails of accounts, those of the sign-in library too: worded once, in the recipient's language, and given to
Django's mail (a queue).

A mail carries at most one link. Neither the link nor the recipient is ever logged.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMessage
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.application_letters import APPLICATION_LETTERS
from accounts.court_letters import COURT_LETTERS
from accounts.letter import Letter
from accounts.sign_in_letters import SIGN_IN_LETTERS
from icms.lib.branding import PORTAL_NAME
from icms.lib.language import speaking

LETTERS: dict[str, Letter] = {
    **APPLICATION_LETTERS,
    **COURT_LETTERS,
    **SIGN_IN_LETTERS,
    "invitation": Letter(
        subject=_("%(organisation)s invites you to its account with the e-Court"),
        body=(
            _("%(person)s,"),
            _(
                "%(by)s of %(organisation)s has opened an account for you as %(role)s. To take it up, follow this link:"
            ),
            "%(link)s",
            _(
                "The link works once, until %(until)s. It is meant for you alone: whoever has it can take up the "
                "account."
            ),
            _("If you do not know %(organisation)s, you need do nothing; the link ends by itself."),
        ),
    ),
    "second_factors_removed": Letter(
        subject=_("Your second factor was removed"),
        body=(
            _("%(person)s,"),
            _(
                "The Support Centre has removed the second factor of your sign-in, with its recovery codes, because "
                "somebody asked for it in your name. You are signed out everywhere. Your password is as it was."
            ),
            _("Sign in with your password and set up a second factor again."),
            _(
                "If it was not you who asked: choose a new password at once, and call the Support Centre, 2477 1002."
            ),
        ),
    ),
}


def worded(letter: str, *, language: str, params: Mapping[str, Any]) -> tuple[str, str]:
    """Subject and text of a mail in `language`. Raises KeyError for a letter or parameter that does not exist."""
    form = LETTERS[letter]
    with speaking(language):
        words = {name: str(value() if callable(value) else value) for name, value in params.items()}
        subject = str(form.subject) % words
        paragraphs = [str(paragraph) % words for paragraph in form.body]
        foot = gettext("%(portal)s. This mail was sent by itself; answers to it are not read.") % {
            "portal": PORTAL_NAME
        }
        return " ".join(subject.split()), "\n\n".join((*paragraphs, "-- \n" + foot)) + "\n"


def send(letter: str, *, to: str, language: str, **params: Any) -> None:
    """Words a mail and hands it to Django's mail. Part of the act that has something to say, where the mail is a queue.

    Parameters may be lazy: they are worded in the recipient's language. Raises KeyError as `worded` does.
    """
    subject, text = worded(letter, language=language, params=params)
    with speaking(language):
        EmailMessage(subject=subject, body=text, to=[to]).send()
