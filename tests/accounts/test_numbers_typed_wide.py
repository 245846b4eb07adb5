"""Telephones, registration numbers and branch codes typed on a Chinese keyboard are the plain ones (D12)."""

from __future__ import annotations

import pytest

from accounts.forms.applying import BodyForm, PersonForm
from accounts.forms.people import BranchForm
from accounts.models import Application

PERSON = {"name_en": "Chan Tai Man", "address": "1 Queen's Road", "language": "en"}


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("２４７７　１００２", "2477 1002"),
        ("＋８５２－２４７７－１００２", "+852-2477-1002"),
        ("2477‑1002", "2477-1002"),
    ],
)
def test_d12_a_telephone_in_wide_figures_is_kept_in_narrow_ones(typed: str, kept: str):
    form = PersonForm({**PERSON, "telephone": typed}, application=Application(kind="organisation"))
    assert form.is_valid(), form.errors
    assert form.cleaned_data["telephone"] == kept


def test_d12_words_are_still_no_telephone():
    form = PersonForm({**PERSON, "telephone": "ｃａｌｌ　ｍｅ"}, application=Application(kind="organisation"))
    assert set(form.errors) == {"telephone"}


def test_d12_registration_number_case_number_and_branch_code_are_kept_in_narrow_signs():
    body = BodyForm(
        {
            "organisation_kind": "company",
            "organisation_name_en": "A Limited",
            "registration_number": "１２３４５６７８－０００",
            "case_number": "ＳＣＴＣ　０００１３１／２０２６",
        },
        application=Application(kind="organisation"),
    )
    assert body.is_valid(), body.errors
    assert body.cleaned_data["registration_number"] == "12345678-000"
    assert body.cleaned_data["case_number"] == "SCTC 000131/2026"
    branch = BranchForm({"code": "ＫＬＮ－２", "name": "Kowloon"})
    assert branch.is_valid(), branch.errors
    assert branch.cleaned_data["code"] == "KLN-2"
