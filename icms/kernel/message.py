"""What a kind of message is: plain values that each app declares in its `message_texts.py` (MSG-1, ALL-1).

A message is stored as a code and parameters and worded when it is read, in the reader's language. Every parameter is
declared with the function that words it, so that a message that nobody could read is refused when it is sent.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Choices
from django.utils.functional import Promise
from django.utils.translation import get_language

from icms.lib import money
from icms.lib.language import ENGLISH, chinese_first
from icms.lib.written_time import written_time

Text = str | Promise
Params = Mapping[str, Any]
Worder = Callable[[Any], str]


class UnfitMessage(ValueError):
    """A message was to be sent with other parameters, enclosures or e-mails than its kind declares."""


@dataclass(frozen=True)
class Line:
    """A paragraph that is left out where nothing was said: where the worded parameter `needs` is empty."""

    text: Text
    needs: str


@dataclass(frozen=True)
class Worded:
    """A message in the active language."""

    title: str
    body: tuple[str, ...]
    next_step: str


@dataclass(frozen=True)
class Message:
    """A kind of message: title, paragraphs, and what happens next. `%(name)s` take the worded parameters.

    `enclosures`: the files that it may carry, as code → title. `emails`: the e-mails that go with the event, as
    recipients → name of the template under `templates/emails/`. An e-mail has a text without any detail: of all
    parameters it takes the name of its addressee only, and none of the message's (MSG-3).
    """

    code: str
    title: Text
    body: tuple[Text | Line, ...]
    next_step: Text
    parameters: Mapping[str, Worder]
    enclosures: Mapping[str, Text] = field(default_factory=dict)
    emails: Mapping[str, str] = field(default_factory=dict)

    def lines(self) -> tuple[Line, ...]:
        """The paragraphs that may be left out."""
        return tuple(each for each in self.body if isinstance(each, Line))

    def texts(self) -> tuple[Text, ...]:
        """Every text of the message that is translated."""
        body = (each.text if isinstance(each, Line) else each for each in self.body)
        return (self.title, *body, self.next_step)

    def words(self, params: Params) -> dict[str, str]:
        """The declared parameters in the active language; those of older messages that are declared no more are not."""
        return {name: worder(params[name]) for name, worder in self.parameters.items() if name in params}

    def word(self, params: Params) -> Worded:
        """The message in the active language. Raises KeyError for a parameter that a text asks for and nobody gave."""
        words = self.words(params)
        body = [
            each.text if isinstance(each, Line) else each
            for each in self.body
            if not isinstance(each, Line) or words.get(each.needs)
        ]
        return Worded(
            title=str(self.title) % words,
            body=tuple(str(text) % words for text in body),
            next_step=str(self.next_step) % words,
        )

    def refuse_unfit(self, params: Params, enclosures: Iterable[str] = ()) -> None:
        """Raises UnfitMessage unless `params` are exactly the declared ones and every enclosure's code is declared.

        A value that its worder cannot word raises what the worder raises: ValueError, TypeError or KeyError.
        """
        missing, surplus = self.parameters.keys() - params.keys(), params.keys() - self.parameters.keys()
        if missing or surplus:
            raise UnfitMessage(f"{self.code}: missing {sorted(missing)}, surplus {sorted(surplus)}")
        self.refuse_unfit_enclosures(enclosures)
        self.word(params)

    def refuse_unfit_enclosures(self, codes: Iterable[str]) -> None:
        """Raises UnfitMessage unless the kind of message declares every code of an enclosure."""
        undeclared = set(codes) - self.enclosures.keys()
        if undeclared:
            raise UnfitMessage(f"{self.code} does not enclose {sorted(undeclared)}")


# How parameters are worded. A worder takes a plain value as JSON keeps it.


def text(value: Any) -> str:
    """A text or a figure, as it is. Raises TypeError for anything else."""
    if not isinstance(value, str | int):
        raise TypeError(f"{value!r} is no text")
    return str(value)


def names(value: Any) -> str:
    """A text, a name by language (the reader's, else any), or a list of such."""
    if isinstance(value, Mapping):
        own = value.get((get_language() or ENGLISH).replace("-", "_"))
        return str(own or value.get("en") or next((name for name in value.values() if name), ""))
    if isinstance(value, Sequence) and not isinstance(value, str):
        return ("、" if chinese_first() else ", ").join(map(names, value))
    return text(value)


def moment(value: Any) -> str:
    """A time (ISO 8601, aware) in Hong Kong, to the second."""
    return written_time(datetime.fromisoformat(value), get_language() or ENGLISH, seconds=True)


def minute(value: Any) -> str:
    """A time (ISO 8601, aware) in Hong Kong, to the minute."""
    return written_time(datetime.fromisoformat(value), get_language() or ENGLISH)


def dollars(value: Any) -> str:
    """An amount, given in cents."""
    return money.dollars(int(value))


def choice(choices: type[Choices]) -> Worder:
    """The label of one of `choices`. The worder raises ValueError for any other value."""
    return lambda value: str(choices(value).label)
