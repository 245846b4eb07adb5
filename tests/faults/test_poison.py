"""F26: a job that kills its worker every time is tried three times and then stands on the staff's list."""

from __future__ import annotations

from cases.models import Case
from icms.kernel import outbox
from icms.kernel.models import OutboxJob
from tests.faults.scenes import Scenes

POISON = "claim.accepted"


def test_f26_a_poison_job_goes_to_the_staffs_list_and_the_rest_of_the_batch_completes(scenes: Scenes):
    batch, stack = scenes.filed(), scenes.stack
    stack.plan(POISON, "kill", about=2, always=True)
    scenes.officer.accept(batch, [1, 2, 3])
    stack.come_to_rest()
    assert stack.fired(POISON) == outbox.ATTEMPTS
    with stack.database():
        job = OutboxJob.objects.get(given_up_at__isnull=False)
        assert (job.topic, job.last_error) == ("claim.decided", "the worker did not come back")
        assert Case.objects.count() == 2
    stack.check()

    stack.disarm(POISON)
    assert scenes.officer.try_again() == 1
    stack.come_to_rest()
    with stack.database():
        assert sorted(Case.objects.values_list("running_number", flat=True)) == [1, 2, 3]
    stack.check()
