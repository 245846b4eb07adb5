"""A small firm for the tests of acts: two administrators of each kind, users in two branches, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.contrib.auth.models import Permission
from django.core import mail

from accounts import transitions
from accounts.models import Account, Branch, Handover, Organisation, User
from icms.files import inspect
from icms.files.inspect import Finding
from icms.files.receive import Arrived, arrive
from icms.kernel import outbox
from icms.lib.errors import Refused
from messaging.models import Message
from tests.files import makers

PASSWORD = "harbour-light-2026"
LINK = re.compile(r"https?://\S+/accounts/invitation/(\S+)/")


@dataclass
class Firm:
    """The firm's rows; `account(email)` re-reads."""

    organisation: Organisation
    headquarters: Branch
    kowloon: Branch
    primary: Account
    second_primary: Account
    assistant: Account
    second_assistant: Account
    user: Account
    colleague: Account


def build(name: str = "Chan & Co.", domain: str = "chan.example") -> Firm:
    """A new firm; two of them share nothing."""
    organisation = Organisation.objects.create(
        kind=Organisation.Kind.LAW_FIRM, name_en=name, name_zh="陳律師行", registration_number=domain
    )
    headquarters = Branch.objects.create(
        organisation=organisation, code="HQ", name="Headquarters", is_headquarters=True
    )
    kowloon = Branch.objects.create(organisation=organisation, code="KLN", name="Kowloon")

    def open_(who: str, role: str, branch: Branch = headquarters) -> Account:
        user = User.objects.create_user(f"{who}@{domain}", PASSWORD, name_en=who.title())
        return Account.objects.create(user=user, role=role, organisation=organisation, branch=branch)

    role = Account.Role
    return Firm(
        organisation,
        headquarters,
        kowloon,
        open_("primary", role.PRIMARY_ADMINISTRATOR),
        open_("second.primary", role.PRIMARY_ADMINISTRATOR),
        open_("assistant", role.ASSISTANT_ADMINISTRATOR, kowloon),
        open_("second.assistant", role.ASSISTANT_ADMINISTRATOR),
        open_("user", role.ORGANISATION_USER),
        open_("colleague", role.ORGANISATION_USER, kowloon),
    )


def support_officer(email: str = "support@court.example") -> User:
    """Staff of the Support Centre, who answer requests."""
    user = User.objects.create_user(email, PASSWORD, name_en="Support", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_organisation"))
    return user


def last_link() -> str:
    """The token of the invitation that was mailed last."""
    found = LINK.search(str(mail.outbox[-1].body))
    assert found
    return found.group(1)


def refusal(act: Callable[[], object]) -> str:
    """The code with which an act is refused."""
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def told(template: str) -> set[int]:
    """The accounts that have a message of a kind, after the jobs are done."""
    outbox.drain()
    return set(Message.objects.filter(template=template).values_list("account", flat=True))


def letter(data: bytes | None = None) -> tuple[Arrived, Finding]:
    """A letter of authority that has arrived and was looked at."""
    arrived = arrive(data or makers.pdf(text="Letter of authority"), "letter.pdf")
    [finding] = inspect.pdfs([arrived])
    return arrived, finding


def ask_handover(firm: Firm, data: bytes | None = None) -> Handover:
    """The primary administrator asks that his role go to the assistant."""
    return transitions.ask_handover(firm.assistant.pk, *letter(data), by=firm.primary)
