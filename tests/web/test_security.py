"""What a browser and a stranger get at: headers of every page, cookies, limits, redirects, downloads (ALL-4)."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from typing import ClassVar

import pytest
import time_machine
from django.conf import settings
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from icms import demo
from icms.lib import clock
from tests import cast
from tests.architecture.sources import ROOT
from tests.filing import stage
from tests.web.scene import OnTheScene, is_whole_page, pages

ELSEWHERE = ("https://evil.example/", "//evil.example/x", "javascript:alert(1)", "/\\evil.example")
FILES = (
    "filing:download",
    "filing:pdf",
    "filing:published",
    "filing:report",
    "messaging:download",
    "messaging:download_all",
)
SHOWN = ("filing:page", "admin:cases_case_file", "admin:filing_review_page")


def policy(answer) -> dict[str, list[str]]:
    """A page's content security policy, directive by directive."""
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";") if part.strip()]
    return {name: values for name, *values in parts}


class Headers(OnTheScene):
    answers: ClassVar[list[tuple[str, str, HttpResponse]]]

    @classmethod
    def setUpClass(cls) -> None:
        """Opens every page once: the tests only read the answers."""
        super().setUpClass()
        roles = ("anonymous", "filer", "officer")
        cls.answers = [(role, *named) for role in roles for named in pages(cls.scene, role)]

    def test_no_page_allows_inline_code_frames_or_other_hosts(self):
        seen = 0
        for role, name, answer in self.answers:
            if not is_whole_page(answer):
                continue
            seen += 1
            told = policy(answer)
            where = f"{name} as {role}"
            assert told["default-src"] == ["'none'"], where
            assert told["script-src"] == told["style-src"] == told["form-action"] == ["'self'"], where
            assert told["frame-ancestors"] == told["base-uri"] == ["'none'"], where
            assert "unsafe" not in answer["Content-Security-Policy"], where
            assert answer["X-Frame-Options"] == "DENY", where
        assert seen > 40

    def test_nothing_is_sniffed_and_no_address_leaks(self):
        for role, name, answer in self.answers:
            assert answer["X-Content-Type-Options"] == "nosniff", (role, name)
            assert answer["Referrer-Policy"] == "same-origin", (role, name)

    def test_no_copy_of_a_private_page_is_kept(self):
        for role, name, answer in self.answers:
            if role != "anonymous" and name not in ("filing:published", "admin:jsi18n"):
                assert "no-store" in answer.get("Cache-Control", ""), (role, name)

    def test_files_are_downloads_or_inert(self):
        found = {name: answer for role, name, answer in self.answers if name in (*FILES, *SHOWN)}
        assert set(found) == {*FILES, *SHOWN}
        for name in FILES:
            assert found[name]["Content-Disposition"].startswith("attachment"), name
        for name in {*FILES, *SHOWN} - {"filing:report"}:
            assert found[name]["Content-Security-Policy"] == "default-src 'none'; sandbox", name

    def test_no_page_carries_inline_code(self):
        for role, name, answer in self.answers:
            html = answer.content.decode() if is_whole_page(answer) else ""
            for mark in ("<style", ' style="', ' onclick="', ' onload="', "javascript:"):
                assert mark not in html, (role, name, mark)


@pytest.fixture
def people(db):
    cast.load()
    cache.clear()
    yield
    cache.clear()


def sign_in(client: Client, password: str = demo.PASSWORD, email: str = cast.FILER, **more: str):
    return client.post(reverse("account_login"), {"login": email, "password": password, **more})


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize("address", ELSEWHERE)
def test_signing_in_leads_to_no_other_host(client: Client, address: str):
    answer = sign_in(client, next=address)
    assert answer.status_code == 302
    assert answer.url == "/"


@pytest.mark.usefixtures("people")
def test_signing_in_leads_on_to_where_one_was_going(client: Client):
    there = reverse("filing:submissions", args=["sct"])
    assert client.get(there).url == f"{reverse('account_login')}?next={there}"
    assert sign_in(client, next=there).url == there


@pytest.mark.django_db
@pytest.mark.parametrize("address", ELSEWHERE)
def test_choosing_a_language_leads_to_no_other_host(client: Client, address: str):
    answer = client.post(reverse("set_language"), {"language": "zh-hant", "next": address})
    assert answer.status_code in (204, 302)
    assert answer.get("Location", "/") == "/"
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "zh-hant"


@pytest.mark.django_db
def test_choosing_a_language_comes_back_to_the_page(client: Client):
    there = reverse("cases:verify")
    assert client.post(reverse("set_language"), {"language": "zh-hans", "next": there}).url == there
    assert '<html lang="zh-Hans"' in client.get(there).content.decode()


@pytest.mark.usefixtures("people")
def test_guessing_passwords_ends_in_words(client: Client):
    for _attempt in range(40):
        answer = sign_in(client, password="wrong")
        if answer.status_code == 429 or "attempts" in answer.content.decode():
            break
    words = answer.content.decode()
    assert "attempts" in words, "no limit after forty wrong passwords"
    assert "<h1" in words
    assert sign_in(client).status_code != 302, "the right password is not tried either, for a while"


@pytest.mark.usefixtures("people")
def test_a_wrong_password_and_an_unknown_address_are_answered_alike(client: Client):
    def errors(email: str) -> list[str]:
        return [str(each) for each in sign_in(client, "wrong", email).context["form"].non_field_errors()]

    assert errors(cast.FILER) == errors("nobody@example.org") != []


@pytest.mark.usefixtures("people")
def test_a_form_without_its_mark_is_told_what_to_do():
    client = Client(enforce_csrf_checks=True)
    answer = sign_in(client)
    assert answer.status_code == 403
    words = answer.content.decode()
    assert "<h1" in words
    assert "CSRF" not in words
    assert "unsafe" not in answer["Content-Security-Policy"]


@pytest.mark.usefixtures("people")
def test_a_body_over_the_limit_is_told_so_in_words():
    client = cast.browser()
    body = b"act=import&filler=" + b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)
    answer = client.post(
        reverse("filing:import", args=["sct"]), body, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 413
    assert "<h1" in answer.content.decode()


@pytest.mark.usefixtures("people")
def test_a_form_with_too_many_fields_is_told_so_in_words():
    many = {f"f{number}": "" for number in range(settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1)}
    answer = cast.browser().post(reverse("filing:import", args=["sct"]), many)
    assert answer.status_code == 413
    assert "<h1" in answer.content.decode()


@pytest.mark.django_db
def test_an_unknown_host_gets_nothing(client: Client):
    assert client.get("/", headers={"host": "evil.example"}).status_code == 400


@pytest.mark.django_db
def test_an_unknown_page_is_told_in_words(client: Client):
    answer = client.get("/no/such/page/")
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


@pytest.mark.usefixtures("people")
def test_cookies_are_for_this_site_and_not_for_scripts(client: Client):
    sign_in(client)
    session = client.cookies[settings.SESSION_COOKIE_NAME]
    assert session["httponly"]
    assert session["samesite"] == "Lax"
    assert session["max-age"] == "", "it ends with the browser"


@pytest.mark.usefixtures("people")
def test_who_does_nothing_for_half_an_hour_is_signed_out(client: Client):
    sign_in(client)
    there = reverse("filing:submissions", args=["sct"])
    with time_machine.travel(clock.now() + timedelta(minutes=29)):
        assert client.get(there).status_code == 200
    with time_machine.travel(clock.now() + timedelta(minutes=58)):
        assert client.get(there).status_code == 200, "each page begins the half hour anew"
    with time_machine.travel(clock.now() + timedelta(minutes=89)):
        assert client.get(there).status_code == 302


def test_under_https_cookies_are_secure_and_browsers_stay_there():
    asked = (
        "import json, django; from django.conf import settings as s; django.setup();"
        "print(json.dumps([s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SECURE_HSTS_SECONDS,"
        " s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SESSION_COOKIE_HTTPONLY]))"
    )
    told = subprocess.run(
        [sys.executable, "-c", asked],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "icms.settings",
            "SITE_URL": "https://icms.example",
            "SECRET_KEY": "x" * 60,
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert told.stdout.strip() == "[true, true, 31536000, true, true]"


@pytest.mark.usefixtures("people")
def test_signing_out_ends_the_session(client: Client):
    sign_in(client)
    assert client.get(reverse("filing:submissions", args=["sct"])).status_code == 200
    client.post(reverse("account_logout"))
    assert client.get(reverse("filing:submissions", args=["sct"])).status_code == 302


@pytest.mark.usefixtures("people")
def test_nobody_signs_up(client: Client):
    answer = client.post(
        reverse("account_signup"), {"email": "new@example.org", "password1": "a long pass phrase 1"}
    )
    assert answer.status_code == 200
    assert not stage.User.objects.filter(email="new@example.org").exists()
