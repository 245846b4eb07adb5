"""Signing in: second factors, passwords, addresses, sessions (ACC-3)."""

from __future__ import annotations

import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts.models import User
from icms import demo
from tests import cast

NEW = "a quiet harbour in the rain"


@pytest.fixture(autouse=True)
def compulsory(settings, people) -> None:
    """As outside the demo."""
    settings.SECOND_FACTOR_COMPULSORY = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    cache.clear()


def sign_in(email: str, password: str = demo.PASSWORD, client: Client | None = None) -> Client:
    client = client or Client()
    client.post(reverse("account_login"), {"login": email, "password": password})
    return client


def code_for(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def set_up_app(client: Client) -> str:
    """Switches the authenticator app on as a person would; gives its key."""
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, page.headers.get("Location")
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})
    assert answer.status_code == 302, answer.context["form"].errors
    return secret


def text(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode()))


@pytest.mark.parametrize("email", [cast.PA, cast.AA, cast.OFFICER, cast.PLAIN_STAFF])
def test_administrators_and_staff_are_led_to_set_up_a_second_factor_and_then_go_on(email: str):
    client = sign_in(email)
    for address in (reverse("home"), reverse("messaging:inbox"), "/admin/"):
        assert client.get(address).headers["Location"] == reverse("accounts:second_factor")
    assert "Set up a second factor" in text(client.get(reverse("accounts:second_factor")))
    set_up_app(client)
    assert client.get(reverse("home")).status_code == 200


def test_nobody_is_locked_out_before_the_set_up():
    client = sign_in(cast.PA)
    assert client.post(reverse("set_language"), {"language": "zh-hant"}).status_code == 302
    assert "設定第二重認證" in text(client.get(reverse("accounts:second_factor")))
    assert client.post(reverse("account_logout")).headers["Location"] == reverse("home")


@pytest.mark.parametrize("email", [cast.FILER, cast.INDIVIDUAL])
def test_others_are_offered_a_second_factor_but_may_go_without(email: str):
    client = sign_in(email)
    assert client.get(reverse("home")).status_code == 200
    assert "Your password alone protects your account" in text(client.get(reverse("accounts:security")))


def test_the_next_sign_in_asks_for_the_code_and_a_wrong_one_does_not_do():
    secret = set_up_app(sign_in(cast.PA))
    client = sign_in(cast.PA)
    assert client.get(reverse("home")).wsgi_request.user.is_anonymous
    wrong = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert wrong.status_code == 200
    Authenticator.objects.update(last_used_at=None)
    cache.clear()
    right = client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert right.status_code == 302
    assert client.get(reverse("home")).wsgi_request.user.email == cast.PA


@pytest.mark.parametrize("between", ["", "\u3000", " ", "－", "-"])
def test_d12_a_code_in_wide_figures_and_in_groups_is_the_code(between: str):
    def typed(code: str) -> str:
        figures = "".join(chr(ord(figure) + 0xFEE0) if figure.isdigit() else figure for figure in code)
        return figures[:3] + between + figures[3:] + " "

    client = sign_in(cast.FILER)
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": typed(code_for(secret))})
    assert answer.status_code == 302, answer.context["form"].errors
    user = User.objects.get(email=cast.FILER)
    recovery = Authenticator.objects.get(user=user, type="recovery_codes").wrap().get_unused_codes()
    for code in (code_for(secret), recovery[0]):
        cache.clear()
        again = sign_in(cast.FILER)
        assert again.get(reverse("home")).wsgi_request.user.is_anonymous
        assert again.post(reverse("mfa_authenticate"), {"code": typed(code)}).status_code == 302
        assert again.get(reverse("home")).wsgi_request.user == user
    cache.clear()
    answer = again.post(reverse("mfa_reauthenticate"), {"code": typed(recovery[1])})
    assert answer.status_code == 302, answer.context["form"].errors


def test_d12_a_wrong_code_in_wide_figures_stays_wrong():
    client = sign_in(cast.FILER)
    secret = set_up_app(client)
    wrong = f"{(int(code_for(secret)) + 1) % 10**6:06d}"
    again = sign_in(cast.FILER)
    wide = "".join(chr(ord(figure) + 0xFEE0) for figure in wrong)
    assert again.post(reverse("mfa_authenticate"), {"code": wide}).status_code == 200
    assert again.get(reverse("home")).wsgi_request.user.is_anonymous


def test_a_recovery_code_signs_in_once():
    first = sign_in(cast.PA)
    set_up_app(first)
    shown = first.get(reverse("mfa_view_recovery_codes"))
    code = shown.context["unused_codes"][0]
    client = sign_in(cast.PA)
    assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
    again = sign_in(cast.PA)
    assert again.post(reverse("mfa_authenticate"), {"code": code}).status_code == 200


def test_the_last_factor_of_an_administrator_cannot_be_switched_off():
    client = sign_in(cast.PA)
    set_up_app(client)
    answer = client.post(reverse("mfa_deactivate_totp"))
    assert answer.status_code == 200
    assert Authenticator.objects.filter(user__email=cast.PA, type="totp").exists()
    filer = sign_in(cast.FILER)
    set_up_app(filer)
    filer.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.filter(user__email=cast.FILER, type="totp").exists()


def test_the_key_of_the_app_is_not_readable_in_the_database():
    secret = set_up_app(sign_in(cast.PA))
    row = Authenticator.objects.get(user__email=cast.PA, type="totp")
    assert secret not in str(row.data)


def test_a_forgotten_password_is_answered_alike_for_known_and_unknown_addresses():
    known = Client().post(reverse("account_reset_password"), {"email": cast.FILER}, follow=True)
    unknown = Client().post(
        reverse("account_reset_password"), {"email": "nobody@nowhere.example"}, follow=True
    )
    assert text(known) == text(unknown)
    assert [message.to for message in mail.outbox] == [[cast.FILER], ["nobody@nowhere.example"]]


def test_what_is_left_empty_is_asked_for_by_its_name():
    """No page of signing in says "This field is required", which names nothing."""
    client, waiting = sign_in(cast.FILER), Client()
    set_up_app(sign_in(cast.COLLEAGUE))
    sign_in(cast.COLLEAGUE, client=waiting)
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": cast.FILER})
    chosen_anew = Client()
    link = chosen_anew.get(reset_link(), follow=True).redirect_chain[-1][0]
    pages = {
        "account_login": (Client(), ["Enter your e-mail address.", "Enter your password."]),
        "account_reset_password": (Client(), ["Enter your e-mail address."]),
        link: (chosen_anew, ["Enter the new password.", "Enter the new password once more."]),
        "account_email": (client, ["Enter the new e-mail address."]),
        "account_change_password": (
            client,
            ["Enter your present password.", "Enter the new password.", "Enter the new password once more."],
        ),
        "mfa_activate_totp": (client, ["Enter the code."]),
        "mfa_authenticate": (waiting, ["Enter the code."]),
    }
    for page, (visitor, words) in pages.items():
        address = page if page.startswith("/") else reverse(page)
        answer = visitor.post(address, {"action_add": "1", "code": ""})
        said = [str(fault) for faults in answer.context["form"].errors.values() for fault in faults]
        assert said == words, page


def reset_link() -> str:
    return re.search(r"http://testserver(/account/password/reset/key/\S+)", mail.outbox[-1].body)[1]


def test_the_link_for_a_new_password_works_once():
    Client().post(reverse("account_reset_password"), {"email": cast.FILER})
    client, link = Client(), reset_link()
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0]
    done = client.post(address, {"password1": NEW, "password2": NEW}, follow=True)
    assert "The new password holds" in text(done)
    assert sign_in(cast.FILER, NEW).get(reverse("home")).wsgi_request.user.is_authenticated
    assert "This link cannot be used" in text(Client().get(link, follow=True))


def test_none_of_the_last_five_passwords_is_taken_again():
    client = sign_in(cast.FILER)
    old = demo.PASSWORD
    for number in range(5):
        cache.clear()  # five changes a minute are too many for one person
        new = f"{NEW} {number}"
        data = {"oldpassword": old, "password1": new, "password2": new}
        assert client.post(reverse("account_change_password"), data).status_code == 302
        old = new
    cache.clear()
    for number in (4, 1, 0):
        data = {"oldpassword": old, "password1": f"{NEW} {number}", "password2": f"{NEW} {number}"}
        answer = client.post(reverse("account_change_password"), data)
        assert answer.status_code == 200, number
        assert "one of your last 5 passwords" in text(answer)
    data = {"oldpassword": old, "password1": demo.PASSWORD, "password2": demo.PASSWORD}
    assert client.post(reverse("account_change_password"), data).status_code == 302


def test_a_new_address_replaces_the_old_one_only_when_it_is_confirmed():
    client = sign_in(cast.FILER)
    client.post(reverse("account_email"), {"email": "new@demo.example", "action_add": ""})
    assert User.objects.filter(email=cast.FILER).exists()
    link = re.search(r"http://testserver(/account/confirm-email/\S+)", mail.outbox[-1].body)[1]
    assert mail.outbox[-1].to == ["new@demo.example"]
    assert client.post(link).status_code == 302
    person = User.objects.get(email="new@demo.example")
    assert list(EmailAddress.objects.filter(user=person).values_list("email", "verified")) == [
        ("new@demo.example", True)
    ]
    assert sign_in("new@demo.example").get(reverse("home")).wsgi_request.user == person


def test_sign_out_everywhere_else_ends_the_other_sessions():
    here, there = sign_in(cast.FILER), sign_in(cast.FILER)
    assert there.get(reverse("home")).wsgi_request.user.is_authenticated
    assert here.get(reverse("usersessions_list")).context["session_count"] == 2
    here.post(reverse("usersessions_list"))
    assert there.get(reverse("home")).wsgi_request.user.is_anonymous
    assert here.get(reverse("home")).wsgi_request.user.is_authenticated


def test_a_changed_password_signs_other_devices_out():
    here, there = sign_in(cast.FILER), sign_in(cast.FILER)
    here.post(
        reverse("account_change_password"), {"oldpassword": demo.PASSWORD, "password1": NEW, "password2": NEW}
    )
    assert there.get(reverse("home")).wsgi_request.user.is_anonymous
    assert here.get(reverse("home")).wsgi_request.user.is_authenticated


def test_mails_speak_the_language_of_the_person_whatever_the_page_speaks():
    User.objects.filter(email=cast.FILER).update(language="zh-hant")
    Client().post(reverse("account_reset_password"), {"email": cast.FILER}, headers={"accept-language": "en"})
    assert mail.outbox[-1].subject == "選擇新密碼"


def test_signing_in_is_slowed_after_some_wrong_passwords_and_says_so_alike_for_unknown_addresses():
    def tries(email: str) -> str:
        for _ in range(5):
            sign_in(email, "wrong")
        return text(Client().post(reverse("account_login"), {"login": email, "password": "wrong"}))

    assert "Too many attempts" in tries(cast.FILER)
    assert "Too many attempts" in tries("nobody@nowhere.example")


def test_the_session_is_kept_by_asking_and_only_for_those_who_are_signed_in():
    client = sign_in(cast.FILER)
    before = client.session.get_expiry_date()
    time.sleep(0.01)
    assert client.post(reverse("accounts:stay")).status_code == 204
    assert client.session.get_expiry_date() > before
    assert Client().post(reverse("accounts:stay")).status_code == 302


def test_every_mail_of_allauth_has_words_of_ours():
    from pathlib import Path

    import allauth

    from accounts.emails import SIGN_IN_EMAILS

    root = Path(allauth.__file__).parent / "templates"
    shipped = {
        str(path.relative_to(root)).removesuffix("_subject.txt")
        for folder in ("account/email", "mfa/email")
        for path in (root / folder).glob("*_subject.txt")
    }
    unused = {"account/email/login_code", "account/email/password_reset_code", "account/email/password_set"}
    assert shipped - unused == set(SIGN_IN_EMAILS)
