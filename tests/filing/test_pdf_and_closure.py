"""An acknowledgement's PDF that is being made while a closure moves its deemed time (BLK-10, TIM-3)."""

from __future__ import annotations

import pytest
import time_machine
from django.db import transaction

from filing.acknowledging import shown
from filing.handlers import draw_acknowledgement, record_acknowledgement
from filing.models import Acknowledgement
from icms.kernel import outbox
from icms.kernel.models import OutboxJob
from tests.filing import storms
from tests.filing.storms import hk

pytestmark = pytest.mark.usefixtures("scene")


def test_a_pdf_that_was_drawn_before_its_time_moved_is_drawn_anew_and_never_issued():
    with time_machine.travel(hk("2026-09-22 11:30"), tick=False):
        sent = storms.settled_at("2026-09-22 11:00:00")
        job = {"submission": sent.pk}
        drawn = draw_acknowledgement(job)
        storms.enter("2026-09-22 10:00", "2026-09-22 11:20")
        with pytest.raises(outbox.NotYet), transaction.atomic():
            record_acknowledgement(job, drawn)
        assert Acknowledgement.objects.get().file is None
    with time_machine.travel(hk("2026-09-22 11:31"), tick=False):
        outbox.drain()
    assert OutboxJob.objects.get(topic="submission.completed").done_at is not None
    sent.refresh_from_db()
    found = shown(sent)
    assert found.acknowledgement.file is not None
    assert found.acknowledgement.file_id != drawn.file_id
    assert not found.issued_before_a_move
