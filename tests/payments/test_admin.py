"""Staff see every payment and move none; fees are dated rows, changed with a link in the audit trail (REG-5, REG-7)."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from icms.kernel.models import AuditEvent
from payments.models import Concession, FeeBand
from tests.payments.bench import PASSWORD, notice, post, sent_payment, settle

RECORDS = ("payment", "gatewaynotice", "refund")


@pytest.fixture
def officer(shop) -> Client:
    User.objects.create_superuser("officer@registry.example", PASSWORD)
    client = Client()
    assert client.login(email="officer@registry.example", password=PASSWORD)
    return client


def test_payments_notices_and_refunds_are_read_only(officer, client):
    payment = sent_payment()
    post(client, notice(payment))
    settle(payment, "SB2")
    for name in RECORDS:
        page = officer.get(reverse(f"admin:payments_{name}_changelist"))
        assert page.status_code == 200
        assert payment.reference in page.content.decode(), name
        assert officer.get(reverse(f"admin:payments_{name}_add")).status_code == 403
    change = reverse("admin:payments_payment_change", args=[payment.pk])
    page = officer.get(change).content.decode()
    assert "Service of a claim, each address" in page
    assert 'name="state"' not in page
    assert officer.post(change, {"state": "failed"}).status_code == 403
    assert officer.post(reverse("admin:payments_payment_delete", args=[payment.pk])).status_code == 403


def test_a_changed_fee_is_audited_with_who_and_what(officer):
    band = FeeBand.objects.get(upper_cents=500_000)
    fields = {
        "court": "sct",
        "upper_cents": 500_000,
        "fee_cents": 2_500,
        "valid_from": "2018-12-03",
        "valid_to": "",
    }
    answer = officer.post(reverse("admin:payments_feeband_change", args=[band.pk]), fields)
    assert answer.status_code == 302
    link = AuditEvent.objects.get(action="feeband.changed")
    assert "officer@registry.example" in link.person
    assert json.loads(link.data) == {"fee_cents": 2_500}


def test_a_row_that_ends_before_it_begins_is_told_so(officer):
    concession = Concession.objects.get(court="sct")
    fields = {"court": "sct", "percent": 80, "valid_from": "2027-01-01", "valid_to": "2026-01-01"}
    answer = officer.post(reverse("admin:payments_concession_change", args=[concession.pk]), fields)
    assert "The last day is before the first day" in answer.content.decode()
    assert not AuditEvent.objects.filter(action="concession.changed").exists()


def test_a_fee_is_ended_not_deleted(officer):
    band = FeeBand.objects.get(upper_cents=500_000)
    assert officer.post(reverse("admin:payments_feeband_delete", args=[band.pk])).status_code == 403
