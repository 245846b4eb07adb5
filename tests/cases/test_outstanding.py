"""A form that cannot be sealed holds up nothing else, and staff put a sound copy in its place (H2, D3)."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts import seed as accounts_seed
from cases.models import Case, CaseDocument
from icms.files.keep import keep_bytes, path_of
from icms.files.models import PDF, StoredFile
from icms.kernel import outbox
from icms.kernel.models import AuditEvent, IssuedDocument
from messaging.models import Message
from tests.cases.bench import Registry, blank_pdf, type_of

CORPUS = Path(__file__).parents[1] / "documents" / "corpus"


@pytest.fixture
def stuck(desk: Registry) -> CaseDocument:
    """A case whose Form 1 was accepted before rehearsals, and cannot be sealed."""
    sound = keep_bytes(blank_pdf(), PDF)
    forms = (type_of("form_1").pk, unsealable().pk), (type_of("form_2").pk, sound.pk)
    case = desk.accept(desk.opening(documents=forms))
    outbox.drain()
    return case.documents.get(document_type__code="form_1")


def unsealable() -> StoredFile:
    stored = keep_bytes(blank_pdf(), PDF)
    exchange(stored, (CORPUS / "trial-user-password.pdf").read_bytes())
    return stored


def exchange(stored: StoredFile, data: bytes) -> None:
    """Other bytes under the same row, as if they had been kept so."""
    path = path_of(stored)
    path.chmod(0o600)
    path.write_bytes(data)
    stored.sha256 = hashlib.sha256(data).hexdigest()
    stored.save(update_fields=["sha256"])


def officer(desk: Registry) -> Client:
    accounts_seed.load()
    desk.officer.groups.add(Group.objects.get(name=accounts_seed.REGISTRY_OFFICERS))
    desk.officer.is_staff = True
    desk.officer.save()
    client = Client()
    client.force_login(desk.officer, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_h2_a_form_that_cannot_be_sealed_holds_up_neither_form_3_nor_the_message(
    desk: Registry, stuck: CaseDocument
):
    assert stuck.outstanding == "file_not_sealable"
    issued = {row.document_type.code: bool(row.issued_id) for row in stuck.case.documents.all()}
    assert issued == {"form_1": False, "form_2": True, "form_3": True}
    message = Message.objects.get(account=desk.filer)
    assert message.template == "claim_accepted_in_part"
    assert set(message.attachments.values_list("title", flat=True)) == {"form_2", "form_3"}


def test_h2_staff_put_a_sound_copy_in_its_place_and_it_is_sealed_and_sent(
    desk: Registry, stuck: CaseDocument
):
    client = officer(desk)
    page = client.get(reverse("admin:cases_replace_paper", args=[stuck.pk]))
    assert "Put a sound copy" in page.content.decode()
    copy = SimpleUploadedFile("copy.pdf", blank_pdf(text="The same form"), "application/pdf")
    answer = client.post(
        reverse("admin:cases_replace_paper", args=[stuck.pk]),
        {"copy": copy, "reason": "Printed and scanned."},
    )
    assert answer.status_code == 302, answer.content.decode()
    outbox.drain()
    stuck.refresh_from_db()
    assert (stuck.outstanding, bool(stuck.issued), bool(stuck.reference)) == ("", True, True)
    assert stuck.substitute_id not in (None, stuck.filed_id)
    sent = Message.objects.get(account=desk.filer, template="paper_sealed")
    assert list(sent.attachments.values_list("title", flat=True)) == ["form_1"]
    entry = AuditEvent.objects.get(action="document.replaced")
    assert "Printed and scanned." in str(entry.data)
    outbox.drain()
    assert IssuedDocument.objects.count() == 3


@pytest.mark.parametrize(
    ("name", "says"), [("trial-user-password.pdf", "password"), ("trial-xfa.pdf", "XFA"), ("", "No file")]
)
def test_h2_a_copy_that_cannot_be_sealed_either_is_refused_in_words(
    desk: Registry, stuck: CaseDocument, name: str, says: str
):
    given = {"reason": "A copy."}
    if name:
        given["copy"] = SimpleUploadedFile("copy.pdf", (CORPUS / name).read_bytes(), "application/pdf")
    answer = officer(desk).post(reverse("admin:cases_replace_paper", args=[stuck.pk]), given)
    assert answer.status_code == 422
    assert says in answer.content.decode()
    stuck.refresh_from_db()
    assert stuck.substitute_id is None


def test_h2_sealing_can_be_tried_again_and_a_form_that_is_sealed_is_left_alone(
    desk: Registry, stuck: CaseDocument
):
    exchange(stuck.filed, blank_pdf())
    client = officer(desk)
    client.post(reverse("admin:cases_seal_again", args=[stuck.pk]))
    outbox.drain()
    stuck.refresh_from_db()
    assert (stuck.outstanding, bool(stuck.issued)) == ("", True)
    client.post(reverse("admin:cases_seal_again", args=[stuck.pk]))
    outbox.drain()
    assert (
        Message.objects.filter(template="paper_sealed").count()
        == Message.objects.values("account").distinct().count()
    )
    assert "is sealed" in client.get(reverse("admin:cases_replace_paper", args=[stuck.pk])).content.decode()


def test_h2_the_desk_lists_forms_that_cannot_be_sealed(desk: Registry, stuck: CaseDocument):
    client = officer(desk)
    assert Case.objects.get().number in client.get(reverse("admin:cases_outstanding")).content.decode()
    assert "Forms that cannot be sealed" in client.get(reverse("admin:index")).content.decode()
