"""The main job through the stack's own processes, without a fault: what the fault tests are compared with."""

from __future__ import annotations

from cases.models import Case
from tests.faults.stack import Stack


def test_a_batch_goes_from_the_import_to_the_sealed_forms_and_every_invariant_holds(stack: Stack):
    filer, officer = stack.filer(), stack.officer()
    batch = filer.file(filer.prepare(seed=1))
    officer.reject(batch, [7])
    officer.accept(batch, [position for position in range(1, 22) if position != 7])
    stack.come_to_rest()
    with stack.database():
        assert Case.objects.count() == 20
    stack.check()
