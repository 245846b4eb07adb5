"""What administrators do with accounts, branches and limits, and what the court does (ORG-1 to ORG-3, A3, A9)."""

from __future__ import annotations

import pytest
from django.core import mail

from accounts import transitions
from accounts.models import Account, Branch, Handover, LimitRequest, OrganisationLimit, User
from accounts.rules.limits import SHIPPED_LIMITS
from accounts.states import AccountState
from accounts.transitions.people import Particulars
from icms.kernel import audit
from icms.kernel.models import AuditEvent
from messaging.models import Message
from tests.accounts import firm as firms
from tests.accounts.firm import Firm, ask_handover, refusal, told
from tests.files import makers
from tests.filing import stage

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def firm(settings, tmp_path) -> Firm:
    settings.MEDIA_ROOT = str(tmp_path)
    return firms.build()


def done(action: str) -> list[str]:
    """The targets of an act in the audit trail."""
    return list(AuditEvent.objects.filter(action=action).values_list("target", flat=True))


def test_suspension_closes_at_once_and_reactivation_restores(firm: Firm):
    transitions.suspend(firm.user.pk, by=firm.assistant)
    assert not Account.objects.active().filter(pk=firm.user.pk).exists()
    assert told("account_suspended") == {firm.user.pk, firm.primary.pk, firm.second_primary.pk}
    assert refusal(lambda: transitions.suspend(firm.user.pk, by=firm.primary)) == "account_stands_so"
    transitions.reactivate(firm.user.pk, by=firm.primary)
    assert Account.objects.active().filter(pk=firm.user.pk).exists()
    assert told("account_reactivated") == {firm.user.pk, firm.second_primary.pk}
    assert done("account.suspended") == done("account.reactivated") == [audit.name_of(firm.user)]


def test_whoever_is_suspended_himself_can_do_nothing_any_more(firm: Firm):
    transitions.suspend(firm.assistant.pk, by=firm.primary)
    assert refusal(lambda: transitions.suspend(firm.user.pk, by=firm.assistant)) == "right_missing"


def test_the_organisations_particulars_are_apart_from_the_persons_own(firm: Firm):
    kept = Particulars("  Chan   Tai Man ", "陳大文", "Clerk", "2477 1002")
    account = transitions.edit(firm.user.pk, kept, by=firm.assistant)
    account.refresh_from_db()
    assert (account.name, account.position) == ("Chan Tai Man", "Clerk")
    assert account.user.name == "User"
    transitions.keep_own_particulars("Own Name", "", "zh-hant", by=firm.user.user)
    account.refresh_from_db()
    assert (account.name, account.user.name, account.user.language) == ("Chan Tai Man", "Own Name", "zh-hant")


def test_an_act_that_changes_nothing_leaves_no_trace(firm: Firm):
    transitions.move(firm.colleague.pk, firm.kowloon.pk, by=firm.primary)
    transitions.edit(firm.user.pk, Particulars("", ""), by=firm.primary)
    transitions.take_back_grant(firm.assistant.pk, "manage_branches", by=firm.primary)
    transitions.name_default_users([], by=firm.primary)
    assert not AuditEvent.objects.exists()


def test_a_primary_administrator_stays_in_headquarters_and_others_move(firm: Firm):
    code = refusal(lambda: transitions.move(firm.second_primary.pk, firm.kowloon.pk, by=firm.primary))
    assert code == "primary_stays_in_headquarters"
    assert transitions.move(firm.user.pk, firm.kowloon.pk, by=firm.primary).branch == firm.kowloon
    other = firms.build("Wong & Co.", "wong.example")
    with pytest.raises(Branch.DoesNotExist):
        transitions.move(firm.user.pk, other.kowloon.pk, by=firm.primary)


@pytest.mark.parametrize("who", ["primary", "assistant"])
def test_a3_an_administrator_opens_his_own_user_account_in_his_branch_once(firm: Firm, who: str):
    giver = getattr(firm, who)
    account = transitions.open_own_user_account(by=giver)
    assert (account.user, account.branch, account.role) == (giver.user, giver.branch, "organisation_user")
    assert transitions.open_own_user_account(by=giver) == account
    Account.objects.filter(pk=account.pk).update(state=AccountState.SUSPENDED)
    assert refusal(lambda: transitions.open_own_user_account(by=giver)) == "own_account_suspended"


def test_a9_default_users_are_named_and_taken_back(firm: Firm):
    transitions.name_default_users([firm.user.pk, firm.colleague.pk], by=firm.primary)
    transitions.name_default_users([firm.colleague.pk], by=firm.primary)
    assert list(Account.objects.default_users_of(firm.organisation)) == [firm.colleague]
    assert firm.user.pk in told("account_ceased_default_user")
    with pytest.raises(Account.DoesNotExist):
        transitions.name_default_users([firm.assistant.pk], by=firm.primary)


def test_branch_codes_are_kept_in_capitals_and_are_unique(firm: Firm):
    assert transitions.add_branch("tst", "Tsim  Sha Tsui", by=firm.primary).code == "TST"
    assert refusal(lambda: transitions.add_branch("kln", "Again", by=firm.primary)) == "branch_code_taken"
    renamed = transitions.edit_branch(firm.kowloon.pk, "KLN", "Mong Kok", by=firm.primary)
    assert renamed.name == "Mong Kok"
    code = refusal(lambda: transitions.edit_branch(firm.kowloon.pk, "TST", "x", by=firm.primary))
    assert code == "branch_code_taken"


def test_the_limit_of_branches_holds_until_the_court_grants_more(firm: Firm):
    for number in range(SHIPPED_LIMITS["branch"] - 2):
        transitions.add_branch(f"B{number}", "Branch", by=firm.primary)
    assert refusal(lambda: transitions.add_branch("MORE", "More", by=firm.primary)) == "limit_reached"
    asked = transitions.ask_limit("branch", 11, "Another office.", by=firm.primary)
    assert refusal(lambda: transitions.ask_limit("branch", 12, "x", by=firm.primary)) == "limit_asked_already"
    officer = firms.support_officer()
    transitions.decide_limit(asked.pk, granted=11, answer="", by=officer)
    assert told("account_limit_granted") == {firm.primary.pk, firm.second_primary.pk}
    assert transitions.add_branch("MORE", "More", by=firm.primary).code == "MORE"
    again = refusal(lambda: transitions.decide_limit(asked.pk, granted=20, answer="", by=officer))
    assert again == "decided_already"


@pytest.mark.parametrize("number", [0, -1, 5, 10_000])
def test_a_limit_is_asked_for_only_upwards_and_within_reason(firm: Firm, number: int):
    what = "assistant_administrator"
    assert refusal(lambda: transitions.ask_limit(what, number, "x", by=firm.primary)) == "limit_not_higher"


def test_the_court_refuses_a_limit_with_a_reason_and_grants_none_below_what_there_is(firm: Firm):
    asked = transitions.ask_limit("primary_administrator", 9, "Many.", by=firm.primary)
    officer = firms.support_officer()
    for granted, answer, code in ((None, " ", "reason_missing"), (1, "", "limit_below_use")):
        act = {"granted": granted, "answer": answer}
        assert refusal(lambda act=act: transitions.decide_limit(asked.pk, **act, by=officer)) == code
    transitions.decide_limit(asked.pk, granted=None, answer="Two are enough.", by=officer)
    assert told("account_limit_refused") == {firm.primary.pk, firm.second_primary.pk}
    assert not OrganisationLimit.objects.exists()
    assert LimitRequest.objects.get().answer == "Two are enough."


def test_the_primary_role_goes_to_another_person_when_the_court_approves_the_letter(firm: Firm):
    handover = ask_handover(firm)
    assert Account.objects.get(pk=firm.primary.pk).state == AccountState.ACTIVE
    transitions.decide_handover(handover.pk, approved=True, answer="", by=firms.support_officer())
    successor = Account.objects.get(user=firm.assistant.user, role="primary_administrator")
    assert successor.branch == firm.headquarters
    assert Account.objects.get(pk=firm.primary.pk).state == AccountState.HANDED_OVER
    assert told("account_handover_approved") == {successor.pk, firm.assistant.pk, firm.second_primary.pk}
    assert refusal(lambda: transitions.suspend(firm.user.pk, by=firm.primary)) == "right_missing"


def test_what_was_handed_over_can_be_handed_back_and_never_just_reactivated(firm: Firm):
    officer = firms.support_officer()
    transitions.decide_handover(ask_handover(firm).pk, approved=True, answer="", by=officer)
    own = transitions.reactivate
    assert refusal(lambda: own(firm.primary.pk, by=firm.second_primary)) == "account_stands_so"
    court = transitions.reactivate_account
    assert refusal(lambda: court(firm.primary.pk, "x", by=officer)) == "account_stands_so"
    user = Account.objects.create(
        user=firm.primary.user,
        role="organisation_user",
        organisation=firm.organisation,
        branch=firm.headquarters,
    )
    giver = Account.objects.get(user=firm.assistant.user, role="primary_administrator")
    letter = stage.arrive(makers.pdf(text="Back"), "back.pdf")
    back = transitions.ask_handover(user.pk, letter, stage.inspect.pdfs([letter])[0], by=giver)
    transitions.decide_handover(back.pk, approved=True, answer="", by=officer)
    assert Account.objects.get(pk=firm.primary.pk).state == AccountState.ACTIVE
    assert Account.objects.get(pk=giver.pk).state == AccountState.HANDED_OVER


def test_a_hand_over_is_refused_with_a_reason_or_withdrawn_by_its_giver(firm: Firm):
    first = ask_handover(firm)
    assert refusal(lambda: ask_handover(firm)) == "handover_asked_already"
    transitions.withdraw_handover(first.pk, by=firm.primary)
    second = ask_handover(firm)
    officer = firms.support_officer()
    decide = transitions.decide_handover
    assert refusal(lambda: decide(second.pk, approved=False, answer="", by=officer)) == "reason_missing"
    decide(second.pk, approved=False, answer="The letter is not signed.", by=officer)
    assert told("account_handover_refused") == {firm.primary.pk, firm.second_primary.pk}
    with pytest.raises(Handover.DoesNotExist):
        transitions.withdraw_handover(second.pk, by=firm.second_primary)


def test_a_letter_that_is_no_pdf_is_refused_and_nothing_is_asked(firm: Firm):
    assert refusal(lambda: ask_handover(firm, b"no pdf at all")).startswith("file_")
    assert not Handover.objects.exists()


def test_what_the_court_suspended_no_administrator_reactivates(firm: Firm):
    officer = firms.support_officer()
    transitions.suspend_account(firm.user.pk, "Order of 1 July", by=officer)
    code = refusal(lambda: transitions.reactivate(firm.user.pk, by=firm.primary))
    assert code == "suspended_by_court"
    transitions.reactivate_account(firm.user.pk, "Order of 2 July", by=officer)
    assert Account.objects.active().filter(pk=firm.user.pk).exists()


def test_the_court_suspends_a_whole_organisation_and_each_account_keeps_its_own_state(firm: Firm):
    officer = firms.support_officer()
    transitions.suspend(firm.user.pk, by=firm.primary)
    transitions.suspend_organisation(firm.organisation.pk, "Order", by=officer)
    assert not Account.objects.active().filter(organisation=firm.organisation).exists()
    assert refusal(lambda: transitions.reactivate(firm.user.pk, by=firm.primary)) == "right_missing"
    transitions.reactivate_organisation(firm.organisation.pk, "Order", by=officer)
    active = Account.objects.active().filter(organisation=firm.organisation)
    assert active.count() == 5
    assert firm.user not in active


@pytest.mark.parametrize("act", ["suspended", "reactivated"])
def test_the_administrators_get_an_e_mail_and_the_reason_in_a_message(firm: Firm, act: str):
    officer = firms.support_officer()
    User.objects.filter(pk=firm.second_primary.user_id).update(language="zh-hant")
    User.objects.filter(pk=firm.assistant.user_id).update(language="zh-hans")
    transitions.suspend(firm.second_assistant.pk, by=firm.primary)
    transitions.suspend_organisation(firm.organisation.pk, "Order of 1 July", by=officer)
    if act == "reactivated":
        mail.outbox.clear()
        transitions.reactivate_organisation(firm.organisation.pk, "Order of 2 July", by=officer)
    told_of = [firm.primary, firm.second_primary, firm.assistant]
    assert told(f"account_organisation_{act}") == {account.pk for account in told_of}
    sent = {each.to[0]: each for each in mail.outbox}
    assert set(sent) == {account.user.email for account in told_of}
    assert f"The court has {act} your organization" in sent[firm.primary.user.email].subject
    assert "你的機構" in sent[firm.second_primary.user.email].subject
    assert "机构" in sent[firm.assistant.user.email].body
    assert not any("July" in each.body or "Chan & Co." in each.body for each in mail.outbox)
    reasons = Message.objects.filter(template=f"account_organisation_{act}").values_list("params", flat=True)
    assert {each["reason"] for each in reasons} == {f"Order of {1 if act == 'suspended' else 2} July"}


@pytest.mark.parametrize("by", ["primary", "officer"])
def test_only_the_support_centre_marks_a_government_department(firm: Firm, by: str):
    staff = User.objects.create_user("officer@court.example", is_staff=True)
    actor = firm.primary.user if by == "primary" else staff
    act = transitions.mark_government
    assert refusal(lambda: act(firm.organisation.pk, True, "x", by=actor)) == "right_missing"
    act(firm.organisation.pk, True, "Seen the gazette", by=firms.support_officer())
    firm.organisation.refresh_from_db()
    assert firm.organisation.is_government


def test_every_act_leaves_one_entry_and_the_chain_holds(firm: Firm):
    transitions.give_grant(firm.assistant.pk, "manage_branches", by=firm.primary)
    transitions.add_branch("TST", "Tsim Sha Tsui", by=firm.assistant)
    transitions.suspend(firm.user.pk, by=firm.assistant)
    events = AuditEvent.objects.all()
    assert [event.action for event in events] == ["grant.given", "branch.added", "account.suspended"]
    assert all(event.person and event.organisation for event in events)
    assert list(audit.breaks(events)) == []
