"""Payments of people without an account: a secret link stands for the person (PAY-1, INS-3)."""

from __future__ import annotations

import hashlib
import re
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse

from icms.kernel.models import AuditEvent
from messaging.models import Message
from payments.models import Payment, Refund
from payments.states import PaymentState
from payments.transitions import orders
from payments.views.by_link import WRONG_MAX
from tests.payments.bench import BANK, an_account, open_by_link, open_payment, settle


@pytest.fixture(autouse=True)
def _nobody_has_tried():
    cache.clear()
    yield
    cache.clear()


def page_of(client, token: str, name: str = "by_link") -> str:
    answer = client.get(reverse(f"payments:{name}", args=[token]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_token_is_given_once_and_only_its_hash_is_kept(shop):
    opened = open_by_link()
    payment = Payment.objects.get()
    assert len(opened.token) >= 43
    assert payment.capability_sha256 == hashlib.sha256(opened.token.encode()).hexdigest()
    assert payment.payer is None
    trail = AuditEvent.objects.get(action="payment.opened")
    assert trail.actor == "system:public"
    kept = [str(value) for row in (payment, trail) for value in vars(row).values()]
    assert not any(opened.token in value for value in kept)


def test_a_payment_with_a_payer_has_no_link(shop):
    assert open_payment().capability_sha256 is None


@pytest.mark.parametrize("both", [True, False])
def test_a_payment_has_exactly_one_of_payer_and_link(shop, both):
    payment = open_by_link().payment
    changed = {"payer": an_account()} if both else {"capability_sha256": None}
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(pk=payment.pk).update(**changed)


def test_the_link_shows_what_is_paid_for_the_lines_and_the_way_to_the_payment_page(shop, client):
    opened = open_by_link()
    words = page_of(client, opened.token)
    for told in ("A test claim", opened.payment.reference, "HK$106.00", "Filing fee", "HK$96.00"):
        assert told in words, told
    assert reverse("payments:send_by_link", args=[opened.token]) in words
    assert reverse("payments:pay", args=[opened.payment.reference]) not in words


def test_no_copy_of_the_page_is_kept_and_no_search_engine_lists_it(shop, client):
    answer = client.get(reverse("payments:by_link", args=[open_by_link().token]))
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"
    assert answer["Referrer-Policy"] == "same-origin"


def test_an_unknown_token_is_404_and_after_ten_of_them_the_hour_is_over_for_that_visitor(shop, client):
    right = reverse("payments:by_link", args=[open_by_link().token])
    wrong = reverse("payments:by_link", args=["no-such-token"])
    for _ in range(WRONG_MAX):
        answer = client.get(wrong)
        assert answer.status_code == 404
        assert "no-store" in answer["Cache-Control"]
    assert client.get(wrong).status_code == client.get(right).status_code == 429
    assert client.get(right, REMOTE_ADDR="192.0.2.7").status_code == 200


def test_the_right_link_is_never_counted(shop, client):
    token = open_by_link().token
    for _ in range(WRONG_MAX + 5):
        page_of(client, token, "standing_by_link")


def test_neither_the_hash_nor_the_reference_opens_the_page(shop, client):
    payment = open_by_link().payment
    for guess in (payment.capability_sha256, payment.reference):
        assert client.get(reverse("payments:by_link", args=[guess])).status_code == 404


def test_the_link_opens_its_own_payment_and_nothing_of_an_account(shop, client):
    first, second = open_by_link("1"), open_by_link("2")
    assert second.payment.reference not in page_of(client, first.token)
    payer = an_account()
    assert not Payment.objects.of_payer(payer).exists()
    client.force_login(payer.user)
    assert client.get(reverse("payments:pay", args=[first.payment.reference])).status_code == 404
    assert first.payment.reference in page_of(client, first.token)


def test_the_way_to_the_payment_page_comes_back_to_the_link(shop, client):
    opened = open_by_link()
    answer = client.post(reverse("payments:send_by_link", args=[opened.token]))
    assert answer.status_code == 200
    assert reverse("payments:back_by_link", args=[opened.payment.reference]) in answer.content.decode()
    opened.payment.refresh_from_db()
    assert opened.payment.state == PaymentState.SENT
    assert AuditEvent.objects.get(action="payment.sent").actor == "system:public"
    assert "Waiting for the bank" in page_of(client, opened.token)
    left = client.get(reverse("payments:by_link", args=[opened.token]), {"came_back": "left"})
    assert "30 minutes after it was opened" in left.content.decode()


def test_a_payment_that_has_ended_is_not_sent_again(shop, client):
    opened = open_by_link()
    orders.expire(opened.payment.reference, by=BANK)
    answer = client.post(reverse("payments:send_by_link", args=[opened.token]), follow=True)
    words = answer.content.decode()
    assert "This payment has ended" in words
    assert reverse("payments:send_by_link", args=[opened.token]) not in words


def test_a_settled_payment_leads_to_what_it_bought(shop, client):
    opened = open_by_link()
    settle(opened.payment)
    assert shop.bought_with("1") == opened.payment.pk
    words = page_of(client, opened.token)
    assert "The bank confirmed your payment" in words
    assert 'href="/bought/1/"' in words


def test_a_failed_payment_says_what_to_do(shop, client):
    opened = open_by_link()
    orders.fail(opened.payment.reference, by=BANK)
    words = page_of(client, opened.token)
    assert "Nothing was charged" in words
    assert "Back, to pay again" in words


def test_money_that_bought_nothing_stands_on_the_page_and_in_no_message_box(shop, client):
    opened = open_by_link()
    settle(opened.payment, received_at=opened.payment.opened_at + timedelta(days=2))
    assert Refund.objects.get().payment == opened.payment
    assert not Message.objects.exists()
    words = page_of(client, opened.token)
    for told in (
        "Paid, but nothing was done with it",
        "Money due back",
        "due back",
        "24 hours",
        "in writing",
    ):
        assert told in words, told
    assert "message box" not in words


def test_another_currency_is_told_as_the_bank_took_it(shop, client):
    opened = open_by_link()
    settle(opened.payment, amount_cents=1_250, currency="USD")
    words = page_of(client, opened.token)
    assert "USD 12.50" in words
    assert reverse("payments:send_by_link", args=[opened.token]) in words


@pytest.mark.parametrize(("language", "told"), [("zh-hant", "你的付款"), ("zh-hans", "你的付款")])
def test_the_page_speaks_chinese(shop, client, language, told):
    client.cookies.load({"django_language": language})
    words = page_of(client, open_by_link().token)
    assert told in words
    assert "Keep the address" not in words


def test_the_bank_learns_the_reference_alone_and_the_payers_own_browser_finds_its_page(shop, client):
    opened = open_by_link()
    onward = client.post(reverse("payments:send_by_link", args=[opened.token]))
    back = reverse("payments:back_by_link", args=[opened.payment.reference])
    sent = re.findall(r'name="(?:success|fail|cancel)Url" value="([^"]*)"', onward.content.decode())
    assert len(sent) == 3
    assert all(back in address and opened.token not in address for address in sent)
    [cookie] = [each for name, each in onward.cookies.items() if name.startswith("link_")]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (back, True, "Lax")
    answer = client.get(f"{back}?came=left")
    assert answer.status_code == 302
    assert answer.url == reverse("payments:by_link", args=[opened.token]) + "?came=left"
    assert "no-store" in answer["Cache-Control"]


@pytest.mark.parametrize("kept", ["", "no-such-token", "another"])
def test_a_browser_without_the_token_is_asked_to_open_the_link_and_not_to_pay_again(shop, client, kept):
    opened, other = open_by_link("1"), open_by_link("2")
    if kept:
        client.cookies[f"link_{opened.payment.reference}"] = other.token if kept == "another" else kept
    answer = client.get(reverse("payments:back_by_link", args=[opened.payment.reference]))
    assert answer.status_code == 404
    assert "Do not pay a second time" in answer.content.decode()
    assert opened.token not in answer.content.decode()
