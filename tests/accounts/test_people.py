"""People and their accounts: what each role may do, which account acts, and what a suspension ends (ACC, ORG)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from accounts import roles
from accounts.models import Account, Branch, Organisation, User
from accounts.states import AccountState
from icms import demo
from icms.lib.language import speaking
from messaging import notices
from messaging.models import Message
from tests import cast
from tests.filing.stage import Page

pytestmark = pytest.mark.usefixtures("people")

RIGHTS = {  # email → files and pays, sends bulk claims
    cast.PA: (False, False),
    cast.AA: (False, False),
    cast.FILER: (True, True),
    cast.COLLEAGUE: (True, True),
    cast.STRANGER: (True, True),
    cast.INDIVIDUAL: (True, False),
}


@pytest.mark.parametrize("email", RIGHTS)
def test_a_role_answers_what_it_may_do(email: str):
    account = cast.account(email)
    asked = (
        roles.may_transact(account),
        roles.may_commence_in_bulk(account),
    )
    assert asked == RIGHTS[email]


def test_registry_officers_decide_and_nobody_else():
    deciding = {role for role, email in cast.ROLES.items() if email and roles.may_decide(cast.person(email))}
    assert deciding == {"officer"}


@pytest.mark.parametrize("email", [cast.PA, cast.AA])
def test_a3_administrators_are_told_that_they_cannot_file_and_who_can(email: str):
    """A3: a Primary or Assistant Administrator runs accounts; documents are filed by Organization Users."""
    for name in ("filing:commence", "filing:submissions"):
        answer = cast.browser(email).get(reverse(name, args=["sct"]))
        assert answer.status_code == 403
        words = Page(answer.content.decode()).text
        assert "administrator" in words.lower()
        assert "Organization User" in words
    assert cast.browser(email).post(reverse("filing:import", args=["sct"])).status_code == 403


def test_a9_the_first_organisation_user_is_the_default_until_another_is_named():
    """A9: what is assigned to nobody goes to the default user: the first active OU, else whoever is named."""
    filer, colleague = cast.account(), cast.account(cast.COLLEAGUE)
    of_firm = filer.organisation
    assert list(Account.objects.default_users_of(of_firm)) == [filer]
    Account.objects.filter(pk=colleague.pk).update(is_default_user=True)
    assert list(Account.objects.default_users_of(of_firm)) == [colleague]
    Account.objects.filter(pk=filer.pk).update(is_default_user=True)
    assert set(Account.objects.default_users_of(of_firm)) == {filer, colleague}


def test_a9_a_suspended_default_user_is_followed_by_the_first_active_one():
    filer, colleague = cast.account(), cast.account(cast.COLLEAGUE)
    Account.objects.filter(pk=filer.pk).update(state=AccountState.SUSPENDED, is_default_user=True)
    assert list(Account.objects.default_users_of(filer.organisation)) == [colleague]
    User.objects.filter(pk=colleague.user_id).update(is_active=False)
    assert list(Account.objects.default_users_of(filer.organisation)) == []


def test_a9_administrators_and_strangers_are_never_default_users():
    firm = cast.account().organisation
    Account.objects.filter(organisation=firm, role="organisation_user").update(state=AccountState.SUSPENDED)
    assert list(Account.objects.default_users_of(firm)) == []
    with pytest.raises(IntegrityError), transaction.atomic():
        Account.objects.filter(role="primary_administrator").update(is_default_user=True)


def second_account() -> Account:
    """A second account of the filer, as administrator of his firm."""
    filer = cast.account()
    account = Account.objects.create(
        user=filer.user, role="primary_administrator", organisation=filer.organisation, branch=filer.branch
    )
    demo.accept_terms(account)
    return account


def acting(browser: Client) -> Account | None:
    return browser.get(reverse("home")).context["account"]


def test_a_person_switches_between_his_own_accounts():
    other, browser = second_account(), cast.browser()
    assert acting(browser) == Account.objects.get(user=other.user, role="organisation_user")
    assert browser.post(reverse("accounts:switch"), {"account": other.pk}).url == reverse("home")
    assert acting(browser) == other
    assert browser.get(reverse("filing:commence", args=["sct"])).status_code == 403


@pytest.mark.parametrize("chosen", ["", "x", "-1", "²", "99999999999999999999999", "9" * 5_000])
def test_a_choice_that_is_no_account_of_ones_own_switches_nothing(chosen: str):
    browser = cast.browser()
    answer = browser.post(reverse("accounts:switch"), {"account": chosen}, follow=True)
    assert "nothing was switched" in answer.content.decode()
    assert answer.context["account"] == cast.account()


def test_nobody_switches_to_an_account_of_another_person():
    browser = cast.browser()
    answer = browser.post(reverse("accounts:switch"), {"account": cast.account(cast.PA).pk}, follow=True)
    assert "nothing was switched" in answer.content.decode()
    assert acting(browser) == cast.account()


def test_whose_last_account_is_suspended_is_signed_out_at_the_next_page_and_told_why():
    browser = cast.browser()
    assert browser.get(reverse("filing:commence", args=["sct"])).status_code == 200
    with transaction.atomic():
        params = {"case": "SCTC 000001/2026", "claim": "HL-00001"}
        notices.send("paper_sealed", event="x", to=[cast.account().pk], params=params)
    Account.objects.filter(pk=cast.account().pk).update(state=AccountState.SUSPENDED)
    message = reverse("messaging:message", args=[Message.objects.get().pk])
    for address in (
        message,
        "/sct/filing/new/claims/",
        "/sct/filing/submissions/",
        reverse("messaging:inbox"),
    ):
        answer = browser.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("account_login"))
    assert "none of your accounts is active" in browser.get(answer.url).content.decode()
    assert acting(browser) is None
    assert "_auth_user_id" not in browser.session


def test_a_suspended_account_gives_way_to_another_of_the_same_person():
    other, browser = second_account(), cast.browser()
    browser.post(reverse("accounts:switch"), {"account": other.pk})
    Account.objects.filter(pk=other.pk).update(state=AccountState.SUSPENDED)
    assert acting(browser) == Account.objects.get(user=other.user, role="organisation_user")
    answer = browser.post(reverse("accounts:switch"), {"account": other.pk}, follow=True)
    assert "nothing was switched" in answer.content.decode()


def test_a_person_who_may_not_sign_in_any_more_is_out_at_the_next_page():
    browser = cast.browser()
    User.objects.filter(email=cast.FILER).update(is_active=False)
    assert browser.get(reverse("filing:commence", args=["sct"])).status_code == 302


def test_a_name_is_shown_as_the_readers_language_puts_it():
    firm, person = (
        Organisation(name_en="Harbour", name_zh="海港"),
        User(name_en="Chan", name_zh="陳", email="c@x.example"),
    )
    with speaking("en"):
        assert (firm.name, person.name) == ("Harbour", "Chan")
    with speaking("zh-hans"):
        assert (firm.name, person.name) == ("海港", "陳")
        assert Organisation(name_en="Harbour").name == "Harbour"
        assert User(email="c@x.example").name == "c@x.example"


def refused(**fields: object) -> bool:
    try:
        with transaction.atomic():
            Account.objects.create(**fields)
    except IntegrityError:
        return True
    return False


def test_the_database_refuses_accounts_that_cannot_be():
    filer = cast.account()
    firm = {"organisation": filer.organisation, "branch": filer.branch}
    assert refused(user=filer.user, role="individual", **firm)
    assert refused(user=filer.user, role="organisation_user")
    assert refused(user=filer.user, role="organisation_user", **firm), "one account for each role in a firm"
    with pytest.raises(IntegrityError), transaction.atomic():
        Branch.objects.create(organisation=filer.organisation, code="X", name="X", is_headquarters=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        Organisation.objects.create(kind="company", registration_number="no name")


def test_one_person_has_one_individual_account():
    individual = cast.account(cast.INDIVIDUAL)
    assert refused(user=individual.user, role="individual")


def test_an_address_is_one_person_whatever_its_case():
    assert User.objects.create_user("Somebody@Example.ORG").email == "somebody@example.org"
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create_user("SOMEBODY@example.org")
    with pytest.raises(ValueError):
        User.objects.create_user("")
