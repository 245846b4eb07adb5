"""What signing in guards against (guessing, enumeration, fixation, other hosts), and its links in the audit trail."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import get_hasher
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import transitions
from accounts.models import User
from icms import checks, demo
from icms.kernel.models import AuditEvent
from icms.lib.errors import Refused
from tests import cast
from tests.accounts.test_sign_in import NEW, code_for, compulsory, set_up_app, sign_in, text  # noqa: F401

ABROAD = "https://elsewhere.example/"


def trail(action: str) -> list[AuditEvent]:
    return list(AuditEvent.objects.filter(action=action).order_by("sequence"))


@pytest.fixture
def hashed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Every time that a password is hashed, in a list that grows."""
    kind, times = type(get_hasher()), []
    encode = kind.encode

    def counted(self, password: str, salt: str, *rest: object, **named: object) -> str:
        times.append(kind.algorithm)
        return encode(self, password, salt, *rest, **named)

    monkeypatch.setattr(kind, "encode", counted)
    return times


def test_an_unknown_address_costs_as_many_hashes_as_a_known_one(hashed):
    def cost(email: str) -> int:
        hashed.clear()
        sign_in(email, "wrong")
        return len(hashed)

    assert cost(cast.FILER) == cost("nobody@nowhere.example") == 1


def test_the_session_gets_another_id_at_sign_in_and_what_was_handed_out_before_opens_nothing():
    client = Client()
    client.get(reverse("account_login"))
    client.session[AUTHENTICATION_METHODS_SESSION_KEY] = []
    planted = client.session
    planted["planted"] = True
    planted.save()
    client.cookies["sessionid"] = planted.session_key
    sign_in(cast.FILER, client=client)
    assert client.cookies["sessionid"].value != planted.session_key
    other = Client()
    other.cookies["sessionid"] = planted.session_key
    assert other.get(reverse("home")).wsgi_request.user.is_anonymous


@pytest.mark.parametrize(
    "where", [ABROAD, "//elsewhere.example/", "/\\elsewhere.example", "javascript:alert(1)"]
)
def test_signing_in_and_out_leads_to_no_other_host(where: str):
    client = Client()
    form = {"login": cast.FILER, "password": demo.PASSWORD, "next": where}
    signed_in = client.post(reverse("account_login"), form)
    assert signed_in.headers["Location"] == reverse("home")
    signed_out = client.post(reverse("account_logout"), {"next": where})
    assert signed_out.headers["Location"] == reverse("home")
    desk = client.get(f"/admin/login/?{urlencode({'next': where})}")
    again = client.post(desk.headers["Location"], {"login": cast.FILER, "password": demo.PASSWORD})
    assert again.headers["Location"] == reverse("home")


def test_behind_a_proxy_attempts_count_for_the_visitor_whatever_he_says_of_himself(settings):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1

    def tries(said: str, seen: str) -> str:
        form = {"login": f"{said}@nowhere.example", "password": "wrong"}
        headers = {"x-forwarded-for": f"{said}, {seen}"}
        return text(Client().post(reverse("account_login"), form, headers=headers))

    for number in range(10):
        assert "Too many" not in tries(f"192.0.2.{number}", "198.51.100.1")
    assert "Too many" in tries("192.0.2.99", "198.51.100.1")
    assert "Too many" not in tries("192.0.2.99", "198.51.100.2")


def test_guessing_codes_is_stopped_after_five_and_a_new_sign_in_does_not_help():
    secret = set_up_app(sign_in(cast.PA))
    cache.clear()
    Authenticator.objects.update(last_used_at=None)
    client = sign_in(cast.PA)
    for guess in range(5):
        client.post(reverse("mfa_authenticate"), {"code": f"{guess:06}"})
    for browser in (client, sign_in(cast.PA)):
        answer = browser.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
        assert "Too many" in text(answer)
        assert browser.get(reverse("home")).wsgi_request.user.is_anonymous
    failed = trail("second_factor.failed")
    assert len(failed) == 5
    assert failed[0].actor == cast.person(cast.PA).audit_label


def test_after_a_change_of_the_secret_key_no_code_fits_and_no_page_fails(settings):
    first = sign_in(cast.PA)
    secret = set_up_app(first)
    spare = first.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    settings.SECRET_KEY = "another-" + "1" * 50
    cache.clear()
    Authenticator.objects.update(last_used_at=None)
    client = sign_in(cast.PA)
    for code in (code_for(secret), spare):
        answer = client.post(reverse("mfa_authenticate"), {"code": code})
        assert answer.status_code == 200
        assert "This code does not fit" in text(answer)


def test_a_person_whose_account_is_suspended_is_told_why_he_cannot_go_on():
    transitions.suspend_account(
        cast.account(cast.FILER).pk, "Asked for by the Bar.", by=cast.person(cast.SUPPORT)
    )
    client = Client()
    form = {"login": cast.FILER, "password": demo.PASSWORD}
    answer = client.post(reverse("account_login"), form, follow=True)
    assert answer.wsgi_request.user.is_anonymous
    assert "none of your accounts is active" in text(answer)


def test_what_changes_a_sign_in_leaves_links_without_secrets():
    client = sign_in(cast.FILER)
    secret = set_up_app(client)
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    change = {"oldpassword": demo.PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), change)
    client.post(reverse("account_email"), {"email": "new@demo.example", "action_add": ""})
    link = next(line for line in mail.outbox[-1].body.splitlines() if line.startswith("http"))
    client.post(link)
    client.post(reverse("mfa_generate_recovery_codes"))
    client.post(reverse("mfa_deactivate_totp"))
    label = cast.person("new@demo.example").audit_label
    events = list(AuditEvent.objects.filter(actor=label).order_by("sequence"))
    assert [(event.action, json.loads(event.data).get("factor")) for event in events] == [
        ("sign_in.done", None),
        ("second_factor.added", "totp"),
        ("second_factor.added", "recovery_codes"),
        ("sign_in.password_changed", None),
        ("sign_in.address_changed", None),
        ("second_factor.codes_made", "recovery_codes"),
        ("second_factor.removed", "totp"),
        ("second_factor.removed", "recovery_codes"),
    ]
    assert json.loads(events[0].data) == {"steps": ["password"]}
    written = " ".join(event.data for event in events)
    assert not [word for word in (secret, NEW, demo.PASSWORD, *codes) if word in written]


def remove(email: str, by: str, reason: str = "Identity card seen.") -> User:
    return transitions.remove_second_factors(cast.person(email).pk, reason, by=cast.person(by))


def refusal(act: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        act()
    return refused.value.code


def test_the_support_centre_removes_a_lost_second_factor_and_the_person_sets_up_another():
    theirs = sign_in(cast.PA)
    set_up_app(theirs)
    desk = cast.browser(cast.SUPPORT)
    desk_person = cast.person(cast.SUPPORT)
    Authenticator.objects.create(user=desk_person, type="totp", data={"secret": "no matter"})
    page = reverse("admin:accounts_user_court", args=[cast.person(cast.PA).pk, "remove-second-factors"])
    assert "Remove the second factor" in text(desk.get(page))
    assert desk.post(page, {"reason": ""}).status_code == 422
    assert desk.post(page, {"reason": "Identity card seen."}).status_code == 302
    assert not Authenticator.objects.filter(user=cast.person(cast.PA)).exists()
    assert theirs.get(reverse("home")).wsgi_request.user.is_anonymous
    assert mail.outbox[-1].to == [cast.PA]
    assert "Help Centre has removed" in " ".join(mail.outbox[-1].body.split())
    link = trail("second_factor.removed_by_court")[0]
    assert json.loads(link.data) == {"factors": ["recovery_codes", "totp"], "reason": "Identity card seen."}
    assert link.actor == desk_person.audit_label
    again = sign_in(cast.PA)
    assert again.get(reverse("home")).headers["Location"] == reverse("accounts:second_factor")


def test_nobody_removes_a_factor_without_right_reason_or_need_nor_his_own():
    Authenticator.objects.create(user=cast.person(cast.PA), type="totp", data={"secret": "no matter"})
    Authenticator.objects.create(user=cast.person(cast.SUPPORT), type="totp", data={"secret": "no matter"})
    Authenticator.objects.create(user=cast.person(cast.OFFICER), type="totp", data={"secret": "no matter"})
    assert refusal(lambda: remove(cast.PA, cast.OFFICER)) == "right_missing"
    assert refusal(lambda: remove(cast.PA, cast.FILER)) == "right_missing"
    assert refusal(lambda: remove(cast.SUPPORT, cast.SUPPORT)) == "own_second_factor"
    assert refusal(lambda: remove(cast.OFFICER, cast.SUPPORT)) == "right_missing"
    assert refusal(lambda: remove(cast.PA, cast.SUPPORT, "  ")) == "reason_missing"
    assert refusal(lambda: remove(cast.FILER, cast.SUPPORT)) == "no_second_factor"
    assert Authenticator.objects.count() == 3
    User.objects.create_superuser("root@court.example", demo.PASSWORD)
    remove(cast.OFFICER, "root@court.example")
    assert not Authenticator.objects.filter(user=cast.person(cast.OFFICER)).exists()


def test_an_officers_page_offers_the_removal_only_for_whom_it_is_open():
    Authenticator.objects.create(user=cast.person(cast.SUPPORT), type="totp", data={"secret": "no matter"})
    Authenticator.objects.create(user=cast.person(cast.OFFICER), type="totp", data={"secret": "no matter"})
    Authenticator.objects.create(user=cast.person(cast.PA), type="totp", data={"secret": "no matter"})
    desk = cast.browser(cast.SUPPORT)

    def offered(email: str) -> bool:
        page = text(desk.get(reverse("admin:accounts_user_change", args=[cast.person(email).pk])))
        assert "Authenticator app" in page
        return "Remove the second factor" in page

    assert offered(cast.PA)
    assert not offered(cast.OFFICER)
    assert not offered(cast.SUPPORT)


def test_the_checks_say_where_second_factors_are_off_and_where_passkeys_cannot_work(settings):
    def found(check: Callable[..., list]) -> set[str]:
        return {message.id for message in check()}

    assert "icms.E008" not in found(checks.settings_are_safe)
    settings.SECOND_FACTOR_COMPULSORY = False
    assert "icms.E008" in found(checks.settings_are_safe)
    for address, ids in (
        ("https://court.example", set()),
        ("http://localhost:8000", set()),
        ("http://127.0.0.1:8000", {"icms.W004"}),
        ("http://localhost.court.example", {"icms.W004"}),
    ):
        settings.SITE_URL = address
        assert found(checks.passkeys_are_possible) == ids, address
