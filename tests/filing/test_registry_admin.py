"""What the registry's staff find in the admin, and what nobody can do there (REG-1, REG-7)."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import User
from filing.models import Claim, Decision, Submission
from icms.lib import clock
from tests.filing import registry, stage

pytestmark = pytest.mark.usefixtures("scene")


@pytest.fixture
def sent(scene) -> Submission:
    return registry.before_the_officer()


@pytest.fixture
def desk(scene):
    return registry.desk()


def text_of(answer) -> str:
    return stage.Page(answer.content.decode()).text


def test_the_home_page_counts_what_waits_and_since_when(sent, desk):
    words = registry.see(desk, "index")
    assert "Claims to decide 21" in words
    assert "The oldest waits since" in words
    registry.accept(sent, range(1, 20))
    assert "Claims to decide 2 " in registry.see(desk, "index")
    registry.reject(sent, [20, 21])
    assert "Claims to decide 0" in registry.see(desk, "index")


def test_the_queue_shows_the_oldest_first_with_counts_and_only_what_is_submitted(sent, desk):
    later = registry.before_the_officer(22, 2)
    stage.prepared(23, 3)
    Submission.objects.filter(pk=sent.pk).update(completed_at=clock.now() - timedelta(days=3))
    words = registry.see(desk, "filing_submission_changelist")
    assert words.index(sent.reference) < words.index(later.reference)
    assert "21 of 21" in words
    assert "22 of 22" in words
    assert "23 of 23" not in words
    assert "3 days" in words


def test_the_queue_is_filtered_into_waiting_decided_and_all(sent, desk):
    later = registry.before_the_officer(21, 2)
    registry.reject(sent, range(1, 22))
    for progress, shown, hidden in (
        ("", later, sent),
        ("decided", sent, later),
    ):
        words = registry.see(
            desk, "filing_submission_changelist", **({"progress": progress} if progress else {})
        )
        assert shown.reference in words, progress
        assert hidden.reference not in words, progress
    words = registry.see(desk, "filing_submission_changelist", progress="all")
    assert sent.reference in words
    assert later.reference in words


def test_a_submission_is_found_by_either_reference_as_people_type_it(sent, desk):
    later = registry.before_the_officer(21, 2)
    typed = sent.reference.lower().replace("-", " ")
    for term in (typed, sent.reference, sent.batch.batch_reference):
        words = registry.see(desk, "filing_submission_changelist", q=term, progress="all")
        assert sent.reference in words, term
        assert later.reference not in words, term
    words = registry.see(desk, "filing_submission_changelist", q="T2026", progress="all")
    assert "Nothing found for “T2026”" in words


def test_an_empty_queue_says_what_will_appear(desk):
    assert "Nothing waits for a decision" in registry.see(desk, "filing_submission_changelist")


def test_what_was_submitted_has_no_form_to_add_change_or_delete(sent, desk):
    change = reverse("admin:filing_submission_change", args=[sent.pk])
    assert desk.get(reverse("admin:filing_submission_add")).status_code == 403
    assert desk.get(change).url == reverse("admin:filing_review", args=[sent.pk])
    assert desk.post(change, {"state": "preparing"}).status_code == 302
    assert (
        desk.post(reverse("admin:filing_submission_delete", args=[sent.pk]), {"post": "yes"}).status_code
        == 403
    )
    data = {"action": "delete_selected", "_selected_action": [sent.pk], "post": "yes"}
    desk.post(reverse("admin:filing_submission_changelist"), data)
    sent.refresh_from_db()
    assert sent.state == "submitted"
    assert Claim not in admin.site._registry
    assert Decision not in admin.site._registry


@pytest.mark.parametrize("who", ["accounts_officer", "newcomer"])
def test_staff_without_the_registrys_group_neither_see_nor_decide(sent, who):
    client = stage.browser(getattr(registry, who)().email)
    addresses = [
        reverse("admin:filing_submission_changelist"),
        reverse("admin:filing_review", args=[sent.pk]),
        reverse("admin:filing_review_claim", args=[sent.pk, 1]),
        reverse("admin:filing_review_page", args=[sent.pk, 1, "form_1", 1]),
    ]
    for address in addresses:
        assert client.get(address).status_code == 403, address
    assert registry.post(client, sent, registry.form_of([1], "reject", confirmed="1")).status_code == 403
    assert "Claims to decide" not in registry.see(client, "index")
    assert registry.decisions() == 0


def test_staff_to_whom_nothing_is_given_read_whom_to_ask(scene):
    words = registry.see(stage.browser(registry.newcomer().email), "index")
    assert "Nothing has been given to your account yet" in words


def test_parties_and_strangers_have_no_way_in(sent):
    address = reverse("admin:filing_review", args=[sent.pk])
    for email in (stage.FILER, stage.ADMINISTRATOR, stage.STRANGER):
        assert stage.browser(email).get(address, follow=True).status_code == 403


def test_people_accounts_and_organisations_are_looked_up_and_never_changed(sent, desk):
    for model, shown in (
        ("user", "Chan Mei Ling"),
        ("organisation", "Harbour Light"),
        ("account", "Chan Mei Ling"),
    ):
        words = registry.see(desk, f"accounts_{model}_changelist")
        assert shown in words
        assert desk.get(reverse(f"admin:accounts_{model}_add")).status_code == 403
    person = User.objects.get(email=stage.FILER)
    change = reverse("admin:accounts_user_change", args=[person.pk])
    page = desk.get(change).content.decode()
    assert person.password not in page
    assert "assword" not in page
    assert 'name="email"' not in page
    assert desk.post(change, {"is_staff": "on", "email": "me@example.org"}).status_code == 403
    person.refresh_from_db()
    assert not person.is_staff


def test_the_audit_trail_is_searched_by_target_and_its_length_is_not_counted(sent, desk):
    registry.reject(sent, [2])
    claim = sent.batch.claims.get(position=2)
    with CaptureQueriesContext(connection) as queries:
        registry.see(desk, "kernel_auditevent_changelist")
    counting = [row["sql"] for row in queries if "COUNT(" in row["sql"] and "auditevent" in row["sql"]]
    assert counting == []
    words = registry.see(desk, "kernel_auditevent_changelist", q=f"filing.claim:{claim.pk}")
    assert "claim.decided.reject" in words
    assert "submission.acknowledged" not in words


def test_reasons_for_rejection_are_kept_by_officers_and_every_change_is_recorded(desk):
    changelist = registry.see(desk, "filing_rejectionreason_changelist")
    assert "A form is not signed" in changelist
    assert (
        desk.post(reverse("admin:filing_rejectionreason_delete", args=[1]), {"post": "yes"}).status_code
        == 403
    )
