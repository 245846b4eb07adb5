"""Who is in the portal of the upgrading test: applications, accounts and what was asked for them (`make_rows`)."""

from __future__ import annotations

import re
from datetime import timedelta

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP
from allauth.usersessions.models import UserSession
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from accounts import transitions
from accounts.models import Account, Invitation, LimitRequest, PasswordHistory, TermsVersion, User
from accounts.models.organisations import Counted
from accounts.transitions.invite import Invited, NewPerson
from accounts.transitions.lapse import SWEEP
from accounts.transitions.people import Particulars
from accounts.transitions.succession import NewPrimary
from icms.kernel import outbox
from icms.kernel.audit import PUBLIC
from icms.lib import clock
from messaging import transitions as messaging_acts
from messaging.models import Mail
from tests import cast
from tests.accounts import applicants, firm
from tests.accounts.firm import Firm
from tests.files import makers
from tests.upgrading.made_filings import At

LINK = re.compile(r"https?://\S+/accounts/(?:invitation|activate)/(\S+)/")


def make(at: At) -> None:
    """Applications in every state, two firms with accounts in every state, and all that they asked for."""
    at("2026-11-24 10:00")
    _applications(at)
    _mails()
    _firm(at)
    _gone()
    _signed_in()
    outbox.drain()
    version = TermsVersion.objects.in_force()
    assert version is not None
    transitions.accept_terms(version.pk, by=Account.objects.get(user__email="user@chan.example"))
    texts = {"text_en": "New", "text_zh_hant": "新", "text_zh_hans": "新"}
    TermsVersion.objects.create(valid_from=clock.now() + timedelta(days=30), **texts)


def _applications(at: At) -> None:
    support = cast.person(cast.SUPPORT)
    applicants.filled(email="draft@applicant.example")
    applicants.sent(email="sent@applicant.example", registration_number="22000001")
    applicants.asked(support, email="asked@applicant.example", registration_number="22000002")
    answered = applicants.asked(support, email="answered@applicant.example", registration_number="22000003")
    applicants.attach(answered, "authority", makers.pdf(text="Page 2"), "page-2.pdf")
    transitions.answer(answered.pk, "Page 2 is there now.", by=PUBLIC)
    waiting = applicants.sent(email="check@applicant.example", registration_number="22000004")
    transitions.call_for_check(waiting.pk, by=support)
    applicants.approved(support, "individual", "approved@applicant.example")
    applicants.approved(support, email="active@applicant.example", registration_number="22000005")
    version = TermsVersion.objects.in_force()
    transitions.activate_as_new(
        _token("active@applicant.example"), firm.PASSWORD, version.pk if version else None, by=PUBLIC
    )
    rejected = applicants.sent(email="rejected@applicant.example", registration_number="22000006")
    transitions.reject(rejected.pk, "The proceeding is not one of this court.", by=support)
    withdrawn = applicants.sent(email="withdrawn@applicant.example", registration_number="22000007")
    transitions.withdraw(withdrawn.pk, by=PUBLIC)
    lapsed = applicants.asked(support, email="lapsed@applicant.example", registration_number="22000008")
    applicants.ago(lapsed, 200, reminded_at=clock.now() - timedelta(days=20))
    assert transitions.lapse(lapsed.pk, by=SWEEP)
    forgotten = applicants.filled(email="forgotten@applicant.example")
    applicants.ago(forgotten, 27)
    assert transitions.remind(forgotten.pk, by=SWEEP)
    paper = transitions.begin("individual", "paper@applicant.example", "zh-hant", by=support, channel="post")
    applicants.attach(paper.application, "court_document", makers.pdf(text="Writ"), by=support)
    mistaken = transitions.begin(
        "individual", "mistaken@applicant.example", "en", by=support, channel="counter"
    )
    transitions.discard(mistaken.application.pk, "Entered twice.", by=support)
    at("2026-11-24 11:00")


def _token(email: str) -> str:
    """The token of the link that was mailed last to an address."""
    texts = Mail.objects.filter(to=email).order_by("-pk").values_list("text", flat=True)
    return next(found.group(1) for text in texts if (found := LINK.search(text)))


def _firm(at: At) -> None:
    """A firm whose administrators and the court have done everything that tells somebody something."""
    support = _support("support@court.example")
    one = firm.build()
    _grants_and_people(one)
    _limits(one, support)
    _invitations(at, one)
    organisation = one.organisation
    transitions.suspend_account(one.user.pk, "A complaint.", by=support)
    transitions.reactivate_account(one.user.pk, "Settled.", by=support)
    transitions.suspend_account(one.colleague.pk, "Another complaint.", by=support)
    transitions.suspend_organisation(organisation.pk, "Not paid.", by=support)
    outbox.drain()
    transitions.reactivate_organisation(organisation.pk, "Paid.", by=support)
    transitions.mark_government(organisation.pk, True, "A department.", by=support)
    refused = firm.ask_handover(one)
    transitions.decide_handover(refused.pk, approved=False, answer="The letter bears no date.", by=support)
    withdrawn = firm.ask_handover(one)
    transitions.withdraw_handover(withdrawn.pk, by=one.primary)
    approved = firm.ask_handover(one)
    transitions.decide_handover(approved.pk, approved=True, answer="", by=support)
    waiting = firm.letter()
    transitions.ask_handover(one.second_assistant.pk, *waiting, by=one.second_primary)
    outbox.drain()


def _support(email: str) -> User:
    user = User.objects.create_user(email, firm.PASSWORD, name_en="Support", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="change_organisation"))
    return user


def _grants_and_people(one: Firm) -> None:
    by = one.primary
    transitions.give_grant(one.assistant.pk, "manage_branches", by=by)
    transitions.give_grant(one.assistant.pk, "manage_default_users", by=by)
    transitions.take_back_grant(one.assistant.pk, "manage_branches", by=by)
    transitions.name_default_users([one.colleague.pk], by=by)
    transitions.name_default_users([one.user.pk], by=by)
    transitions.move(one.colleague.pk, one.headquarters.pk, by=by)
    transitions.suspend(one.colleague.pk, by=by)
    transitions.reactivate(one.colleague.pk, by=by)
    particulars = Particulars("Sze Wai Ming", "施慧明", "Clerk", "2477 1002")
    transitions.edit(one.user.pk, particulars, by=by)
    transitions.keep_own_particulars("Ada User", "", "zh-hant", by=one.user.user)
    transitions.open_own_user_account(by=by)
    transitions.suspend(transitions.open_own_user_account(by=one.second_primary).pk, by=by)
    branch = transitions.add_branch("ABD", "Aberdeen", by=by)
    transitions.edit_branch(branch.pk, "ABD", "Aberdeen office", by=by)
    outbox.drain()


def _limits(one: Firm, support: User) -> None:
    by = one.primary
    asked = [
        transitions.ask_limit(what, number, "The firm has grown.", by=by)
        for what, number in ((Counted.BRANCH, 300), (Counted.ORGANISATION_USER, 900))
    ]
    transitions.decide_limit(asked[0].pk, granted=250, answer="", by=support)
    transitions.decide_limit(asked[1].pk, granted=None, answer="No need is shown.", by=support)
    transitions.ask_limit(Counted.ASSISTANT_ADMINISTRATOR, 90, "More branches.", by=by)
    assert LimitRequest.objects.count() == 3


def _invitations(at: At, one: Firm) -> None:
    """Accepted, sent, withdrawn, and lapsed, which the same invitation again finds."""

    def invite(email: str) -> Invitation:
        role = "organisation_user"
        invited = Invited(email, "Lam Siu Wai", "林小慧", role, one.kowloon.pk, "zh-hant")
        return transitions.invite(invited, by=one.primary)

    invite("lam@chan.example")
    person = NewPerson("Lam Siu Wai", "林小慧", firm.PASSWORD, "zh-hant")
    transitions.accept_as_new(_token("lam@chan.example"), person, by=PUBLIC)
    transitions.withdraw_invitation(invite("gone@chan.example").pk, by=one.primary)
    invite("slow@chan.example")
    at("2026-11-28 10:00")
    invite("slow@chan.example")
    outbox.drain()


def _gone() -> None:
    """A firm whose only administrator is gone: the court enters a new one by a letter, and invites them."""
    two = firm.build("Ho & Ho", "ho.example")
    transitions.suspend(two.second_primary.pk, by=two.primary)
    new = NewPrimary("head@ho.example", "New Head", "新主管", "zh-hant")
    first, second = cast.person(cast.SUPPORT), cast.person(cast.SECOND_SUPPORT)
    entered = transitions.enter_handover(two.primary.pk, new, "Left on 1 July.", *firm.letter(), by=first)
    transitions.decide_handover(entered.pk, approved=True, answer="", by=second)
    outbox.drain()
    transitions.suspend_organisation(two.organisation.pk, "It cannot be reached.", by=second)


def _signed_in() -> None:
    """Second factors, a former password, an address that waits to be confirmed, and two browsers."""
    person = cast.person(cast.PA)
    TOTP.activate(person, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(person)
    assert Authenticator.objects.count() == 2
    PasswordHistory.objects.create(user=person, password=person.password)
    address = EmailAddress.objects.create(user=person, email="new.address@demo.example", verified=False)
    EmailConfirmation.create(address)
    for email in (cast.FILER, cast.OFFICER):
        browser = Client()
        browser.post(reverse("account_login"), {"login": email, "password": firm.PASSWORD})
        browser.get(reverse("home"))
    session = browser.session
    UserSession.objects.get_or_create(
        session_key=session.session_key,
        defaults={"user": cast.person(cast.OFFICER), "ip": "127.0.0.1", "user_agent": "A browser"},
    )


def _mails() -> None:
    """Most wait for a mail server; one was sent, one kept, one given up, and one emptied since."""
    sent, kept, failed, emptied = Mail.objects.order_by("pk")[:4]
    by = cast.person(cast.OFFICER)
    messaging_acts.end_mail(sent.pk, "sent", by=by)  # type: ignore[arg-type]
    messaging_acts.end_mail(kept.pk, "kept", by=by)  # type: ignore[arg-type]
    messaging_acts.end_mail(failed.pk, "failed", by=by, error="550 no such user")  # type: ignore[arg-type]
    messaging_acts.end_mail(emptied.pk, "sent", by=by)  # type: ignore[arg-type]
    Mail.objects.filter(pk=emptied.pk).update(text="", html="", emptied_at=clock.now())
