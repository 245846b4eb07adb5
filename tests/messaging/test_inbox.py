"""The message box belongs to the account: whose messages, once for each event, read when they are opened (MSG-1)."""

from __future__ import annotations

import io
import zipfile

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from icms import demo
from icms.files.keep import keep_bytes
from icms.files.models import PDF
from icms.kernel.models import AuditEvent
from icms.lib import clock
from icms.lib.language import LANGUAGES, speaking
from messaging import catalogue, notices, transitions
from messaging.models import Attachment, Message
from tests import cast
from tests.files import makers

pytestmark = pytest.mark.usefixtures("people")

REJECTED = {
    "claim": "HL-00001",
    "batch": "HL-2026-11",
    "reference": "T20261122-0000001-K",
    "reason": {"en": "Wrong form", "zh_hant": "表格錯誤", "zh_hans": "表格错误"},
    "text": "Use Form 2.",
}

SEALED = {"case": "SCTC 000001/2026", "claim": "HL-00001"}


def tell(*emails: str, event: str = "claim:1:rejected", files: tuple[str, ...] = (), **params) -> None:
    """Sends the message of a rejection to accounts; or that of a sealed form, a PDF under each of the file names."""
    enclosures = [
        notices.Enclosure("form_1", name, keep_bytes(makers.pdf(text=f"File {number}"), PDF).pk)
        for number, name in enumerate(files)
    ]
    with transaction.atomic():
        notices.send(
            "paper_sealed" if files else "claim_rejected",
            event=event,
            to=[cast.account(email).pk for email in emails],
            params=SEALED if files else {**REJECTED, **params},
            enclosures=enclosures,
        )


def test_a_message_is_seen_by_its_account_and_nobody_else():
    tell(cast.FILER, files=("form.pdf", "other.pdf"))
    message = Message.objects.get()
    pages = [
        reverse("messaging:message", args=[message.pk]),
        reverse("messaging:download_all", args=[message.pk]),
        reverse("messaging:download", args=[message.pk, 1]),
    ]
    for email in (cast.COLLEAGUE, cast.PA, cast.AA, cast.STRANGER, cast.INDIVIDUAL):
        assert [cast.browser(email).get(page).status_code for page in pages] == [404, 404, 404]
        assert SEALED["case"] not in cast.browser(email).get(reverse("messaging:inbox")).content.decode()
    message.refresh_from_db()
    assert message.read_at is None
    assert SEALED["case"] in cast.browser().get(reverse("messaging:inbox")).content.decode()


def test_the_other_account_of_the_same_person_has_another_box(client):
    tell(cast.FILER)
    filer = cast.account()
    other = filer.organisation.accounts.create(
        user=filer.user, role="primary_administrator", branch=filer.branch, organisation=filer.organisation
    )
    demo.accept_terms(other)
    browser = cast.browser()
    browser.post(reverse("accounts:switch"), {"account": other.pk})
    assert browser.get(reverse("messaging:message", args=[Message.objects.get().pk])).status_code == 404


def test_the_first_opening_marks_a_message_and_the_second_changes_nothing():
    tell(cast.FILER)
    message = Message.objects.get()
    address = reverse("messaging:message", args=[message.pk])
    cast.browser().get(address)
    first = Message.objects.get().read_at
    assert first is not None
    cast.browser().get(address)
    assert Message.objects.get().read_at == first
    assert (
        AuditEvent.objects.filter(action="message.read", target=f"messaging.message:{message.pk}").count()
        == 1
    )


def test_nobody_marks_a_message_of_another_account():
    tell(cast.FILER)
    transitions.read(Message.objects.get().pk, by=cast.account(cast.COLLEAGUE))
    assert Message.objects.get().read_at is None
    assert not AuditEvent.objects.filter(action="message.read").exists()


def test_an_event_gives_one_message_for_each_account_however_often_it_is_told():
    tell(cast.FILER)
    tell(cast.FILER, cast.COLLEAGUE, cast.COLLEAGUE)
    assert sorted(Message.objects.values_list("account__user__email", flat=True)) == [
        cast.FILER,
        cast.COLLEAGUE,
    ]
    again = {"event": "claim:1:rejected", "template": "claim_rejected", "sent_at": clock.now()}
    with pytest.raises(IntegrityError):
        Message.objects.create(account=cast.account(), **again)


def test_files_follow_their_message_once():
    stored = keep_bytes(makers.pdf(), PDF)
    enclosure = notices.Enclosure("form_1", "form-1.pdf", stored.pk)
    with transaction.atomic():
        notices.send("paper_sealed", event="sealed", to=[cast.account().pk], params=SEALED)
    for _time in range(2):
        with transaction.atomic():
            notices.enclose(event="sealed", enclosures=[enclosure])
    assert Attachment.objects.count() == 1


def test_a_message_is_part_of_an_act_and_goes_with_it():
    with pytest.raises(RuntimeError):
        notices.send("claim_rejected", event="x", to=[cast.account().pk], params=REJECTED)
    with cast.rolled_back():
        notices.send("claim_rejected", event="x", to=[cast.account().pk], params=REJECTED)
        assert Message.objects.count() == 1
    assert not Message.objects.exists()


@pytest.mark.parametrize("code", [code for code, _name in LANGUAGES])
def test_a_message_is_worded_when_it_is_read_in_the_language_of_the_reader(code: str, settings):
    tell(cast.FILER)
    browser = cast.browser()
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = code
    words = browser.get(reverse("messaging:message", args=[Message.objects.get().pk])).content.decode()
    assert REJECTED["reason"][code.replace("-", "_")] in words
    assert "Use Form 2." in words


def test_nothing_is_said_where_the_registry_added_no_words():
    with speaking("en"):
        silent = catalogue.word("claim_rejected", {**REJECTED, "text": ""})
        told = catalogue.word("claim_rejected", REJECTED)
    assert len(told.body) == len(silent.body) + 1


def names_in(answer) -> list[str]:
    assert answer["Content-Type"] == "application/zip"
    assert answer["Content-Disposition"].startswith("attachment")
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return archive.namelist()


def test_a_zip_holds_every_file_under_a_name_that_is_only_a_name():
    awkward = (
        "表格一 陳大文.pdf",
        "../../etc/passwd",
        "C:\\autoexec.bat",
        "a\nb.pdf",
        "...",
        "CON.pdf",
        "x./y/../z",
    )
    tell(cast.FILER, files=awkward)
    message = Message.objects.get()
    names = names_in(cast.browser().get(reverse("messaging:download_all", args=[message.pk])))
    assert len(names) == len(awkward) == len(set(names))
    assert names[0] == f"{message.pk}-1-表格一-陳大文.pdf"
    assert not any(set(name) & set("/\\:\n\0") or ".." in name for name in names)


def test_two_files_of_one_name_both_arrive():
    tell(cast.FILER, files=("form.pdf", "form.pdf"))
    names = names_in(cast.browser().get(reverse("messaging:download_all", args=[Message.objects.get().pk])))
    assert len(set(names)) == 2


def test_the_files_of_chosen_messages_come_together_and_never_those_of_others():
    tell(cast.FILER, event="claim:1:rejected", files=("one.pdf",))
    tell(cast.FILER, event="claim:2:rejected", files=("two.pdf",))
    tell(cast.COLLEAGUE, event="claim:3:rejected", files=("three.pdf",))
    everything = list(Message.objects.values_list("pk", flat=True))
    names = names_in(
        cast.browser().post(reverse("messaging:download_chosen"), {"message": [*everything, "x"]})
    )
    assert sorted(name.rpartition("-")[2] for name in names) == ["one.pdf", "two.pdf"]


def test_choosing_nothing_leads_back_to_the_box():
    answer = cast.browser().post(reverse("messaging:download_chosen"), {"message": ["9" * 40]})
    assert answer.status_code == 302
    assert answer.url == reverse("messaging:inbox")


def test_the_header_counts_what_is_unread():
    tell(cast.FILER)
    tell(cast.FILER, event="claim:2:rejected")
    browser = cast.browser()
    assert browser.get(reverse("home")).context["unread"] == 2
    browser.get(reverse("messaging:message", args=[Message.objects.earliest("pk").pk]))
    assert browser.get(reverse("home")).context["unread"] == 1
    assert cast.browser(cast.COLLEAGUE).get(reverse("home")).context["unread"] == 0
