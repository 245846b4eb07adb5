"""Every search box of the registry finds a thing by its number or name as it is printed anywhere (REG-2a)."""

from __future__ import annotations

import pytest
from django.contrib import admin
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Account, Application, Organisation, User
from filing.models import Submission
from icms.kernel import audit, outbox
from icms.kernel.models import IssuedDocument
from icms.kernel.registry_search import RegistrySearch
from icms.lib import clock
from messaging.models import Mail
from payments.models import GatewayNotice, Payment, Refund
from tests.accounts import applicants
from tests.filing import registry, stage

pytestmark = pytest.mark.usefixtures("scene")

BOXES = [
    (model, desk)
    for model, desk in admin.site._registry.items()
    if desk.get_search_fields(RequestFactory().get("/admin/"))
]
NAMES = [f"{model._meta.app_label}_{model._meta.model_name}_changelist" for model, _desk in BOXES]
JUNK = [
    "\0",
    "a\0b",
    "x" * 3_000,
    "9" * 500,
    "1-2-3-4-5-6-7-8-9",
    "%",
    "\\",
    "'\"",
    "\u200b",
    "／",
    "𠮷",
    "-",
    "。",
]


def wide(text: str) -> str:
    return "".join(
        "\u3000" if sign == " " else chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text
    )


@pytest.fixture
def sent(scene) -> Submission:
    return registry.before_the_officer()


@pytest.fixture
def desk(scene) -> Client:
    """A system administrator: every list is open to them."""
    officer = registry.officer()
    User.objects.filter(pk=officer.pk).update(is_superuser=True)
    return stage.browser(officer.email)


def found(client: Client, model: str, typed: str, **more: str) -> list:
    answer = client.get(reverse(f"admin:{model}_changelist"), {"q": typed, **more})
    assert answer.status_code == 200, (model, typed)
    return list(answer.context["cl"].result_list)


def spellings(number: str) -> list[str]:
    """A number as it is printed, small, wide, without hyphens, and with what a sentence puts round it."""
    return [
        number,
        number.lower(),
        wide(number),
        number.replace("-", ""),
        number.replace("-", " "),
        f"（{number}）。",
    ]


def test_d11_every_box_takes_what_is_typed_as_a_whole_and_says_what_it_searches():
    assert len(BOXES) >= 12
    for model, box in BOXES:
        assert isinstance(box, RegistrySearch), model
        assert not box.search_fields, f"{model}: Django splits at blanks"
        assert box.search_help_text, model


@pytest.mark.parametrize("name", NAMES)
def test_d11_no_box_fails_on_junk(desk: Client, sent: Submission, name: str):
    for typed in JUNK:
        assert desk.get(reverse(f"admin:{name}"), {"q": typed}).status_code == 200, typed


@pytest.mark.parametrize("name", NAMES)
def test_d11_a_search_without_a_hit_says_what_was_searched(desk: Client, sent: Submission, name: str):
    answer = desk.get(reverse(f"admin:{name}"), {"q": "Zzyzx 77/2031"})
    assert "Nothing found for “Zzyzx 77/2031”" in answer.text
    assert "with or without zeros" in answer.text


def test_d11_submissions_are_found_by_all_their_references_and_the_claimant(sent: Submission, desk: Client):
    other = registry.before_the_officer(22, 2)
    claim = sent.batch.claims.get(position=3)
    payment = sent.acknowledgement.payment
    for number in (sent.reference, sent.batch.batch_reference, claim.reference, payment.reference):
        for typed in spellings(number):
            assert found(desk, "filing_submission", typed, progress="all") == [sent], typed
    outbox.drain()
    sent.acknowledgement.refresh_from_db()
    paper = sent.acknowledgement.document.reference
    assert found(desk, "filing_submission", paper.lower(), progress="all") == [sent]
    name = sent.organisation.name_en
    for typed in (name, wide(name), " ".join(name.split()[:2]), sent.organisation.name_zh[:3]):
        assert set(found(desk, "filing_submission", typed, progress="all")) == {sent, other}, typed


def test_d11_a_search_of_the_queue_takes_the_same_statements_for_one_and_for_two(
    sent: Submission, desk: Client
):
    def statements() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert found(desk, "filing_submission", sent.organisation.name_en, progress="all")
        return len(queries)

    statements()  # the first answer fills caches
    before = statements()
    registry.before_the_officer(22, 2)
    assert statements() == before


def test_d11_people_organisations_and_accounts_are_found_by_their_full_names(desk: Client):
    account = stage.account()
    person, body = account.user, account.organisation
    for typed in (
        person.name_en,
        person.name_en.upper(),
        wide(person.name_en),
        "chan mei",
        person.email,
        "filer@",
    ):
        assert person in found(desk, "accounts_user", typed), typed
        assert account in found(desk, "accounts_account", typed), typed
    for typed in (
        body.name_en,
        body.name_en.lower().replace("limited", "ltd"),
        " ".join(body.name_en.split()[:2]),
        body.name_zh,
        body.name_zh[:2],
        *spellings(body.registration_number),
    ):
        assert found(desk, "accounts_organisation", typed) == [body], typed
        assert account in found(desk, "accounts_account", typed), typed
    assert found(desk, "accounts_user", "Nobody At All") == []


def test_d11_a_person_is_found_by_the_name_that_an_organisation_keeps(desk: Client):
    account = stage.account()
    account.name_en = "Chan Mary M. L."
    account.save(update_fields=["name_en"])
    assert found(desk, "accounts_user", "chan mary m l") == [account.user]
    assert found(desk, "accounts_account", "Chan Mary") == [account]


def test_d11_a_changed_name_is_found_and_the_old_one_no_longer(desk: Client):
    body = Organisation.objects.get(registration_number="X-1")
    body.name_en, body.registration_number = "Quite Another Limited", "0077-Y"
    body.save(update_fields=["name_en", "registration_number"])
    assert found(desk, "accounts_organisation", "not approved") == []
    assert found(desk, "accounts_organisation", "quite another ltd") == [body]
    assert found(desk, "accounts_organisation", "77y") == [body]


def test_d11_payments_refunds_and_notices_are_found_by_both_references(sent: Submission, desk: Client):
    payment = Payment.objects.get()
    refund = Refund.objects.create(
        payment=payment,
        gateway_reference="BANK-0042-X",
        cents=100,
        reason="paid_twice",
        received_at=clock.now(),
    )
    notice = GatewayNotice.objects.create(
        payment=payment, received_at=clock.now(), source="sandbox", body="Ref=1&Note=late"
    )
    for typed in spellings(payment.reference):
        assert found(desk, "payments_payment", typed) == [payment], typed
        assert refund in found(desk, "payments_refund", typed)
        assert notice in found(desk, "payments_gatewaynotice", typed)
    for typed in spellings(payment.gateway_reference):
        assert found(desk, "payments_payment", typed) == [payment], typed
    for typed in ("BANK-0042-X", "bank42x", "ＢＡＮＫ　４２　Ｘ"):
        assert found(desk, "payments_refund", typed) == [refund], typed
    assert found(desk, "payments_payment", payment.payer.organisation.name_en) == [payment]


def test_d11_issued_documents_and_mails_are_found_by_what_they_bear(sent: Submission, desk: Client):
    outbox.drain()
    issued = IssuedDocument.objects.first()
    assert issued is not None
    for typed in spellings(issued.reference):
        assert found(desk, "kernel_issueddocument", typed) == [issued], typed
    mail = Mail.objects.create(
        message_id="<1@x>",
        sender="court@example.org",
        to="chan@example.org",
        subject=f"Your submission {sent.reference} was received",
        text="",
        language="en",
        state="queued",
        created_at=clock.now(),
        queued_at=clock.now(),
    )
    for typed in (
        "submission " + sent.reference,
        sent.reference.replace("-", "").lower(),
        "CHAN@example",
        wide("chan@"),
    ):
        assert mail in found(desk, "messaging_mail", typed), typed


def test_d11_applications_are_found_by_reference_number_and_names(desk: Client, settings, tmp_path):
    settings.MEDIA_ROOT = str(tmp_path)
    application = applicants.sent()
    everything = {"progress": "all"}
    for typed in [
        *spellings(application.reference),
        application.email.upper(),
        *[name for name in (application.organisation_name_en, application.organisation_name_zh) if name],
        *[wide(name) for name in (application.name_en, application.organisation_name_en) if name],
    ]:
        assert found(desk, "accounts_application", typed, **everything) == [application], typed
    assert found(desk, "accounts_application", "Nobody Here", **everything) == []
    assert Application.objects.count() == 1


def test_d11_the_audit_trail_is_found_by_the_numbers_of_what_it_speaks_of(sent: Submission, desk: Client):
    registry.accept(sent, [1])
    outbox.drain()
    case = sent.batch.claims.get(position=1).case
    assert case is not None
    for typed in (
        case.number,
        case.number.lower().replace(" ", ""),
        wide(case.number),
        f"cases.case:{case.pk}",
    ):
        rows = found(desk, "kernel_auditevent", typed)
        assert rows, typed
        assert audit.name_of(case) in {row.target for row in rows}, typed
    assert {row.action for row in found(desk, "kernel_auditevent", "case.opened")} == {"case.opened"}
    targets = {row.target for row in found(desk, "kernel_auditevent", sent.reference)}
    assert targets == {audit.name_of(sent), audit.name_of(case)}


def test_d11_keys_are_written_with_every_row_that_a_scene_makes(sent: Submission, desk: Client):
    """Also by `bulk_create`, which calls no `save`."""
    assert not sent.batch.claims.filter(reference_search="").exists()
    assert not User.objects.exclude(name_en="").filter(name_en_search="").exists()
    assert not Account.objects.exclude(name_en="").filter(name_en_search="").exists()
    assert not Organisation.objects.filter(name_en_search="", name_zh_search="").exists()
