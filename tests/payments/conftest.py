from __future__ import annotations

import pytest

from payments import purposes, seed
from tests.payments.bench import Shop


@pytest.fixture
def shop(monkeypatch, transactional_db) -> Shop:
    """The fees of the courts, and a purpose "test" whose goods can be bought once."""
    seed.load()
    shop = Shop()
    monkeypatch.setitem(purposes._purposes, "test", shop.purpose())
    return shop
