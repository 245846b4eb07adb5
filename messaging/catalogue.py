"""The kinds of messages that the apps have registered, found by their codes. Words nothing of its own."""

from __future__ import annotations

from collections.abc import Iterable

from icms.kernel.message import Message, Params, Text, Worded

# Codes of matters of accounts begin so; a constraint of the message box holds them apart from matters of cases.
OF_ACCOUNTS = "account_"

_messages: dict[str, Message] = {}
_enclosures: dict[str, Text] = {}


def register(messages: Iterable[Message]) -> None:
    """Adds an app's messages (its `message_texts.MESSAGES`).

    Raises ValueError for a second owner of a code, for a second title of one enclosure, and for e-mails with a message
    of a case, which nothing would send.
    """
    for message in messages:
        if message.emails and not is_of_account(message.code):
            raise ValueError(f"nothing sends e-mails with the message {message.code!r}")
        if _messages.setdefault(message.code, message) is not message:
            raise ValueError(f"the message {message.code!r} has an owner already")
        for code, title in message.enclosures.items():
            if _enclosures.setdefault(code, title) is not title:
                raise ValueError(f"two titles for the enclosure {code!r}")


def find(code: str) -> Message:
    """A kind of message. Raises KeyError where nobody has registered it."""
    return _messages[code]


def registered() -> tuple[Message, ...]:
    """Every kind of message, by its code."""
    return tuple(_messages[code] for code in sorted(_messages))


def word(code: str, params: Params) -> Worded:
    """A message in the active language. Raises KeyError for a kind or parameter that does not exist."""
    return find(code).word(params)


def is_of_account(code: str) -> bool:
    """Whether a kind of message is a matter of accounts, which administrators read too (MSG-4)."""
    return code.startswith(OF_ACCOUNTS)


def enclosure_title(code: str) -> str:
    """What an enclosed file is, in the active language; the code itself where no message declares it any more."""
    return str(_enclosures.get(code, code))
