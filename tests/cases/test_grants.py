"""A case is given to an account of an organisation: one row of django-guardian's kind, kept sound (ORG-4, LNK-1)."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from accounts.models import Account, Branch, Organisation
from accounts.states import AccountState
from cases.models import Case, CaseGrant, CaseLink
from icms import checks
from icms.lib import clock
from tests.cases.bench import Registry


def permission(codename: str = "view_case") -> Permission:
    return Permission.objects.get(content_type__app_label="cases", codename=codename)


def give(case: Case, to: Account, *, by: Account, **changes: object) -> CaseGrant:
    """One grant, as the acts that assign write it."""
    values = {
        "user_id": to.user_id,
        "account": to,
        "permission": permission(),
        "content_object": case,
        "granted_by": by,
        "granted_at": clock.now(),
    }
    with transaction.atomic():
        [grant] = CaseGrant.objects.bulk_create([CaseGrant(**{**values, **changes})])
    return grant


def second_account(desk: Registry) -> Account:
    """The filer's account in another firm."""
    firm = Organisation.objects.create(kind="company", name_en="Other Firm", registration_number="T-2")
    branch = Branch.objects.create(organisation=firm, code="HQ", name="HQ", is_headquarters=True)
    return Account.objects.create(
        user=desk.filer.user, role="organisation_user", organisation=firm, branch=branch
    )


def test_one_person_gets_cases_by_each_of_their_accounts_and_an_account_gets_several_cases(desk: Registry):
    one, two = desk.accept(), desk.accept()
    other = second_account(desk)
    for case in (one, two):
        for account in (desk.filer, other):
            give(case, account, by=desk.default)
    assert CaseGrant.objects.count() == 4
    assert set(CaseGrant.objects.filter(account=other).values_list("content_object", flat=True)) == {
        one.pk,
        two.pk,
    }


def test_the_same_permission_on_the_same_case_is_given_to_an_account_once(desk: Registry):
    case = desk.accept()
    give(case, desk.filer, by=desk.default)
    give(case, desk.filer, by=desk.default, permission=permission("change_case"))
    with pytest.raises(IntegrityError):
        give(case, desk.filer, by=desk.default)
    assert CaseGrant.objects.count() == 2


@pytest.mark.parametrize(
    "missing", ["granted_by", "account", "user_id", "content_object", "permission", "granted_at"]
)
def test_a_grant_lacks_nothing(desk: Registry, missing: str):
    case = desk.accept()
    with pytest.raises(IntegrityError, match=missing.removesuffix("_id")):
        give(case, desk.filer, by=desk.default, **{missing: None})
    assert not CaseGrant.objects.exists()


def test_those_who_have_a_case_are_the_active_accounts_of_an_organisation_that_is_linked(desk: Registry):
    case, unlinked = desk.accept(), second_account(desk)
    for account in (desk.filer, desk.default, unlinked):
        give(case, account, by=desk.default)
    give(case, desk.filer, by=desk.default, permission=permission("change_case"))
    with CaptureQueriesContext(connection) as statements:
        assert set(CaseGrant.objects.takers_of(case)) == {desk.filer, desk.default}
    assert len(statements) == 1
    assert not CaseGrant.objects.takers_of(desk.accept()).exists()

    Account.objects.filter(pk=desk.default.pk).update(state=AccountState.SUSPENDED)
    assert list(CaseGrant.objects.takers_of(case)) == [desk.filer]
    CaseLink.objects.filter(case=case).update(unlinked_at=clock.now(), unlink_reason="direction")
    assert not CaseGrant.objects.takers_of(case).exists()


def test_the_system_check_finds_a_grant_whose_person_is_not_that_of_its_account(desk: Registry):
    case = desk.accept()
    give(case, desk.filer, by=desk.default)
    assert checks.grants_belong_to_their_account(databases=["default"]) == []
    give(case, desk.default, by=desk.default, user_id=desk.filer.user_id)
    [found] = checks.grants_belong_to_their_account(databases=["default"])
    assert found.id == "icms.E011"
    assert found.msg.startswith("1 grants")


def test_the_check_waits_until_the_table_is_there(monkeypatch, desk: Registry):
    monkeypatch.setattr(CaseGrant._meta, "db_table", "cases_casegrant_to_be")
    assert checks.grants_belong_to_their_account(databases=["default"]) == []


def test_who_has_a_case_and_which_cases_an_account_has_are_found_by_indexes():
    constraint = {each.name: each for each in CaseGrant._meta.constraints}[
        "grant_once_for_account_permission_and_case"
    ]
    assert list(constraint.fields) == ["account", "permission", "content_object"]
    assert CaseGrant._meta.get_field("content_object").db_index
