"""A database of an earlier version is migrated with nothing lost, and the portal works on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from django.apps import apps
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection, models, transaction
from django.test import Client
from django.urls import resolve
from django.utils.translation import override

from filing.models import Claim
from icms.kernel import audit, outbox
from icms.kernel.models import AuditEvent, AuditHead, OutboxJob
from icms.lib import clock
from messaging import catalogue
from messaging.models import Message
from tests import cast
from tests.upgrading import mapping
from tests.upgrading.comparing import Comparison, tables_now
from tests.upgrading.loading import old_rows

# What the old version could hold: table and column → every value that has to be among its rows.
EVERY = {
    "payments_payment.state": "created sent unknown paid failed expired",
    "payments_payment.refund_reason": " settled_late",
    "payments_refunddue.reason": "settled_late paid_twice amount_differs",
    "payments_gatewaynotice.outcome": "settled repeated forged unreadable no_payment counted",
    "filing_submission.state": "preparing paying submitted",
    "filing_claim.state": "preparing submitted accepted rejected",
    "filing_decision.act": "accept reject",
    "filing_upload.form": "form_1 form_2 ",
    "files_storedfile.verdict": "accepted refused",
    "cases_casedocument.kind": "form_1 form_2 form_3",
    "cases_casedocument.outstanding": " file_not_sealable",
    "kernel_issueddocument.kind": "acknowledgement form_1 form_2 form_3",
    "accounts_account.role": ("individual primary_administrator assistant_administrator organisation_user"),
    "accounts_account.state": "active suspended suspended_by_court handed_over awaiting_activation",
    "accounts_organisation.state": "active suspended_by_court",
    "accounts_application.state": (
        "draft submitted documents_requested awaiting_identity_check approved active rejected withdrawn lapsed"
    ),
    "accounts_invitation.state": "sent accepted withdrawn lapsed",
    "accounts_handover.state": "waiting approved refused withdrawn",
    "accounts_limitrequest.state": "waiting granted refused",
    "messaging_mail.state": "queued sent kept failed",
    "messaging_message.template": (
        "submission_acknowledged deemed_time_moved claim_accepted claim_accepted_in_part claim_rejected paper_sealed"
        " refund_due account_opened account_suspended account_reactivated account_moved account_grants_given"
        " account_grants_withdrawn account_became_default_user account_ceased_default_user account_limit_granted"
        " account_limit_refused account_handover_approved account_handover_by_court account_handover_refused"
        " account_organisation_suspended account_organisation_reactivated account_suspended_by_court"
        " account_reactivated_by_court"
    ),
}


@pytest.mark.parametrize("name", EVERY)
def test_the_old_rows_hold_every_state(name: str):
    table, _, column = name.partition(".")
    assert {row[column] for row in old_rows()[table]} == set(EVERY[name].split(" "))


def test_the_old_rows_leave_no_table_empty_and_no_job_or_message_without_its_like():
    assert [table for table, rows in old_rows().items() if not rows] == []
    jobs = old_rows()["kernel_outboxjob"]
    kinds = {(bool(job["done_at"]), bool(job["given_up_at"]), bool(job["leased_until"])) for job in jobs}
    assert {(True, False, True), (False, True, False), (False, False, True), (False, False, False)} <= kinds
    assert {bool(row["read_at"]) for row in old_rows()["messaging_message"]} == {True, False}
    sent = [row for row in old_rows()["filing_submission"] if row["state"] == "submitted"]
    assert {bool(row["deemed_at"]) for row in sent} == {True, False}
    assert {bool(row["by_hand"]) for row in old_rows()["filing_upload"]} == {True, False}


def test_every_old_row_is_still_there_with_every_value(upgraded: Comparison):
    assert list(upgraded.faults()) == []


def test_no_line_of_the_mapping_speaks_of_what_never_was():
    columns = {f"{table}.{column}" for table, rows in old_rows().items() for column in rows[0]}
    assert set(mapping.ROWS) <= set(old_rows())
    assert set(mapping.COLUMNS) <= columns


def test_a_row_that_a_migration_loses_is_found(upgraded: Comparison):
    with transaction.atomic():
        model, row = _a_kept_row(upgraded)
        model._base_manager.filter(pk=row.pk)._raw_delete(connection.alias)
        found = list(replace(upgraded, new=tables_now()).faults())
        transaction.set_rollback(True)
    assert any(f"is not in {model._meta.db_table}" in words for words in found), found


def test_a_value_that_a_migration_changes_is_found(upgraded: Comparison):
    with transaction.atomic():
        model, row = _a_kept_row(upgraded)
        model._base_manager.filter(pk=row.pk).update(topic="another")
        [words] = replace(upgraded, new=tables_now()).faults()
        transaction.set_rollback(True)
    assert words.endswith("and is 'another'")


def _a_kept_row(upgraded: Comparison) -> tuple[type[models.Model], models.Model]:
    """A job: nothing hangs on one, and every version keeps them."""
    model = apps.get_model("kernel", "OutboxJob")
    return model, model._base_manager.earliest("pk")


def test_each_value_of_each_table_is_compared(upgraded: Comparison):
    """A row that differs in one column alone is found, for every column that is not given up on purpose."""
    overlooked = []
    for table, rows in upgraded.old.items():
        for column, value in rows[0].items():
            given_up = mapping.COLUMNS.get(f"{table}.{column}")
            if given_up is not None and (given_up.why_gone or given_up.turned):
                continue
            other = {**rows[0], column: f"not {value}"}
            if not list(upgraded.faults_of(table, other)):
                overlooked.append(f"{table}.{column}")
    assert overlooked == []


def test_the_upgraded_database_meets_its_constraints_and_the_portals_checks(upgraded: Comparison):
    connection.check_constraints()
    call_command("check", databases=["default"], fail_level="ERROR")
    call_command("makemigrations", check_changes=True, dry_run=True, verbosity=0)


def test_the_audit_trail_still_proves_itself(upgraded: Comparison):
    assert list(audit.breaks(AuditEvent.objects.all())) == []
    last, head = AuditEvent.objects.latest("sequence"), AuditHead.objects.get()
    assert (head.sequence, head.hash) == (last.sequence, last.hash)


def test_new_rows_get_keys_that_no_old_row_has(upgraded: Comparison):
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        pk = model._meta.pk
        if isinstance(pk, models.AutoField) and model._meta.managed and not model._meta.proxy:
            most = model._base_manager.aggregate(most=models.Max("pk"))["most"] or 0
            if _last_given(model._meta.db_table, str(pk.column)) < most:
                wrong.append(model._meta.db_table)
    assert wrong == []


def _last_given(table: str, column: str) -> int:
    """The last key that the database itself gave, or was told of; 0 where there is none."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        else:
            cursor.execute("SELECT pg_sequence_last_value(pg_get_serial_sequence(%s, %s))", [table, column])
        found = cursor.fetchone()
    return int(found[0] or 0) if found else 0


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans"])
def test_every_old_message_still_has_words(upgraded: Comparison, language: str):
    with override(language):
        worded = [catalogue.word(each.template, each.params) for each in Message.objects.all()]
    assert len(worded) == len(old_rows()["messaging_message"])
    assert all(each.title and each.body and "%(" not in each.title for each in worded)


def test_a_decision_that_waited_at_the_upgrade_is_carried_out_after_it(upgraded: Comparison):
    waiting = Claim.objects.filter(state="submitted", decision__act="accept")
    with cast.rolled_back():
        claims = set(waiting.values_list("pk", flat=True))
        others = OutboxJob.objects.filter(done_at__isnull=True).exclude(topic="claim.decided")
        others.update(given_up_at=clock.now())
        assert outbox.drain(len(claims)) == len(claims) == 2
        assert set(Claim.objects.filter(pk__in=claims).values_list("state", flat=True)) == {"accepted"}


# Their bytes are not among the rows, or they end the visit.
NOT_OPENED = re.compile(r"/(logout|download|filed|issued|file|page|preview|static)\b|\.(pdf|csv|xsd|xml|zip)")
LINK = re.compile(r'href="(/[^"#]*)"')


@pytest.mark.parametrize("email", [cast.FILER, cast.PA, cast.OFFICER, cast.SUPPORT])
def test_every_page_that_a_link_leads_to_opens(upgraded: Comparison, email: str):
    """From the home page on, as a person would go; one page of each kind."""
    cache.clear()
    first = "/admin/" if email in (cast.OFFICER, cast.SUPPORT) else "/"
    with cast.rolled_back():
        opened = dict(_visit(cast.browser(email), first))
    assert {path: status for path, status in opened.items() if status != 200} == {}
    assert len(opened) > 15, opened


def _visit(browser: Client, first: str) -> Iterator[tuple[str, int]]:
    """Each page that was opened, with its status in the end."""
    waiting, kinds = [first], set()
    while waiting:
        path = waiting.pop(0)
        if NOT_OPENED.search(path) or (kind := resolve(path.partition("?")[0]).view_name) in kinds:
            continue
        kinds.add(kind)
        answer = browser.get(path, follow=True)
        yield path, answer.status_code
        if not answer.streaming:
            waiting += LINK.findall(answer.content.decode())
