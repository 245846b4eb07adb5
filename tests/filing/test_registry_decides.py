"""The page that asks once: what is typed, chosen and pressed, by whom, and what comes of it (REG-1, REG-2)."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.models import User
from cases.models import Case, HearingSession
from filing.models import Decision, Submission
from icms.kernel import outbox
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


def test_rejecting_asks_once_then_needs_reason_and_words_then_does_it(sent, desk):
    asked = registry.post(desk, sent, registry.form_of([5], "reject"))
    assert asked.status_code == 200
    assert "The filer is told why" in text_of(asked)
    assert "Cap. 338 s. 13" in text_of(asked)
    assert registry.decisions() == 0

    empty = registry.post(desk, sent, registry.form_of([5], "reject", confirmed="1"))
    assert empty.status_code == 422
    assert "There are 2 problems" in text_of(empty)
    assert registry.decisions() == 0

    filled = {"confirmed": "1", "reject-reason": "form_not_signed", "reject-text": registry.WORDS}
    done = registry.post(desk, sent, registry.form_of([5], "reject", **filled), follow=True)
    assert "1 claim is rejected" in text_of(done)
    assert Decision.objects.get().claim.position == 5


def test_accepting_asks_once_and_a_second_click_gives_the_same_result(sent, desk):
    chosen = {"accept-session": HearingSession.objects.get().pk}
    asked = registry.post(desk, sent, registry.form_of(range(1, 22), "accept", **chosen))
    assert asked.status_code == 200
    assert "21 claims become cases" in text_of(asked)
    assert registry.decisions() == 0
    for _ in range(2):
        done = registry.post(
            desk, sent, registry.form_of(range(1, 22), "accept", confirmed="1", **chosen), follow=True
        )
        assert "21 claims are accepted" in text_of(done)
    assert registry.decisions() == 21
    outbox.drain()
    assert Case.objects.count() == 21
    words = registry.see(desk, "filing_review", sent.pk)
    assert "Every claim of this batch is decided" in words
    assert Case.objects.earliest("pk").number in words


def test_the_second_officer_reads_who_decided_and_goes_on_with_the_claims_that_wait(sent, desk):
    registry.accept(sent, [4], by=registry.officer("second@court.example"))
    filled = {"confirmed": "1", "reject-reason": "form_not_signed", "reject-text": "Typed with care."}
    answer = registry.post(desk, sent, registry.form_of([4, 5], "reject", **filled))
    assert answer.status_code == 409
    words = text_of(answer)
    assert "Second has decided on claim 4 already" in words
    assert "1 claim is left out" in words
    assert "Typed with care." in words
    assert registry.decisions() == 1
    gone = registry.post(desk, sent, registry.form_of([4], "reject", **filled), follow=True)
    assert "Second has decided on claim 4 already" in text_of(gone)


def test_no_claim_chosen_is_told_and_decides_nothing(sent, desk):
    for claims in ([], ["x"], ["-1"], ["9" * 400], ["77"]):
        answer = registry.post(desk, sent, registry.form_of(claims, "reject", confirmed="1"), follow=True)
        assert "No claim of this batch was chosen" in text_of(answer), claims
    assert registry.decisions() == 0


def test_an_address_for_decisions_that_is_only_opened_decides_nothing_and_goes_back(sent, desk):
    answer = desk.get(
        reverse("admin:filing_decide", args=[sent.pk]), registry.form_of([1], "reject", confirmed="1")
    )
    assert answer.status_code == 302
    assert answer.url == reverse("admin:filing_review", args=[sent.pk])
    assert registry.decisions() == 0


def test_a_form_from_elsewhere_without_the_token_decides_nothing(sent):
    registry.officer()
    client = stage.browser(registry.OFFICER)
    client.handler.enforce_csrf_checks = True
    assert registry.post(client, sent, registry.form_of([1], "reject", confirmed="1")).status_code == 403
    assert registry.decisions() == 0


def test_a_session_that_is_not_offered_is_refused_with_words(sent, desk):
    late = registry.session(80, place="Courtroom 3")
    answer = registry.post(
        desk, sent, registry.form_of([1], "accept", confirmed="1", **{"accept-session": late.pk})
    )
    assert answer.status_code == 422
    assert "cannot be heard at that session" in text_of(answer)
    assert registry.decisions() == 0


def test_a_reader_of_submissions_without_the_right_to_decide_sees_no_buttons(sent, desk):
    user = User.objects.get(email=registry.OFFICER)
    group = user.groups.get()
    group.permissions.remove(group.permissions.get(codename="add_decision"))
    page = desk.get(reverse("admin:filing_review", args=[sent.pk])).content.decode()
    assert 'name="claim"' not in page
    assert 'name="act"' not in page
    assert (
        'name="act"' not in desk.get(reverse("admin:filing_review_claim", args=[sent.pk, 1])).content.decode()
    )
    assert registry.post(desk, sent, registry.form_of([1], "reject")).status_code == 403
