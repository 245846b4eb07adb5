"""The registry's side of the stage: a batch before an officer, his decisions, and what he sees."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.seed import ACCOUNTS_OFFICERS, REGISTRY_OFFICERS
from cases.models import Court, HearingSession
from filing.models import Decision, RejectionReason, Submission
from filing.transitions import decide as acts
from filing.transitions.decide import Acceptance, Rejection
from icms import demo
from icms.lib import clock
from tests.cases.bench import session_in
from tests.filing import stage

OFFICER = "officer@demo.example"
WORDS = "Form 2 bears no signature. Have it signed and send it again."


def before_the_officer(claims: int = 21, seed: int = 1) -> Submission:
    """A submission, received some minutes ago whatever the hour at which the suite runs, and a session for it."""
    submission = stage.submitted(claims, seed)
    Submission.objects.filter(pk=submission.pk).update(deemed_at=clock.now() - timedelta(minutes=5))
    if not HearingSession.objects.exists():
        session()
    submission.refresh_from_db()
    return submission


def session(days: int = 30, *, capacity: int = 120, place: str = "Courtroom 1") -> HearingSession:
    return session_in(days, court=Court.objects.get(code="sct"), capacity=capacity, place=place)


def officer(email: str = OFFICER) -> User:
    """An officer of the registry; one who is not of the cast is made."""
    user = User.objects.filter(email=email).first() or _staff(email)
    user.groups.add(Group.objects.get(name=REGISTRY_OFFICERS))
    return user


def accounts_officer() -> User:
    user = _staff("accounts@court.example")
    user.groups.add(Group.objects.get(name=ACCOUNTS_OFFICERS))
    return user


def newcomer() -> User:
    """Staff to whom no group has been given."""
    return _staff("newcomer@court.example")


def _staff(email: str) -> User:
    return User.objects.create_user(email, demo.PASSWORD, name_en=email.split("@")[0].title(), is_staff=True)


def acceptance(to: HearingSession | None = None) -> Acceptance:
    return Acceptance(session_id=(to or HearingSession.objects.earliest("starts_at")).pk)


def rejection(reason: str = "form_not_signed", text: str = WORDS) -> Rejection:
    return Rejection(reason_id=RejectionReason.objects.get(code=reason).pk, text=text)


def accept(
    submission: Submission, positions: object, *, by: User | None = None, to: HearingSession | None = None
) -> int:
    return acts.decide(submission.pk, list(positions), acceptance(to), by=by or officer())  # type: ignore[call-overload]


def reject(submission: Submission, positions: object, *, by: User | None = None, text: str = WORDS) -> int:
    return acts.decide(submission.pk, list(positions), rejection(text=text), by=by or officer())  # type: ignore[call-overload]


def desk(email: str = OFFICER) -> Client:
    """The officer's browser."""
    officer(email)
    return stage.browser(email)


def see(client: Client, name: str, *args: object, status: int = 200, **query: str) -> str:
    """The words of a page of the admin."""
    answer = client.get(reverse(f"admin:{name}", args=args), query)
    assert answer.status_code == status, (name, answer.status_code)
    return stage.Page(answer.content.decode()).text


def form_of(positions: object, act: str, **more: object) -> dict[str, object]:
    return {"claim": [str(position) for position in positions], "act": act, **more}  # type: ignore[attr-defined]


def post(client: Client, submission: Submission, data: dict[str, object], *, follow: bool = False):
    return client.post(reverse("admin:filing_decide", args=[submission.pk]), data, follow=follow)


def decisions() -> int:
    return Decision.objects.count()
