"""What a submission is: a batch of claims, a document in a case, … Everything else sees submissions only.

Payment, completion, deemed time, acknowledgement, closures, the registry's queue and the audit trail ask the kind for
its words and figures (`of`). Each kind is a module of `filing.kinds`, registered when the app starts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from django.utils.functional import Promise

from filing.models import Submission
from icms.lib.errors import Refused
from payments.rules.fees import FeeLine

# The code of a batch of new claims, which filing alone commences (`filing.kinds.bulk`).
BULK = "bulk"

Charges = Mapping[int, tuple[FeeLine, ...]]


class Cases(Protocol):
    """The ids of the cases that submissions have opened, by the submission's key.

    With `lock`, what is just being accepted is waited for, and reads afterwards what the caller writes.
    """

    def __call__(
        self, submission_ids: Sequence[int], *, lock: bool = False
    ) -> Mapping[int, Sequence[int]]: ...


@dataclass(frozen=True)
class Figure:
    """One thing that an acknowledgement says of what was sent: "Number of claims", "30"."""

    label: str | Promise
    value: str


@dataclass(frozen=True)
class FilingKind:
    """One kind of submission: its words, the rows that it has of its own, and what completing it does.

    `names`, `parameters` and `cases` answer for many submissions at once, by their keys.
    """

    code: str
    title: str | Promise
    # What lists and papers call a submission: the claimant's batch reference.
    names: Callable[[Sequence[int]], Mapping[int, str]]
    # What the acknowledgement says: "30 claims submitted", further figures, and what follows, step by step.
    heading: Callable[[Submission], str]
    figures: Callable[[Submission], Sequence[Figure]]
    after: Sequence[str | Promise]
    # The templates of the messages on completion and on a changed deemed time.
    acknowledged: str
    time_moved: str
    # A step: moves the kind's own rows when the submission is complete. Returns what the first message and the audit
    # trail say beside reference, times and money.
    submit: Callable[[Submission], dict[str, Any]]
    # The same for the second message.
    parameters: Callable[[Sequence[int]], Mapping[int, dict[str, Any]]]
    # What stands between a preparation and its declaration, and the fee lines by item for a Hong Kong day.
    obstacles: Callable[[Submission], list[Refused]]
    charges: Callable[[Submission, date], Charges]
    cases: Cases
    # Names of the pages on which a preparation goes on and an officer decides; both take the submission's key.
    page: str
    review_page: str

    def name_of(self, submission: Submission) -> str:
        """What lists and papers call one submission."""
        return self.names([submission.pk])[submission.pk]


_kinds: dict[str, FilingKind] = {}


def register(kind: FilingKind) -> None:
    """Adds a kind. Raises ValueError for a second kind with the same code."""
    if kind.code in _kinds:
        raise ValueError(f"there is a filing kind {kind.code!r} already")
    _kinds[kind.code] = kind


def of(submission: Submission) -> FilingKind:
    """The kind of a submission. Raises KeyError where nobody has registered it."""
    return _kinds[submission.kind]


def kinds() -> Sequence[FilingKind]:
    """All that are registered."""
    return tuple(_kinds.values())


def names_of(submissions: Iterable[Submission]) -> dict[int, str]:
    """What lists call these submissions, by key; one statement a kind."""
    of_kind: dict[str, list[int]] = defaultdict(list)
    for submission in submissions:
        of_kind[submission.kind].append(submission.pk)
    names: dict[int, str] = {}
    for code, ids in of_kind.items():
        names |= _kinds[code].names(ids)
    return names
