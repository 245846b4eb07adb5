"""The demo's invented cast: one approved claimant with its administrators and users, and three of the court's staff."""

from __future__ import annotations

from typing import NamedTuple

from django.contrib.auth.models import Group

from accounts.models import (
    Account,
    AssistantGrant,
    Branch,
    Organisation,
    TermsAcceptance,
    TermsVersion,
    User,
)
from accounts.rules.likeness import organisation_keys
from accounts.seed import REGISTRY_OFFICERS, SUPPORT_CENTRE
from cases.models import ApprovedClaimant, Court
from filing.bulk.sample import DEMO_CLAIMANT
from icms.lib import clock

# Printed at every start of the demo, and worth nothing anywhere else.
PASSWORD = "harbour-light-2026"

DEMO_NUMBER = "DEMO-0001"
# The court that the demo files with, and whose clock its banner shows; and who enters its storms.
COURT = "sct"
OFFICER = "officer@demo.example"

Role = Account.Role


class Member(NamedTuple):
    """One sign-in of the cast; `role` None is staff of the court, in the group that `place` names, else a branch."""

    email: str
    name_en: str
    name_zh: str
    role: str | None
    page: str
    place: str = "HQ"


CAST = (
    Member("filer@demo.example", "Chan Mei Ling", "陳美玲", Role.ORGANISATION_USER, "/"),
    Member("second.filer@demo.example", "Wong Ka Ho", "黃家豪", Role.ORGANISATION_USER, "/", "KLN"),
    Member("administrator@demo.example", "Lee Wai Man", "李慧敏", Role.PRIMARY_ADMINISTRATOR, "/"),
    Member("assistant@demo.example", "Ho Chi Keung", "何志強", Role.ASSISTANT_ADMINISTRATOR, "/"),
    Member(
        "second.assistant@demo.example", "Lau Suk Yee", "劉淑儀", Role.ASSISTANT_ADMINISTRATOR, "/", "KLN"
    ),
    Member(OFFICER, "Cheung Siu Fan", "張少芬", None, "/admin/", REGISTRY_OFFICERS),
    Member("support@demo.example", "Ng Wing Sum", "吳詠心", None, "/admin/", SUPPORT_CENTRE),
    # Whoever records an identity check does not approve.
    Member("second.support@demo.example", "Yeung Tsz Kit", "楊子傑", None, "/admin/", SUPPORT_CENTRE),
)
STAFF = {REGISTRY_OFFICERS: "Registry officer", SUPPORT_CENTRE: "Support Centre officer"}
# The first assistant may do this beside what every assistant does; the second has nothing granted.
GRANTED = AssistantGrant.Right.MANAGE_BRANCHES


def load_cast() -> None:
    """Adds whoever is missing. The first Organization User is the default one until another is named (A9)."""
    organisation, _ = Organisation.objects.get_or_create(
        registration_number=DEMO_NUMBER,
        defaults={
            "kind": Organisation.Kind.COMPANY,
            "name_en": DEMO_CLAIMANT.name_en,
            "name_zh": DEMO_CLAIMANT.name_zh,
            **organisation_keys(DEMO_NUMBER, DEMO_CLAIMANT.name_en, DEMO_CLAIMANT.name_zh),
        },
    )
    Branch.objects.get_or_create(
        organisation=organisation, code="HQ", defaults={"name": "Headquarters", "is_headquarters": True}
    )
    Branch.objects.get_or_create(organisation=organisation, code="KLN", defaults={"name": "Kowloon office"})
    ApprovedClaimant.objects.get_or_create(
        organisation=organisation,
        court=Court.objects.get(code=COURT),
        defaults={
            "name_en": organisation.name_en,
            "name_zh": organisation.name_zh,
            "kinds": list(DEMO_CLAIMANT.kinds),
            "valid_from": clock.today().replace(month=1, day=1),
        },
    )
    for member in CAST:
        _load_member(member, organisation)
    _load_grant(organisation)


def _load_grant(organisation: Organisation) -> None:
    accounts = Account.objects.filter(organisation=organisation)
    giver = accounts.get(user__email="administrator@demo.example", role=Role.PRIMARY_ADMINISTRATOR)
    assistant = accounts.get(user__email="assistant@demo.example", role=Role.ASSISTANT_ADMINISTRATOR)
    AssistantGrant.objects.get_or_create(
        account=assistant, right=GRANTED, defaults={"granted_by": giver, "granted_at": clock.now()}
    )


def _load_member(member: Member, organisation: Organisation) -> None:
    user = User.objects.filter(email=member.email).first()
    if user is None:
        user = User.objects.create_user(
            member.email,
            PASSWORD,
            name_en=member.name_en,
            name_zh=member.name_zh,
            is_staff=member.role is None,
        )
    if member.role is None:
        user.groups.add(Group.objects.get(name=member.place))
    else:
        branch = organisation.branches.get(code=member.place)
        account, _ = Account.objects.get_or_create(
            user=user, organisation=organisation, role=member.role, defaults={"branch": branch}
        )
        accept_terms(account)


def accept_terms(account: Account) -> None:
    """The cast have read the terms in force."""
    version = TermsVersion.objects.in_force()
    if version is not None:
        TermsAcceptance.objects.get_or_create(
            account=account, version=version, defaults={"accepted_at": clock.now()}
        )


def sign_ins() -> list[dict[str, str]]:
    """Who can sign in to the demo, for the start's print-out."""
    return [
        {
            "role": str(Account.Role(member.role).label) if member.role else STAFF[member.place],
            "email": member.email,
            "password": PASSWORD,
            "page": member.page,
        }
        for member in CAST
    ]
