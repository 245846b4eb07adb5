"""All models at once: people read what they are called, the database holds what they promise (habits 12, 13)."""

from __future__ import annotations

import re

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

OURS = {"kernel", "files", "accounts", "messaging", "payments", "cases", "filing"}
MODELS = [model for model in apps.get_models() if model._meta.app_label in OURS]
SENTENCE = re.compile(r"^[a-z]+(_[a-z0-9]+){2,}$")


def fields() -> list[tuple[str, models.Field]]:
    return [
        (f"{model._meta.label}.{field.name}", field) for model in MODELS for field in model._meta.local_fields
    ]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_a_model_says_what_it_is_called(model: type[models.Model]):
    for words in (model._meta.verbose_name_raw, model._meta.original_attrs.get("verbose_name_plural")):
        assert words, f"{model._meta.label} has no verbose_name of its own"
    assert "verbose_name" in model._meta.original_attrs
    assert model.__doc__
    assert not model.__doc__.startswith(f"{model.__name__}("), "Django's own docstring"
    assert model.__str__ is not models.Model.__str__


def test_every_field_says_what_it_is_called():
    silent = [
        name
        for name, field in fields()
        if not field.primary_key
        and str(field.verbose_name) == field.name.replace("_", " ")
        and isinstance(field.verbose_name, str)
    ]
    assert silent == []


def test_constraints_and_indexes_are_named_as_sentences():
    named = [
        (model._meta.label, each.name)
        for model in MODELS
        for each in (*model._meta.constraints, *model._meta.indexes)
    ]
    assert named
    assert [pair for pair in named if not SENTENCE.match(pair[1])] == []


def test_a_moment_is_a_moment_and_nothing_else_is_called_so():
    assert settings.USE_TZ
    moments = [(name, field) for name, field in fields() if name.endswith("_at")]
    assert [name for name, field in moments if not isinstance(field, models.DateTimeField)] == []
    assert [name for name, field in fields() if getattr(field, "auto_now", False)] == []
    assert [name for name, field in fields() if getattr(field, "auto_now_add", False)] == []


def test_every_choice_fits_its_column():
    tight = [
        (name, value)
        for name, field in fields()
        if field.choices and field.max_length
        for value, _label in field.flatchoices
        if len(str(value)) > field.max_length
    ]
    assert tight == []


def test_money_is_whole_cents():
    assert [
        name for name, field in fields() if isinstance(field, (models.FloatField, models.DecimalField))
    ] == []
    unsigned = (models.PositiveIntegerField, models.PositiveBigIntegerField, models.IntegerField)
    assert [n for n, field in fields() if n.endswith("_cents") and not isinstance(field, unsigned)] == []


def test_nothing_that_the_court_keeps_goes_with_something_else():
    """Deleting is protected everywhere; what is part of one thing alone may go with it."""
    parts = {
        "messaging.Attachment.message",
        "accounts.PasswordHistory.user",
        # a preparation that is thrown away; what was submitted is held by its acknowledgement
        "filing.Batch.submission",
        "filing.Claim.batch",
        "filing.SubmittedDocument.claim",
        "filing.SubmittedDocument.submission",
        "filing.ClaimParty.claim",
        "filing.ClaimAddress.party",
        "filing.Upload.submission",
        "filing.ImportCheck.submission",
        "filing.ImportCheck.account",
    }
    cascades = {
        name
        for name, field in fields()
        if field.remote_field and field.remote_field.on_delete is models.CASCADE
    }
    assert cascades == parts
