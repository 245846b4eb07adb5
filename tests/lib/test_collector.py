"""The collector of cycles rests while a large file is read."""

from __future__ import annotations

import gc
import threading

import pytest

from icms.lib.collector import collector_at_rest


def test_the_collector_rests_and_wakes_again_also_after_a_failure():
    with pytest.raises(ZeroDivisionError), collector_at_rest():
        1 / gc.isenabled()  # it rests, so this divides by nothing
    assert gc.isenabled()


def test_two_threads_that_end_in_either_order_leave_it_awake():
    for first, last in (("one", "other"), ("other", "one")):
        threads, inside, leave = (
            {},
            threading.Barrier(3),
            {"one": threading.Event(), "other": threading.Event()},
        )

        def rest(
            name: str, inside: threading.Barrier = inside, leave: dict[str, threading.Event] = leave
        ) -> None:
            with collector_at_rest():
                inside.wait()
                leave[name].wait()

        for name in leave:
            threads[name] = threading.Thread(target=rest, args=(name,))
            threads[name].start()
        inside.wait()
        for name in (first, last):
            leave[name].set()
            threads[name].join()
        assert gc.isenabled()


def test_one_that_was_asleep_is_not_woken():
    gc.disable()
    try:
        with collector_at_rest():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()
