"""What accounts have to tell goes by the outbox into the message box, and administrators read it (MSG-4)."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from icms.kernel import outbox
from icms.kernel.models import OutboxJob
from icms.lib import clock
from icms.lib.language import LANGUAGES, speaking
from messaging import catalogue, notices
from messaging.models import Message
from tests import cast

pytestmark = pytest.mark.usefixtures("people")

SUSPENDED = {
    "person": {"en": "Wong Ka Ho", "zh_hant": "黃家豪", "zh_hans": "黄家豪"},
    "role": "organisation_user",
    "organisation": "Harbour Light",
    "by": "Lee Wai Man",
}


def tell(
    *emails: str, template: str = "account_suspended", event: str = "account:7:suspended", **params
) -> None:
    """What an act of accounts does: a job in its own transaction."""
    with transaction.atomic():
        outbox.emit(
            "account.notice",
            accounts=[cast.account(email).pk for email in emails],
            template=template,
            params={**SUSPENDED, **params},
            event=event,
        )


def test_a_matter_of_accounts_reaches_every_account_once_however_often_it_is_told():
    tell(cast.PA, cast.AA, cast.FILER)
    tell(cast.PA, cast.FILER)
    outbox.drain()
    assert Message.objects.count() == 3
    assert set(Message.objects.values_list("matter", flat=True)) == {"account"}


@pytest.mark.parametrize(
    ("template", "params"),
    [
        ("account_no_such_thing", {}),
        ("claim_rejected", {}),
        ("account_moved", {}),
        ("account_suspended", {"role": "judge"}),
        ("account_suspended", {"branch": "HQ"}),
    ],
)
def test_what_could_not_be_read_becomes_no_message_but_a_job_of_the_staff(template: str, params: dict):
    tell(cast.PA, template=template, **params)
    for _attempt in range(outbox.ATTEMPTS):
        OutboxJob.objects.update(due_at=clock.now())
        outbox.drain()
    assert not Message.objects.exists()
    assert OutboxJob.objects.get().given_up_at is not None


@pytest.mark.parametrize("administrator", [cast.PA, cast.AA])
def test_an_administrator_reads_matters_of_accounts_and_never_of_a_case(administrator: str):
    tell(administrator)
    outbox.drain()
    with transaction.atomic():
        sealed = {"case": "SCTC 000001/2026", "claim": "HL-00001"}
        notices.send("paper_sealed", event="stray", to=[cast.account(administrator).pk], params=sealed)
    of_account = Message.objects.get(matter="account")
    of_case = Message.objects.get(matter="case")
    browser = cast.browser(administrator)
    box = browser.get(reverse("messaging:inbox"))
    assert [row["message"] for row in box.context["rows"]] == [of_account]
    assert box.context["unread"] == 1
    assert browser.get(reverse("messaging:message", args=[of_account.pk])).status_code == 200
    for page in ("message", "download_all"):
        assert browser.get(reverse(f"messaging:{page}", args=[of_case.pk])).status_code == 404
    assert browser.get(reverse("home")).context["unread"] == 0


def test_an_organization_user_reads_both():
    tell(cast.FILER)
    outbox.drain()
    browser = cast.browser()
    page = browser.get(reverse("messaging:message", args=[Message.objects.get().pk])).content.decode()
    assert "Wong Ka Ho" in page
    assert "Organization User" in page


@pytest.mark.parametrize(("template", "matter"), [("claim_rejected", "account"), ("account_moved", "case")])
def test_the_database_takes_no_message_of_a_case_for_one_of_an_account(template: str, matter: str):
    with pytest.raises(IntegrityError):
        Message.objects.create(
            account=cast.account(), event="x", template=template, matter=matter, sent_at=clock.now()
        )


def test_a_reason_that_nobody_gave_leaves_no_line():
    params = {**SUSPENDED, "reason": ""}
    with speaking("en"):
        silent = catalogue.word("account_suspended_by_court", params)
        told = catalogue.word("account_suspended_by_court", {**params, "reason": "Fees"})
    assert len(told.body) == len(silent.body) + 1


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES])
def test_names_come_in_the_readers_language_and_lists_are_joined_as_it_does(code: str):
    grants = [{"en": "open accounts", "zh_hant": "開設帳戶", "zh_hans": "开设帐户"}, "X"]
    with speaking(code):
        words = catalogue.word("account_grants_given", {**SUSPENDED, "grants": grants})
    expected = {"en": "open accounts, X", "zh-hant": "開設帳戶、X", "zh-hans": "开设帐户、X"}[code]
    assert expected in words.body[0]
    assert SUSPENDED["person"][code.replace("-", "_")] in words.title
