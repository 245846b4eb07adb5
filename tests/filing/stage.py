"""The stage of the filing tests: reference data, the demo's cast and some strangers, batches and their forms."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse

from accounts import seed as accounts_seed
from accounts.models import Account, Branch, Organisation, User
from cases import known_courts
from cases import seed as cases_seed
from cases.models import Court
from cases.office import calendar_of
from cases.rules.calendar import is_open
from filing import seed as filing_seed
from filing import transitions
from filing.bulk.sample import sample_batch
from filing.bulk.write import batch_xml
from filing.models import Submission
from filing.rules.batch import BatchData
from icms import demo
from icms.files import inspect, keep, rehearsal
from icms.files.models import StoredFile
from icms.files.receive import arrive
from icms.files.transitions import record_rehearsal
from icms.kernel.audit import SYSTEM
from icms.kernel.models import OutboxJob
from icms.lib import clock
from payments import seed as payments_seed
from payments.models import Payment
from payments.transitions import settlement
from tests import snapshots
from tests.files import makers

GATEWAY = SYSTEM("gateway")
FILER, COLLEAGUE = "filer@demo.example", "second.filer@demo.example"
ADMINISTRATOR, ASSISTANT = "administrator@demo.example", "assistant@demo.example"
STRANGER, INDIVIDUAL = "ou@stranger.example", "person@example.org"
Files = list[tuple[str, bytes]]


def load() -> None:
    """Reference data, the cast, an Organization User of a company without approval, and an individual."""
    snapshots.fill("stage", _load)
    read_courts()


def _load() -> None:
    for seed in (accounts_seed, cases_seed, payments_seed, filing_seed):
        seed.load()
    demo.load_cast()
    other = Organisation.objects.create(
        kind=Organisation.Kind.COMPANY, name_en="Not Approved Limited", registration_number="X-1"
    )
    branch = Branch.objects.create(organisation=other, code="HQ", name="Headquarters", is_headquarters=True)
    for email, role in ((STRANGER, Account.Role.ORGANISATION_USER), (INDIVIDUAL, Account.Role.INDIVIDUAL)):
        user = User.objects.create_user(email, demo.PASSWORD, name_en=email)
        of = {} if role == Account.Role.INDIVIDUAL else {"organisation": other, "branch": branch}
        demo.accept_terms(Account.objects.create(user=user, role=role, **of))


def account(email: str = FILER) -> Account:
    return Account.objects.select_related("user", "organisation").get(user__email=email)


def read_courts() -> None:
    """Reads the courts of this database now, so that no test counts statements that another has saved it."""
    known_courts.forget()
    known_courts.by_code()


def court() -> Court:
    """The court of this stage."""
    return Court.objects.get(code="sct")


def browser(email: str = FILER) -> Client:
    """Somebody who has signed in."""
    client = Client()
    client.force_login(
        User.objects.get(email=email), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


@cache
def batch(claims: int = 21, seed: int = 1) -> BatchData:
    return sample_batch(claims, seed=seed)


@cache
def xml(claims: int = 21, seed: int = 1) -> bytes:
    return batch_xml(batch(claims, seed))


@cache
def _form(number: int) -> bytes:
    return makers.pdf(text=f"Form {number}")


def forms(data: BatchData) -> Files:
    """A name and a small honest PDF for each form of the batch; each has bytes of its own."""
    names = [form.name for claim in data.claims for form in claim.forms]
    return [(name, _form(number)) for number, name in enumerate(names)]


def upload(name: str, data: bytes, media_type: str = "application/pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, media_type)


def prepared(claims: int = 21, seed: int = 1, *, email: str = FILER, with_forms: bool = True) -> Submission:
    """A preparation made by the acts themselves, with every form in its place."""
    filer = account(email)
    data = batch(claims, seed)
    submission = transitions.import_batch(data, into=None, court=court(), by=filer)
    if with_forms:
        receive(submission, forms(data), email=email)
    submission.refresh_from_db()
    return submission


def receive(submission: Submission, files: Files, *, email: str = FILER) -> list[Any]:
    arrived = [arrive(data, name) for name, data in files]
    uploads = transitions.receive(
        submission.pk, list(zip(arrived, inspect.pdfs(arrived), strict=True)), by=account(email)
    )
    rehearse()
    for each in uploads:
        each.file.refresh_from_db()
    return uploads


_rehearsed: dict[str, rehearsal.Rehearsed] = {}


def rehearse() -> None:
    """Does the checks that wait as their jobs would, each different file once a run of the tests."""
    for file in StoredFile.objects.filter(verdict="checking"):
        if file.sha256 not in _rehearsed:
            [_rehearsed[file.sha256]] = rehearsal.rehearse([keep.path_of(file)])
        with transaction.atomic():
            record_rehearsal(file.pk, _rehearsed[file.sha256], by=SYSTEM("check of files"))
    OutboxJob.objects.filter(topic="file.to_rehearse").delete()


def declared(submission: Submission, *, means: str = "card", email: str = FILER) -> Payment:
    payment = transitions.declare(submission.pk, version=submission.version, means=means, by=account(email))
    assert payment is not None
    return payment


def settle(payment: Payment, *, received_at: datetime | None = None, gateway_reference: str = "") -> Payment:
    """The gateway's verified notice for the whole sum; it came when the registry was open, whatever the hour now."""
    moment = received_at or last_open_moment()
    payment.refresh_from_db()
    return settlement.settle(
        payment.reference,
        received_at=moment,
        gateway_reference=gateway_reference or f"GW-{payment.reference}",
        gateway_at=moment - timedelta(seconds=3),
        brand="visa",
        amount_cents=payment.total_cents,
        currency="HKD",
        by=GATEWAY,
    )


def last_open_moment() -> datetime:
    """Now, or the last minute in which the registry was open: what is received then is decided at once (REG-3a)."""
    calendar, moment = calendar_of(court().pk), clock.now()
    while not is_open(calendar, moment):
        moment -= timedelta(minutes=15)
    return moment


def submitted(claims: int = 21, seed: int = 1, **times: datetime) -> Submission:
    submission = prepared(claims, seed)
    settle(declared(submission), **times)
    submission.refresh_from_db()
    return submission


@dataclass(frozen=True)
class Page:
    """What a browser shows, for tests that read words: tags gone, spaces one."""

    html: str

    @property
    def text(self) -> str:
        return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", self.html)).strip()


def page(client: Client, name: str, *args: object, status: int = 200) -> str:
    """The words of a page."""
    answer = client.get(reverse(f"filing:{name}", args=["sct", *args]))
    assert answer.status_code == status, (name, answer.status_code, answer.content[:500])
    return Page(answer.content.decode()).text


def with_reference(data: BatchData, reference: str) -> BatchData:
    return replace(data, reference=reference)


def file_of(position: int, code: str) -> QuerySet[StoredFile]:
    """The file of a form of a claim."""
    paper = {"uploads__document__claim__position": position, "uploads__document__document_type__code": code}
    return StoredFile.objects.filter(**paper)
