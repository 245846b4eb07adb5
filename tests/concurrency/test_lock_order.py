"""Two acts that need each other's rows both come through: locks do not stop whoever only refers to a row."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from accounts.models import Account, Branch
from filing import transitions
from filing.models import Submission
from icms.kernel import audit
from icms.kernel.models import AuditEvent
from tests.filing import stage

pytestmark = [pytest.mark.usefixtures("scene"), pytest.mark.concurrency]


def test_an_import_and_a_row_that_refers_to_its_organisation_do_not_wait_for_each_other_for_ever():
    """A reference is checked at the commit, when the audit chain is held; the import holds the organisation."""
    filer = stage.account()
    recorded = Event()

    def link() -> None:
        with transaction.atomic(durable=True):
            branch = Branch.objects.create(organisation=filer.organisation, code="KT", name="Kwun Tong")
            audit.record("branch.added", branch, by=audit.SYSTEM("test"))
            recorded.set()
            sleep(1)  # long enough for the import to take its locks and to wait for the chain

    def import_batch() -> Submission:
        recorded.wait(timeout=30)
        return transitions.import_batch(
            stage.batch(), into=None, court=stage.court(), by=Account.objects.get(pk=filer.pk)
        )

    def closing(act):
        try:
            return act()
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        acts = [pool.submit(closing, link), pool.submit(closing, import_batch)]
        [_, submission] = [act.result(timeout=60) for act in acts]
    assert submission.batch.claims.count() == 21
    assert Branch.objects.filter(code="KT").exists()
    assert list(audit.breaks(AuditEvent.objects.all())) == []
