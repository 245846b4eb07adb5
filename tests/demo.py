"""The demo's court clock in the suite, which runs as production does: the ways to switch it on for a test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.test import override_settings

from icms.kernel import court_clock
from icms.kernel.audit import SYSTEM
from icms.lib import clock

TESTER = SYSTEM("test")
FAR = timedelta(days=10_000)


@contextmanager
def demo_is_on() -> Iterator[None]:
    """The demo, with a clock that can be moved, as `KernelConfig.ready` sets it up there."""
    with override_settings(ICMS_DEMO=True):
        clock.ahead_by(court_clock.ahead)
        try:
            yield
        finally:
            clock.ahead_by(None)


def jump(to: datetime | timedelta) -> None:
    """Moves the court's clock to a moment, or by a time."""
    moment = clock.now() + to if isinstance(to, timedelta) else to
    court_clock.move_clock(moment, latest=clock.now() + FAR, by=TESTER)
