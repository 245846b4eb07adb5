"""A preparation goes when its filer discards it, or a day after its last use (BLK-8)."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse

from filing import transitions
from filing.models import Claim, ImportCheck, Submission
from filing.states import SubmissionState
from filing.tasks import sweep_preparations
from filing.transitions.prepare import PREPARATION_KEPT
from icms.files.models import StoredFile
from icms.lib import clock
from tests.filing import stage

pytestmark = pytest.mark.usefixtures("scene")


def stored() -> list[Path]:
    return [each for each in (Path(settings.MEDIA_ROOT) / "kept").rglob("*") if each.is_file()]


def test_discarding_asks_once_then_takes_claims_files_and_bytes_away():
    submission = stage.prepared()
    client = stage.browser()
    assert "will be gone for good" in stage.page(client, "discard", submission.pk)
    assert Submission.objects.exists()
    assert len(stored()) == 42
    answer = client.post(reverse("filing:discard", args=["sct", submission.pk]))
    assert answer.url == reverse("filing:commence", args=["sct"])
    assert not Submission.objects.exists()
    assert not Claim.objects.exists()
    assert not StoredFile.objects.exists()
    assert stored() == []


def test_the_batch_reference_of_a_discarded_preparation_is_free_again():
    transitions.discard(stage.prepared(with_forms=False).pk, by=stage.account())
    assert (
        stage.prepared(with_forms=False, email=stage.COLLEAGUE).batch.batch_reference
        == stage.batch().reference
    )


def test_a_preparation_goes_a_day_after_its_last_use_and_not_before():
    submission = stage.prepared(with_forms=False)
    day_ago = clock.now() - PREPARATION_KEPT
    Submission.objects.update(used_at=day_ago + timedelta(minutes=1))
    assert sweep_preparations() == 0
    Submission.objects.update(used_at=day_ago - timedelta(minutes=1))
    assert sweep_preparations() == 1
    assert not Submission.objects.filter(pk=submission.pk).exists()
    assert sweep_preparations() == 0


def test_what_is_being_paid_or_was_submitted_is_never_swept():
    sent, paying = stage.submitted(21, 1), stage.prepared(21, 2)
    stage.declared(paying)
    Submission.objects.update(used_at=clock.now() - 10 * PREPARATION_KEPT)
    assert sweep_preparations() == 0
    states = dict(Submission.objects.values_list("pk", "state"))
    assert states == {sent.pk: SubmissionState.SUBMITTED, paying.pk: SubmissionState.PAYING}


def test_checked_files_go_too():
    transitions.keep_check(stage.xml(), "b.xml", into=None, by=stage.account())
    ImportCheck.objects.update(checked_at=clock.now() - PREPARATION_KEPT - timedelta(minutes=1))
    sweep_preparations()
    assert not ImportCheck.objects.exists()
