"""No sequence of permitted acts gives an Assistant Administrator a right that no Primary Administrator granted."""

from __future__ import annotations

from contextlib import ExitStack

import pytest
from django.core import mail
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from accounts import roles, transitions
from accounts.models import Account, AssistantGrant
from accounts.rules.rights import GRANTABLE, MATRIX, Answer, Right, Role
from accounts.transitions.invite import Invited, NewPerson
from accounts.transitions.people import Particulars
from icms.kernel.audit import PUBLIC
from icms.lib.errors import Refused
from tests import cast
from tests.accounts import firm as firms

WHO = st.sampled_from(range(12))
# Mostly what can be granted; now and then what cannot.
RIGHTS = st.sampled_from([*map(str, GRANTABLE), *map(str, GRANTABLE), *map(str, Right)])
OF_COURSE = {right for right, answers in MATRIX.items() if answers[Role.ASSISTANT] == Answer.YES}


class Office(RuleBasedStateMachine):
    """Every administrator tries everything on every other; `granted` is what was given and not taken back."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(cast.rolled_back())
        mail.outbox.clear()
        self.firm = firms.build()
        self.granted: set[tuple[int, str]] = set()
        self.serial = 0

    def teardown(self) -> None:
        self.stack.close()

    def administrator(self, number: int) -> Account:
        """One of the administrators, invited ones too: they act on each other, for users can do nothing."""
        rows = list(Account.objects.exclude(role=Role.USER).order_by("pk"))
        return rows[number % len(rows)]

    def tries(self, act, *args, by: Account, **named) -> bool:
        try:
            act(*args, by=by, **named)
        except Refused:
            return False
        return True

    @rule(by=WHO, to=WHO, right=RIGHTS)
    def give(self, by: int, to: int, right: str) -> None:
        giver, account = self.administrator(by), self.administrator(to)
        if self.tries(transitions.give_grant, account.pk, right, by=giver):
            assert giver.role == Role.PRIMARY
            self.granted.add((account.pk, right))

    @rule(by=WHO, to=WHO, right=RIGHTS)
    def take_back(self, by: int, to: int, right: str) -> None:
        account = self.administrator(to)
        if self.tries(transitions.take_back_grant, account.pk, right, by=self.administrator(by)):
            self.granted.discard((account.pk, right))

    @rule(by=WHO, to=WHO)
    def suspend(self, by: int, to: int) -> None:
        self.tries(transitions.suspend, self.administrator(to).pk, by=self.administrator(by))

    @rule(by=WHO, to=WHO)
    def reactivate(self, by: int, to: int) -> None:
        self.tries(transitions.reactivate, self.administrator(to).pk, by=self.administrator(by))

    @rule(by=WHO, to=WHO, act=st.sampled_from(["move", "edit", "open_own"]))
    def do_something_else(self, by: int, to: int, act: str) -> None:
        giver, account = self.administrator(by), self.administrator(to)
        if act == "move":
            self.tries(transitions.move, account.pk, self.firm.kowloon.pk, by=giver)
        elif act == "edit":
            self.tries(transitions.edit, account.pk, Particulars("A", "甲"), by=giver)
        else:
            self.tries(transitions.open_own_user_account, by=giver)

    @rule(by=WHO, role=st.sampled_from([Role.PRIMARY, Role.ASSISTANT]))
    def invite(self, by: int, role: str) -> None:
        self.serial += 1
        email = f"new{self.serial}@chan.example"
        invited = Invited(email, "New", "", str(role), self.firm.headquarters.pk, "en")
        if self.tries(transitions.invite, invited, by=self.administrator(by)):
            person = NewPerson("New", "", "long-enough-to-sign-in", "en")
            self.tries(transitions.accept_as_new, firms.last_link(), person, by=PUBLIC)

    @invariant()
    def nobody_has_more_than_was_granted(self) -> None:
        held = AssistantGrant.objects.select_related("granted_by")
        assert {(grant.account_id, grant.right) for grant in held} == self.granted
        assert all(grant.granted_by.role == Role.PRIMARY for grant in held)
        for assistant in Account.objects.filter(role=Role.ASSISTANT).prefetch_related("grants"):
            rights = {right for right in Right if roles.has_right(assistant, right)}
            assert rights - OF_COURSE <= {right for pk, right in self.granted if pk == assistant.pk}
            assert rights - OF_COURSE <= set(GRANTABLE)

    @invariant()
    def one_primary_administrator_can_act(self) -> None:
        assert Account.objects.active().filter(role=Role.PRIMARY).exists()


@pytest.mark.slow
@pytest.mark.django_db
def test_no_sequence_of_permitted_acts_gives_an_assistant_a_right_that_nobody_granted():
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
