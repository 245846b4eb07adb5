"""Numbers are gapless: a rollback gives them back, and no two acts get the same (CRT-3, F13)."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, transaction

from icms.kernel import numbering
from icms.kernel.models import IssuedDocument
from icms.lib import clock

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_number_outside_an_act_is_refused():
    with pytest.raises(RuntimeError):
        numbering.take_next("case:SCTC:2026")


def test_numbers_begin_at_one_and_sequences_do_not_share():
    with transaction.atomic():
        assert [numbering.take_next("a"), numbering.take_next("a"), numbering.take_next("b")] == [1, 2, 1]
        assert numbering.take_next("a", 99) == 3
        assert numbering.take_next("a") == 102


def test_thirty_acts_at_once_a_third_rolled_back_leave_twenty_numbers_without_a_gap():
    chosen = random.Random(7)
    fates = [True] * 20 + [False] * 10
    chosen.shuffle(fates)

    def act(keep: bool) -> int | None:
        try:
            with transaction.atomic():
                number = numbering.take_next("case:SCTC:2026")
                if not keep:
                    raise ZeroDivisionError
                return number
        except ZeroDivisionError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        numbers = [number for number in pool.map(act, fates) if number is not None]
    assert sorted(numbers) == list(range(1, 21))


def test_a_reference_that_a_document_bears_is_not_drawn_again(monkeypatch):
    lot = iter(["SC26-0000-0000-0", "SC26-0000-0001-5"])
    monkeypatch.setattr(numbering, "document_reference", lambda prefix, year: next(lot))
    IssuedDocument.objects.create(
        reference="SC26-0000-0000-0", kind="form_3", sha256="0" * 64, issued_at=clock.now()
    )
    assert numbering.draw_reference("SC") == "SC26-0000-0001-5"
