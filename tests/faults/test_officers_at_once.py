"""F12: officers decide one claim at once, at the admin's own pages: one wins, the others are told."""

from __future__ import annotations

import pytest

from accounts.models import User
from filing.models import Claim, Decision
from tests.faults.crowd import at_once
from tests.faults.people import Officer
from tests.faults.scenes import Scenes
from tests.faults.visitor import Fields

OTHER = "second.officer@demo.example"


def another_officer(scenes: Scenes) -> Officer:
    """A colleague of the demo's officer, with the same password and the same rights."""
    with scenes.stack.database():
        first = User.objects.get(email=scenes.officer.who)
        other = User.objects.create_user(OTHER, name_en="Ip Wing Sum", is_staff=True)
        other.password = first.password
        other.save(update_fields=["password"])
        other.groups.set(first.groups.all())
    return scenes.stack.officer(OTHER)


@pytest.mark.parametrize("times", [1, 25], ids=["two at once", "fifty at once"])
def test_of_officers_who_decide_one_claim_at_once_one_wins_and_the_others_are_told(
    scenes: Scenes, times: int
):
    """F12: two officers, then fifty requests, accept and reject the same claim in the same moment."""
    batch, stack, first = scenes.filed(), scenes.stack, scenes.officer
    other = another_officer(scenes)
    accepts, rejects = first.confirmed(batch, [1], "accept"), other.confirmed(batch, [1], "reject")

    def decides(officer: Officer, form: tuple[str, Fields]) -> str:
        window = officer.window()
        return window.get(window.post(*form).location).words()

    told = at_once([lambda: decides(first, accepts), lambda: decides(other, rejects)] * times)
    stack.come_to_rest(60)
    with stack.database():
        decision = Decision.objects.select_related("officer").get()
        claim = Claim.objects.get(position=1)
    first_won = decision.officer.email == first.who
    won, lost = (told[::2], told[1::2]) if first_won else (told[1::2], told[::2])
    assert claim.state == ("accepted" if first_won else "rejected")
    refusal = f"{decision.officer.name} has decided on claim 1 already."
    assert [refusal in words for words in won] == [False] * times
    assert [refusal in words for words in lost] == [True] * times
    stack.check()
