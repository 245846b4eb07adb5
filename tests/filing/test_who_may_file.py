"""Who may commence bulk claims, and who sees whose submissions (A1, A2, A3, A10)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse

from cases.models import ApprovedClaimant
from filing.commencing import approval_of
from filing.models import ImportCheck, Submission
from icms.lib import clock
from tests.filing import stage

pytestmark = pytest.mark.usefixtures("scene")

PREPARING = ("details", "forms", "review", "declare", "discard")


def test_a1_an_organisation_without_approval_reads_why_it_cannot_file():
    words = stage.page(stage.browser(stage.STRANGER), "commence", status=403)
    assert "Not Approved Limited has no approval" in words
    assert "Nothing was sent" in words


def test_a10_an_individual_user_cannot_commence_bulk_claims():
    words = stage.page(stage.browser(stage.INDIVIDUAL), "commence", status=403)
    assert "Only Organization Users of an approved claimant" in words


@pytest.mark.parametrize("email", [stage.ADMINISTRATOR, stage.ASSISTANT])
def test_a3_an_administrator_reads_that_he_needs_an_organization_user_account(email: str):
    client = stage.browser(email)
    words = stage.page(client, "commence", status=403)
    assert "cannot send documents" in words
    answer = client.post(
        reverse("filing:import", args=["sct"]), {"file": stage.upload("b.xml", stage.xml(), "text/xml")}
    )
    assert answer.status_code == 403
    assert not ImportCheck.objects.exists()


def test_a2_an_organization_user_of_an_approved_claimant_gets_in():
    words = stage.page(stage.browser(), "commence")
    assert "Harbour Light Energy Limited" in words


def test_a1_an_approval_holds_on_its_last_day_and_not_after_it():
    approval = ApprovedClaimant.objects.filter(organisation=stage.account().organisation)
    approval.update(valid_to=clock.today())
    assert approval_of(stage.account(), stage.court()) is not None
    approval.update(valid_to=clock.today() - timedelta(days=1))
    assert approval_of(stage.account(), stage.court()) is None


def test_nobody_gets_in_without_signing_in(client):
    answer = client.get(reverse("filing:commence", args=["sct"]))
    assert answer.status_code == 302
    assert "/account/login" in answer.url


@pytest.mark.parametrize("email", [stage.COLLEAGUE, stage.STRANGER, stage.INDIVIDUAL])
def test_somebody_elses_submission_does_not_exist(email: str):
    submission = stage.prepared(with_forms=False)
    client = stage.browser(email)
    allowed = 404 if email == stage.COLLEAGUE else 403
    for name in PREPARING:
        assert client.get(reverse(f"filing:{name}", args=["sct", submission.pk])).status_code == allowed, name
        assert client.post(reverse(f"filing:{name}", args=["sct", submission.pk])).status_code in (
            allowed,
            405,
        ), name
    for name in ("submission", "acknowledgement", "document", "pdf", "why"):
        assert client.get(reverse(f"filing:{name}", args=["sct", submission.pk])).status_code == 404, name
    assert client.post(reverse("filing:declare_now", args=["sct", submission.pk])).status_code == allowed
    assert Submission.objects.filter(pk=submission.pk).exists()


def test_somebody_elses_check_does_not_exist():
    client = stage.browser()
    client.post(
        reverse("filing:import", args=["sct"]),
        {"file": stage.upload("b.xml", stage.xml(), "text/xml"), "act": "check"},
    )
    kept = ImportCheck.objects.get()
    other = stage.browser(stage.COLLEAGUE)
    assert other.get(reverse("filing:check", args=["sct", kept.pk])).status_code == 404
    assert other.get(reverse("filing:report", args=["sct", kept.pk, "csv"])).status_code == 404
    assert other.post(reverse("filing:import_checked", args=["sct", kept.pk])).status_code == 404
