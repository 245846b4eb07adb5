"""Every page of a filing in three languages: it answers, has one heading, and carries nothing inline (ALL-1, ALL-4)."""

from __future__ import annotations

import re

import pytest
from django.urls import reverse

from filing import transitions
from filing.bulk.parse import SCHEMA_FILE
from filing.models import ImportCheck
from icms.lib.language import LANGUAGES
from tests.filing import stage

pytestmark = pytest.mark.usefixtures("scene")


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
def test_every_page_answers_in_each_language(language: str):
    client = stage.browser()
    client.cookies["django_language"] = language
    sent, ready = stage.submitted(21, 1), stage.prepared(21, 2)
    kept = transitions.keep_check(b"<no-batch/>", "x.xml", into=None, by=stage.account())
    upload = ready.uploads.first().pk
    addresses = [
        reverse(f"filing:{name}", args=["sct"]) for name in ("start", "commence", "format", "submissions")
    ]
    addresses += [
        reverse(f"filing:{name}", args=["sct", ready.pk])
        for name in ("details", "forms", "review", "declare", "discard")
    ]
    addresses += [
        reverse(f"filing:{name}", args=["sct", sent.pk]) for name in ("submission", "acknowledgement")
    ]
    addresses += [reverse(f"filing:{name}", args=["sct", ready.pk, upload]) for name in ("preview", "move")]
    addresses.append(reverse("filing:check", args=["sct", kept.pk]))
    for address in addresses:
        answer = client.get(address)
        html = answer.content.decode()
        assert answer.status_code == 200, address
        assert html.count("<h1") == 1, address
        assert not re.search(r"<script(?![^>]*\bsrc=)|\sstyle=|<style|\son\w+=", html), address
        assert (
            f'<html lang="{ {"en": "en", "zh-hant": "zh-Hant", "zh-hans": "zh-Hans"}[language] }' in html
        ), address


def test_the_schema_of_the_import_file_is_published_for_everybody(client):
    answer = client.get(reverse("filing:published", args=["sct", SCHEMA_FILE.name]))
    assert b"".join(answer.streaming_content) == SCHEMA_FILE.read_bytes()
    assert client.get(reverse("filing:published", args=["sct", "settings.py"])).status_code == 404
    assert client.get(reverse("filing:format", args=["sct"])).status_code == 200


def test_a_tab_that_comes_too_late_is_told_and_taken_to_where_things_stand():
    submission = stage.prepared()
    client = stage.browser()
    stage.settle(stage.declared(submission))
    answer = client.post(reverse("filing:discard", args=["sct", submission.pk]), follow=True)
    assert "cannot be changed or withdrawn" in answer.content.decode()
    assert "21 claims submitted" in answer.content.decode()
    answer = client.post(
        reverse("filing:upload", args=["sct", submission.pk]),
        {"files": [stage.upload("a.pdf", b"%PDF-")]},
        headers={"Accept": "application/json"},
    )
    assert answer.status_code == 409
    assert "complete" in answer.json()["message"]


def test_a_check_of_a_discarded_preparation_goes_with_it():
    submission = stage.prepared(with_forms=False)
    transitions.keep_check(stage.xml(), "b.xml", into=submission.pk, by=stage.account())
    transitions.discard(submission.pk, by=stage.account())
    assert not ImportCheck.objects.exists()
