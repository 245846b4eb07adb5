"""The door for the bank's server: what is forged, tampered with or unknown changes nothing (F8, F9)."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.urls import reverse
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from icms.kernel.models import AuditEvent
from icms.lib import clock
from payments.gateways import paydollar
from payments.gateways.base import GatewayError, Standing
from payments.models import GatewayNotice, Refund
from payments.states import PaymentState
from tests.payments.bench import notice, post, sent_payment, settle


def standing(payment):
    payment.refresh_from_db()
    return payment.state


def test_a_signed_notice_settles_at_the_moment_of_its_arrival(shop, client):
    payment = sent_payment()
    with time_machine.travel(datetime(2026, 1, 5, 10, 15, tzinfo=clock.HONG_KONG), tick=False):
        moment = clock.now()
        payment.opened_at = moment - timedelta(minutes=5)
        payment.save(update_fields=["opened_at"])
        answer = post(client, notice(payment))
    assert (answer.status_code, answer.content) == (200, b"OK")
    payment.refresh_from_db()
    assert (payment.state, payment.received_at, payment.brand) == (PaymentState.PAID, moment, "visa")
    assert payment.gateway_at == datetime(2026, 1, 5, 10, 0, tzinfo=clock.HONG_KONG)
    kept = GatewayNotice.objects.get()
    assert (kept.payment, kept.outcome, kept.received_at) == (payment, "settled", moment)
    assert "PayRef=SB1" in kept.body


def test_the_same_notice_again_reads_ok_and_changes_nothing(shop, client):
    payment = sent_payment()
    feed = notice(payment)
    post(client, feed)
    links = AuditEvent.objects.count()
    assert post(client, feed).content == b"OK"
    assert AuditEvent.objects.count() == links
    assert set(GatewayNotice.objects.values_list("outcome", flat=True)) == {"settled", "repeated"}


def test_a_notice_of_failure_fails_the_payment_and_frees_what_was_to_be_paid(shop, client):
    payment = sent_payment()
    assert post(client, notice(payment, successcode="1", prc="1")).status_code == 200
    assert standing(payment) == PaymentState.FAILED
    assert shop.freed("1") == 1


def test_a_tampered_notice_is_refused_and_kept(shop, client):
    payment = sent_payment()
    before = AuditEvent.objects.count()
    for tampered in (
        {"Amt": "1.00"},
        {"successcode": "1"},
        {"Ref": "PY26-AAAA-AAAA-A"},
        {"PayRef": "SB2"},
        {"Cur": "156"},
        {"secureHash": "0" * 64},
        {"secureHash": ""},
    ):
        answer = post(client, {**notice(payment), **tampered})
        assert answer.status_code == 403, tampered
        assert standing(payment) == PaymentState.SENT, tampered
    assert AuditEvent.objects.count() == before
    assert list(GatewayNotice.objects.values_list("outcome", flat=True)) == ["forged"] * 7
    assert not Refund.objects.exists()


def test_a_notice_signed_with_another_merchants_secret_is_refused(shop, client):
    payment = sent_payment()
    feed = notice(payment)
    feed["secureHash"] = paydollar.sign(feed, paydollar.FEED_SIGNED, "another merchant")
    assert post(client, feed).status_code == 403
    assert standing(payment) == PaymentState.SENT


def test_one_right_hash_among_several_is_enough(shop, client):
    payment = sent_payment()
    feed = notice(payment)
    feed["secureHash"] = "0" * 64 + "," + feed["secureHash"].upper()
    assert post(client, feed).status_code == 200
    assert standing(payment) == PaymentState.PAID


def test_a_signed_notice_that_does_not_fit_moves_nothing(shop, client):
    payment = sent_payment()
    for changed, status, outcome in (
        ({"Amt": "1.00"}, 409, "amount_differs"),
        ({"Cur": "156"}, 409, "amount_differs"),
        ({"Ref": "PY26-AAAA-AAAA-A"}, 404, "no_payment"),
        ({"Amt": "106"}, 400, "unreadable"),
        ({"Ref": "../admin"}, 400, "unreadable"),
    ):
        assert post(client, notice(payment, **changed)).status_code == status, changed
        assert standing(payment) == PaymentState.SENT, changed
        assert GatewayNotice.objects.latest("pk").outcome == outcome, changed
    assert shop.bought_with("1") is None


def test_a_capture_that_settled_another_payment_is_refused(shop, client):
    settle(sent_payment("1"), "SB1")
    other = sent_payment("2")
    assert post(client, notice(other)).status_code == 409
    assert standing(other) == PaymentState.SENT


def test_what_is_no_notice_is_refused(shop, client):
    for body in (b"", b"hello", b"\xff\xfe\x00", b"Ref=1&Ref=2", b"a=" + b"x" * 8180):
        answer = client.post(
            reverse("payments:notice"), body, content_type="application/x-www-form-urlencoded"
        )
        assert answer.status_code == 400, body
        assert GatewayNotice.objects.latest("pk").outcome == "unreadable"


def test_a_flood_is_not_kept(shop, client):
    body = b"a=" + b"x" * 10_000
    answer = client.post(reverse("payments:notice"), body, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert not GatewayNotice.objects.exists()


def test_a_browser_cannot_get_the_door(shop, client):
    assert client.get(reverse("payments:notice")).status_code == 405


def test_a_notice_three_days_late_becomes_a_refund_case(shop, client):
    payment = sent_payment()
    with time_machine.travel(payment.opened_at + timedelta(days=3)):
        assert post(client, notice(payment)).content == b"OK"
    payment.refresh_from_db()
    assert (payment.state, payment.refund_reason) == (PaymentState.PAID, "settled_late")
    assert shop.bought_with("1") is None


@given(cents=st.integers(1, 10**10))
def test_an_amount_survives_the_protocol(cents):
    assert paydollar.cents_of(paydollar.amount(cents)) == cents


@given(st.dictionaries(st.sampled_from([*paydollar.FEED_SIGNED, "secureHash", "x"]), st.text(max_size=70)))
@how(suppress_health_check=[HealthCheck.too_slow])
def test_nothing_but_the_banks_secret_makes_a_notice(fields):
    from urllib.parse import urlencode

    with pytest.raises(GatewayError):
        paydollar.read_feed(urlencode(fields).encode(), "secret")


@given(code=st.text("0123456789", min_size=1, max_size=3))
def test_only_the_code_nought_says_paid(code):
    feed = dict.fromkeys(paydollar.FEED_SIGNED, "1") | {"successcode": code, "Amt": "1.00", "Cur": "344"}
    feed["secureHash"] = paydollar.sign(feed, paydollar.FEED_SIGNED, settings.SANDBOX_SECRET)
    from urllib.parse import urlencode

    read = paydollar.read_feed(urlencode(feed).encode(), settings.SANDBOX_SECRET)
    assert (read.standing is Standing.PAID) == (code == "0")


def test_of_notices_that_nobody_signed_an_hour_keeps_so_many_and_counts_the_rest(shop, client, monkeypatch):
    monkeypatch.setattr("payments.evidence.UNSIGNED_KEPT_AN_HOUR", 3)
    payment = sent_payment()
    forged = {**notice(payment), "secureHash": "0" * 64}
    with time_machine.travel(datetime(2026, 1, 5, 10, 15, tzinfo=clock.HONG_KONG), tick=False) as time:
        for _ in range(5):
            assert post(client, forged).status_code == 403
        time.shift(timedelta(hours=1))
        assert post(client, forged).status_code == 403
    by_time = GatewayNotice.objects.order_by("pk").values_list("outcome", "times")
    assert list(by_time) == [("forged", 1)] * 3 + [("counted", 2), ("forged", 1)]


def test_a_true_notice_is_kept_and_heeded_in_the_middle_of_a_flood(shop, client, monkeypatch):
    monkeypatch.setattr("payments.evidence.UNSIGNED_KEPT_AN_HOUR", 0)
    payment = sent_payment()
    assert post(client, {**notice(payment), "secureHash": "0" * 64}).status_code == 403
    assert post(client, notice(payment)).content == b"OK"
    assert standing(payment) == PaymentState.PAID
    assert GatewayNotice.objects.get(payment=payment).outcome == "settled"


def test_what_the_bank_signed_is_kept_in_a_flood_also_where_it_cannot_be_understood(
    shop, client, monkeypatch
):
    monkeypatch.setattr("payments.evidence.UNSIGNED_KEPT_AN_HOUR", 0)
    feed = {**notice(sent_payment()), "Amt": "a lot"}
    feed["secureHash"] = paydollar.sign(feed, paydollar.FEED_SIGNED, settings.SANDBOX_SECRET)
    assert post(client, feed).status_code == 400
    kept = GatewayNotice.objects.get()
    assert (kept.outcome, "Amt=a+lot" in kept.body) == ("unreadable", True)
