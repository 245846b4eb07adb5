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

WHO = st.integers(0, 11)
RIGHTS = st.sampled_from([str(right) for right in Right])
OF_COURSE = {right for right, answers in MATRIX.items() if answers[Role.ASSISTANT] == Answer.YES}


class Office(RuleBasedStateMachine):
    """Everybody tries everything on everybody; `granted` is what Primary Administrators gave and did not take back."""

    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(cast.rolled_back())
        mail.outbox.clear()
        self.firm = firms.build()
        self.granted: set[tuple[int, str]] = set()
        self.invited: list[str] = []
        self.serial = 0

    def teardown(self) -> None:
        self.stack.close()

    def account(self, number: int) -> Account:
        rows = list(Account.objects.filter(organisation=self.firm.organisation).order_by("pk"))
        return rows[number % len(rows)]

    def tries(self, act, *args, by: Account, **named) -> bool:
        try:
            act(*args, by=by, **named)
        except Refused:
            return False
        return True

    @rule(by=WHO, to=WHO, right=RIGHTS)
    def give(self, by: int, to: int, right: str) -> None:
        giver, account = self.account(by), self.account(to)
        if self.tries(transitions.give_grant, account.pk, right, by=giver):
            assert giver.role == Role.PRIMARY
            self.granted.add((account.pk, right))

    @rule(by=WHO, to=WHO, right=RIGHTS)
    def take_back(self, by: int, to: int, right: str) -> None:
        account = self.account(to)
        if self.tries(transitions.take_back_grant, account.pk, right, by=self.account(by)):
            self.granted.discard((account.pk, right))

    @rule(by=WHO, to=WHO)
    def suspend(self, by: int, to: int) -> None:
        self.tries(transitions.suspend, self.account(to).pk, by=self.account(by))

    @rule(by=WHO, to=WHO)
    def reactivate(self, by: int, to: int) -> None:
        self.tries(transitions.reactivate, self.account(to).pk, by=self.account(by))

    @rule(by=WHO, to=WHO, in_kowloon=st.booleans())
    def move(self, by: int, to: int, in_kowloon: bool) -> None:
        branch = self.firm.kowloon if in_kowloon else self.firm.headquarters
        self.tries(transitions.move, self.account(to).pk, branch.pk, by=self.account(by))

    @rule(by=WHO, to=WHO)
    def edit(self, by: int, to: int) -> None:
        self.tries(transitions.edit, self.account(to).pk, Particulars("A", "甲"), by=self.account(by))

    @rule(by=WHO)
    def open_own(self, by: int) -> None:
        self.tries(transitions.open_own_user_account, by=self.account(by))

    @rule(by=WHO, role=st.sampled_from([Role.PRIMARY, Role.ASSISTANT, Role.USER]))
    def invite(self, by: int, role: str) -> None:
        self.serial += 1
        invited = Invited(
            f"new{self.serial}@chan.example", "New", "", str(role), self.firm.headquarters.pk, "en"
        )
        if self.tries(transitions.invite, invited, by=self.account(by)):
            self.invited.append(firms.last_link())

    @rule(which=st.integers(0, 9))
    def accept(self, which: int) -> None:
        if self.invited:
            token = self.invited[which % len(self.invited)]
            person = NewPerson("New", "", "long-enough-to-sign-in", "en")
            self.tries(transitions.accept_as_new, token, person, by=PUBLIC)

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


@pytest.mark.django_db
def test_no_sequence_of_permitted_acts_gives_an_assistant_a_right_that_nobody_granted():
    run_state_machine_as_test(
        Office,
        settings=settings(
            max_examples=40,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
