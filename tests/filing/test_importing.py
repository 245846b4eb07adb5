"""The XML import: every fault at once, nothing created while there is one, and a batch used once (A11, A12; BLK-11)."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from filing import transitions
from filing.bulk.sample import sample_batch
from filing.bulk.write import batch_xml
from filing.models import Claim, ClaimAddress, ClaimParty, ImportCheck, Submission
from filing.rules import limits
from icms.lib.errors import Refused
from tests.filing import stage

pytestmark = pytest.mark.usefixtures("scene")


def send(client, data: bytes, *, act: str = "import", name: str = "claims.xml", into: int | None = None):
    url = (
        reverse("filing:import_again", args=["sct", into]) if into else reverse("filing:import", args=["sct"])
    )
    return client.post(url, {"file": stage.upload(name, data, "text/xml"), "act": act}, follow=True)


def test_a12_the_claims_of_an_xml_file_are_imported_whole():
    data = stage.batch(30, 4)
    transitions.import_batch(data, into=None, court=stage.court(), by=stage.account())
    assert Claim.objects.count() == 30
    assert ClaimParty.objects.count() == sum(len(claim.parties) for claim in data.claims)
    assert ClaimAddress.objects.filter(serve=True).count() == sum(
        each.addresses_to_serve for each in data.claims
    )
    row, given = Claim.objects.get(position=7), data.claims[6]
    assert (row.reference, row.amount_cents, row.particulars) == (
        given.reference,
        given.amount_cents,
        given.particulars,
    )
    assert [str(party) for party in row.parties.all()] == [
        " ".join(filter(None, (party.name_en, party.name_zh))) for party in given.parties
    ]


@pytest.mark.parametrize("count", [1, 20, 100])
def test_a11_fewer_than_21_or_more_than_99_claims_are_refused_in_words(count: int):
    client = stage.browser()
    answer = send(client, batch_xml(sample_batch(count, seed=2)))
    words = stage.Page(answer.content.decode()).text
    assert "Nothing was imported" in words
    assert "21" in words
    assert not Submission.objects.exists()


@pytest.mark.parametrize("count", [21, 99])
def test_a11_21_and_99_claims_are_allowed(count: int):
    client = stage.browser()
    send(client, stage.xml(count, 3))
    client.post(reverse("filing:import_checked", args=["sct", ImportCheck.objects.get().pk]))
    assert Claim.objects.count() == count


def test_every_fault_of_the_file_and_of_the_approval_stands_in_one_report():
    data = stage.batch()
    claims = list(data.claims)
    claims[2] = replace(claims[2], amount_cents=0)
    claims[4] = replace(claims[4], kind="rates")
    answer = send(stage.browser(), batch_xml(replace(data, claims=tuple(claims))))
    words = stage.Page(answer.content.decode()).text
    assert "The amount is HK$0.00" in words
    assert "The approval does not cover claims of the kind" in words
    assert not Submission.objects.exists()
    kept = ImportCheck.objects.get()
    report = json.loads(stage.browser().get(reverse("filing:report", args=["sct", kept.pk, "json"])).content)
    kinds = [each for each in report["errors"] if each["code"] == "kind_not_approved"]
    assert [each["claim"] for each in kinds] == [5]
    assert kinds[0]["line"]


def test_the_report_comes_as_csv_and_as_annotated_xml_too():
    data = replace(stage.batch(), total_cents=1)
    client = stage.browser()
    send(client, batch_xml(data), name="我的申索.xml")
    kept = ImportCheck.objects.get()
    sheet = client.get(reverse("filing:report", args=["sct", kept.pk, "csv"]))
    assert "total_amount_differs" in sheet.content.decode("utf-8-sig")
    copy = client.get(reverse("filing:report", args=["sct", kept.pk, "xml"]))
    assert "<!--" in copy.content.decode()
    assert "attachment" in copy["Content-Disposition"]
    assert client.get(reverse("filing:report", args=["sct", kept.pk, "doc"])).status_code == 404


def test_the_same_report_is_read_in_another_language():
    client = stage.browser()
    send(client, batch_xml(replace(stage.batch(), total_cents=1)))
    client.cookies["django_language"] = "zh-hant"
    page = client.get(reverse("filing:check", args=["sct", ImportCheck.objects.get().pk])).content.decode()
    assert '<html lang="zh-Hant' in page


def test_check_only_creates_nothing():
    answer = send(stage.browser(), stage.xml(), act="check")
    assert "21 claims can be imported" in answer.content.decode()
    assert not Submission.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty", b""),
        ("a doctype", b'<?xml version="1.0"?><!DOCTYPE batch [<!ENTITY a "b">]><batch/>'),
        ("no XML", b"\x00\x01\x02"),
        ("another root", b"<other/>"),
        ("a wrong namespace", b'<batch xmlns="urn:other" version="1"/>'),
    ],
)
def test_a_file_that_is_no_batch_gets_a_clear_page(name: str, data: bytes):
    words = stage.Page(send(stage.browser(), data).content.decode()).text
    assert "Nothing was imported" in words, name
    assert not Submission.objects.exists()


def test_a_file_of_more_than_20_mb_is_refused():
    answer = send(stage.browser(), b" " * (limits.XML_BYTES_MAX + 1))
    words = stage.Page(answer.content.decode()).text
    assert "larger than 20 MB" in words
    assert not ImportCheck.objects.exists()


def test_no_file_at_all_is_told_in_words():
    answer = stage.browser().post(reverse("filing:import", args=["sct"]), {"act": "import"}, follow=True)
    assert "Choose the XML file" in answer.content.decode()


def test_importing_again_replaces_the_claims_and_keeps_the_files():
    submission = stage.prepared()
    before = set(submission.uploads.values_list("file_id", flat=True))
    changed = replace(stage.batch(), claims=tuple(reversed(stage.batch().claims)))
    transitions.import_batch(changed, into=submission.pk, court=stage.court(), by=stage.account())
    submission.refresh_from_db()
    assert set(submission.uploads.values_list("file_id", flat=True)) == before
    assert submission.uploads.present().count() == 42
    assert submission.batch.claims.get(position=1).reference == stage.batch().claims[-1].reference


def test_importing_the_same_batch_again_goes_on_with_the_same_preparation():
    first = stage.prepared(with_forms=False)
    again = transitions.import_batch(stage.batch(), into=None, court=stage.court(), by=stage.account())
    assert again.pk == first.pk
    assert Submission.objects.count() == 1


def test_a_batch_that_was_sent_gives_its_first_reference_and_no_second_submission():
    sent = stage.submitted()
    with pytest.raises(Refused) as refused:
        transitions.import_batch(stage.batch(), into=None, court=stage.court(), by=stage.account())
    assert refused.value.code == "batch_already_sent"
    assert sent.reference in str(refused.value)
    words = stage.Page(send(stage.browser(), stage.xml()).content.decode()).text
    assert sent.reference in words
    assert "Nothing was sent or charged again" in words
    assert Submission.objects.count() == 1


def test_a_colleagues_batch_reference_is_not_taken_over():
    stage.prepared(with_forms=False)
    with pytest.raises(Refused) as refused:
        transitions.import_batch(
            stage.batch(), into=None, court=stage.court(), by=stage.account(stage.COLLEAGUE)
        )
    assert refused.value.code == "batch_with_colleague"
    assert "Chan Mei Ling" in str(refused.value)


def test_an_import_needs_as_many_statements_for_60_claims_as_for_21():
    counts = []
    transitions.import_batch(stage.batch(21, 10), into=None, court=stage.court(), by=stage.account())
    for claims, seed in ((21, 11), (60, 12)):
        with CaptureQueriesContext(connection) as queries:
            transitions.import_batch(
                stage.batch(claims, seed), into=None, court=stage.court(), by=stage.account()
            )
        inserts = [each for each in queries.captured_queries if each["sql"].startswith("INSERT")]
        counts.append(len(queries) - len(inserts))
    assert counts[0] == counts[1]


def test_a_file_above_the_limit_is_refused_in_words_of_an_import_file(client):
    client.force_login(stage.account().user)
    page = send(client, b" " * (limits.XML_BYTES_MAX + 1)).content.decode()
    assert "larger than 20 MB" in page
    assert "scan them" not in page
    assert not ImportCheck.objects.exists()


def test_two_import_files_at_once_are_refused_and_none_is_read(client):
    client.force_login(stage.account().user)
    files = [stage.upload(f"{n}.xml", b"<batch/>", "text/xml") for n in (1, 2)]
    page = client.post(reverse("filing:import", args=["sct"]), {"file": files}, follow=True).content.decode()
    assert "More than one file came" in page
    assert not ImportCheck.objects.exists()


def test_of_one_account_only_the_newest_twenty_checks_are_kept():
    filer = stage.account()
    first = transitions.keep_check(b"<one/>", "one.xml", into=None, by=filer)
    other = transitions.keep_check(b"<two/>", "two.xml", into=None, by=stage.account(stage.COLLEAGUE))
    for _ in range(20):
        transitions.keep_check(b"<more/>", "more.xml", into=None, by=filer)
    assert ImportCheck.objects.filter(account=filer).count() == 20
    assert not ImportCheck.objects.filter(pk=first.pk).exists()
    assert ImportCheck.objects.filter(pk=other.pk).exists()
