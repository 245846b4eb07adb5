"""The standing cast of the portal, built once by the seeds and the acts themselves, and the ways to be one of them.

One approved firm with its administrators (of two assistants one has a grant, the other none) and two Organization
Users in two branches, a stranger of another organisation without approval, an individual, and the court's side: a
registry officer, an accounts officer, two officers of the Support Centre, and staff to whom nothing has been given.
What they prepare and send is made by `tests.filing.stage`, through the acts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.contrib.auth.models import Group
from django.db import transaction
from django.test import Client

from accounts.models import Account, User
from accounts.seed import ACCOUNTS_OFFICERS
from filing.models import Submission
from icms import demo
from tests import snapshots
from tests.filing import stage

ANONYMOUS = ""
PA, AA, AA2 = stage.ADMINISTRATOR, stage.ASSISTANT, "second.assistant@demo.example"
FILER, COLLEAGUE = stage.FILER, stage.COLLEAGUE
STRANGER, INDIVIDUAL = stage.STRANGER, stage.INDIVIDUAL
OFFICER, SUPPORT = "officer@demo.example", "support@demo.example"
SECOND_SUPPORT = "second.support@demo.example"
ACCOUNTS_OFFICER, PLAIN_STAFF = "accounts@court.example", "staff@court.example"

# The columns of every table about who may do what.
ROLES = {
    "anonymous": ANONYMOUS,
    "PA": PA,
    "AA": AA,
    "AA2": AA2,
    "filer": FILER,
    "colleague": COLLEAGUE,
    "stranger": STRANGER,
    "individual": INDIVIDUAL,
    "officer": OFFICER,
    "accounts": ACCOUNTS_OFFICER,
    "support": SUPPORT,
    "staff": PLAIN_STAFF,
}


def load() -> None:
    """Reference data and everybody; may be called in a transaction of the test's own (`rolled_back`)."""
    snapshots.fill("cast", _load)
    stage.read_courts()


def _load() -> None:
    stage.load()
    accountant = User.objects.create_user(
        ACCOUNTS_OFFICER, demo.PASSWORD, name_en="Accountant", is_staff=True
    )
    accountant.groups.add(Group.objects.get(name=ACCOUNTS_OFFICERS))
    User.objects.create_user(PLAIN_STAFF, demo.PASSWORD, name_en="Newcomer", is_staff=True)


def account(email: str = FILER) -> Account:
    """The account of a person who has one."""
    return stage.account(email)


def person(email: str) -> User:
    """The person himself, staff too."""
    return User.objects.get(email=email)


def browser(email: str = FILER) -> Client:
    """A browser in which somebody has signed in; nobody for ANONYMOUS."""
    return stage.browser(email) if email else Client()


def prepared_submission(claims: int = 21, seed: int = 1, **how: object) -> Submission:
    """The filer's preparation with every form in its place, by the acts."""
    return stage.prepared(claims, seed, **how)  # type: ignore[arg-type]


def submitted_submission(claims: int = 21, seed: int = 1, **times: object) -> Submission:
    """The filer's submission, declared, paid and acknowledged, by the acts."""
    return stage.submitted(claims, seed, **times)  # type: ignore[arg-type]


@contextmanager
def rolled_back() -> Iterator[None]:
    """A transaction that leaves nothing behind, in which durable acts run as they do in Django's TestCase.

    For tests of doors and words only: what an act keeps when it fails is proved with `transactional_db`.
    """
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined]
    with block:
        yield
        transaction.set_rollback(True)
