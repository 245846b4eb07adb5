"""A payer on the sandbox's hosted page, its bank over real HTTP, the portal's answer (PAY-3, PAY-4; A47)."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Account
from payments import purposes, seed
from payments.gateways.sandbox import bank
from payments.models import GatewayNotice, Payment, Refund, SandboxCapture
from payments.states import PaymentState
from tests.payments.bench import PASSWORD, Shop, an_account, open_payment

pytestmark = pytest.mark.slow

INPUT = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


@pytest.fixture
def shop(monkeypatch, transactional_db) -> Shop:
    seed.load()
    shop = Shop()
    monkeypatch.setitem(purposes._purposes, "test", shop.purpose())
    return shop


@pytest.fixture
def portal(live_server, settings, shop):
    """The portal on a port of this machine, so that the bank's notices arrive as they do in life."""
    settings.SITE_URL = live_server.url
    return live_server


@pytest.fixture
def tab(portal) -> Client:
    return signed_in(an_account())


def signed_in(account: Account) -> Client:
    tab = Client()
    assert tab.login(email=account.user.email, password=PASSWORD)
    return tab


def address(name: str, payment: Payment) -> str:
    return reverse(f"payments:{name}", args=[payment.reference])


def order_form(tab: Client, payment: Payment) -> dict[str, str]:
    """What the button of the pay page carries to the hosted page."""
    page = tab.post(address("send", payment)).content.decode()
    assert "data-onward" in page
    return {name: unescape(value) for name, value in INPUT.findall(page) if name != "csrfmiddlewaretoken"}


def decide(tab: Client, payment: Payment, act: str, brand: str = "visa"):
    form = order_form(tab, payment)
    assert tab.post(reverse("sandbox_gateway:order"), form).status_code == 200
    return tab.post(reverse("sandbox_gateway:decide"), {**form, "act": act, "brand": brand})


def state_of(payment: Payment) -> str:
    payment.refresh_from_db()
    return payment.state


@pytest.mark.parametrize("brand", ["visa", "mastercard", "unionpay", "jcb"])
def test_an_approved_card_payment_buys_and_leads_on(tab, shop, brand):
    payment = open_payment()
    back = decide(tab, payment, "approve", brand)
    assert back.headers["Location"].startswith(f"http://testserver{address('return', payment)}")
    assert state_of(payment) == PaymentState.PAID
    assert (payment.brand, shop.bought_with("1")) == (brand, payment.pk)
    assert tab.get(back.headers["Location"]).headers["Location"] == "/bought/1/"


def test_pps_offers_pps_only(tab, shop):
    payment = open_payment(means="pps")
    page = tab.post(reverse("sandbox_gateway:order"), order_form(tab, payment)).content.decode()
    assert re.findall(r'name="brand" id="brand-\w+" value="(\w+)"', page) == ["pps"]
    decide(tab, payment, "approve", "pps")
    assert state_of(payment) == PaymentState.PAID


def test_a47_a_card_that_the_court_does_not_take_is_not_taken_by_the_page(tab, shop):
    payment = open_payment()
    answer = decide(tab, payment, "approve", "amex")
    assert "Nothing was taken" in answer.content.decode()
    assert not SandboxCapture.objects.exists()


def test_the_page_says_on_its_face_that_it_takes_no_money(tab, shop):
    payment = open_payment()
    page = tab.post(reverse("sandbox_gateway:order"), order_form(tab, payment)).content.decode()
    assert "no money is taken" in page


def test_a_declined_payment_frees_the_claim_and_says_what_to_do(tab, shop):
    payment = open_payment()
    back = decide(tab, payment, "decline")
    assert state_of(payment) == PaymentState.FAILED
    assert shop.freed("1") == 1
    assert (
        "Nothing was charged, and everything you sent is kept"
        in tab.get(back.headers["Location"]).content.decode()
    )


def test_who_leaves_can_go_back_or_cancel(tab, shop):
    payment = open_payment()
    back = decide(tab, payment, "abandon")
    page = tab.get(back.headers["Location"]).content.decode()
    assert "You left the payment page" in page
    assert address("send", payment) in page
    assert state_of(payment) == PaymentState.SENT
    tab.post(address("cancel", payment))
    assert state_of(payment) == PaymentState.EXPIRED
    assert shop.freed("1") == 1


def test_a_late_notice_settles_after_the_browser_is_back(tab, shop, monkeypatch):
    monkeypatch.setattr(bank, "LATE_BY", timedelta(seconds=0.3))
    sent = []
    send = bank.send
    monkeypatch.setattr(bank, "send", lambda *feed, **how: sent.append(send(*feed, **how)) or sent[-1])
    payment = open_payment()
    decide(tab, payment, "late")
    assert state_of(payment) == PaymentState.SENT
    assert "Waiting for the bank" in tab.get(address("return", payment)).content.decode()
    sent[0].join(10)
    assert state_of(payment) == PaymentState.PAID
    assert "data-ended" in tab.get(address("standing", payment)).content.decode()


def test_a_notice_sent_twice_counts_once(tab, shop):
    payment = open_payment()
    decide(tab, payment, "twice")
    assert state_of(payment) == PaymentState.PAID
    assert sorted(GatewayNotice.objects.values_list("outcome", flat=True)) == ["repeated", "settled"]
    assert not Refund.objects.exists()


def test_without_a_notice_the_bank_is_asked(tab, shop):
    payment = open_payment()
    back = decide(tab, payment, "silent")
    assert "Waiting for the bank" in tab.get(back.headers["Location"]).content.decode()
    assert state_of(payment) == PaymentState.SENT
    tab.post(address("ask", payment))
    assert state_of(payment) == PaymentState.PAID
    assert shop.bought_with("1") == payment.pk


def test_a_forged_notice_is_refused_and_the_page_shows_it(tab, shop):
    payment = open_payment()
    page = decide(tab, payment, "forge").content.decode()
    assert "The forged notice was refused" in page
    assert state_of(payment) == PaymentState.SENT
    assert GatewayNotice.objects.get().outcome == "forged"
    decide(tab, payment, "approve")
    assert state_of(payment) == PaymentState.PAID


def test_two_tabs_that_approve_are_one_capture(tab, shop):
    payment = open_payment()
    first, second = order_form(tab, payment), order_form(tab, payment)
    assert first["orderRef"] == second["orderRef"]
    for form in (first, second):
        tab.post(reverse("sandbox_gateway:decide"), {**form, "act": "approve", "brand": "visa"})
    assert SandboxCapture.objects.count() == 1
    assert state_of(payment) == PaymentState.PAID
    assert not Refund.objects.exists()


def test_coming_back_with_paid_in_the_address_settles_nothing(tab, shop):
    payment = open_payment()
    order_form(tab, payment)
    page = tab.get(address("return", payment) + "?came_back=paid&successcode=0").content.decode()
    assert "Waiting for the bank" in page
    assert state_of(payment) == PaymentState.SENT


def test_an_order_that_was_tampered_with_is_not_taken(tab, shop):
    payment = open_payment()
    form = order_form(tab, payment)
    for changed in (
        {"amount": "1.00"},
        {"orderRef": "PY26-AAAA-AAAA-A"},
        {"secureHash": ""},
        {"payMethod": "CASH"},
    ):
        assert tab.post(reverse("sandbox_gateway:order"), {**form, **changed}).status_code == 400, changed
        decided = {**form, **changed, "act": "approve", "brand": "visa"}
        assert tab.post(reverse("sandbox_gateway:decide"), decided).status_code == 400, changed
    assert not SandboxCapture.objects.exists()


def test_the_page_leads_back_to_the_portal_and_nowhere_else(tab, shop):
    form = {**order_form(tab, open_payment()), "cancelUrl": "https://elsewhere.example/"}
    answer = tab.post(reverse("sandbox_gateway:decide"), {**form, "act": "abandon", "brand": "visa"})
    assert answer.status_code == 400


def test_the_sandbox_is_not_there_when_another_gateway_is_chosen(tab, shop, settings):
    form = order_form(tab, open_payment())
    settings.PAYMENT_GATEWAY = "another"
    assert tab.post(reverse("sandbox_gateway:order"), form).status_code == 404
    assert tab.post(reverse("sandbox_gateway:decide"), form).status_code == 404


def test_the_pages_of_a_payment_are_its_payers_alone(tab, shop):
    payment = open_payment()
    other = signed_in(an_account("other@harbour.example"))
    administrator = signed_in(an_account("pa@harbour.example", Account.Role.PRIMARY_ADMINISTRATOR))
    for name in ("pay", "return", "standing"):
        assert other.get(address(name, payment)).status_code == 404
        assert administrator.get(address(name, payment)).status_code == 403
        assert Client().get(address(name, payment)).status_code == 302
    for name in ("send", "ask", "cancel"):
        assert other.post(address(name, payment)).status_code == 404
        assert tab.get(address(name, payment)).status_code == 405
    assert state_of(payment) == PaymentState.CREATED


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_every_page_of_a_payment_can_be_read_in_each_language(tab, shop, language):
    tab.cookies["django_language"] = language
    payment = open_payment()
    for state in PaymentState.values:
        paid = state == PaymentState.PAID
        Payment.objects.filter(pk=payment.pk).update(
            state=state,
            received_at=payment.opened_at if paid else None,
            refund_reason="settled_late" if paid else "",
        )
        page = tab.get(address("return", payment))
        assert page.status_code == 200, state
        assert f'lang="{language.replace("hant", "Hant").replace("hans", "Hans")}"' in page.content.decode()
    Payment.objects.filter(pk=payment.pk).update(
        state=PaymentState.CREATED, received_at=None, refund_reason=""
    )
    page = tab.get(address("pay", payment)).content.decode()
    assert "HK$106.00" in page
    assert tab.post(reverse("sandbox_gateway:order"), order_form(tab, payment)).status_code == 200
