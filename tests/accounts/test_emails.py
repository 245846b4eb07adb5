"""E-mails are templates: each has its declared parameters, and a subject and a text of its own in every language."""

from __future__ import annotations

import re

import pytest
from django.template import Template, TemplateDoesNotExist
from django.template.loader import get_template

from accounts import emails
from icms.lib.language import LANGUAGES, speaking
from tests.architecture.sources import ROOT, calls, literals

FOLDER = ROOT / "templates/emails"
VARIABLE = re.compile(r"\{\{\s*(\w+)\s*\}\}")
PARTS = {"base", "warning"}
EVERY_EMAIL = pytest.mark.parametrize("name", sorted(emails.EMAILS))


def marked(name: str) -> dict[str, str]:
    return {each: f"MARK-{each} O'Brien & <Co>\nnext line" for each in emails.EMAILS[name]}


def stem(name: str) -> str:
    return name.replace("/email/", "/")


def source(name: str) -> str:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return text + (source("warning") if "emails/warning.txt" in text else "")


def test_every_template_is_an_e_mail_that_is_sent():
    there = {str(path.relative_to(FOLDER)).removesuffix(".txt") for path in FOLDER.rglob("*.txt")}
    assert there - PARTS == {stem(name) for name in emails.EMAILS}
    ours = set(emails.APPLICATION_EMAILS) | set(emails.ACCOUNT_EMAILS)
    assert ours <= literals()
    assert list(calls("send_of_message"))


@EVERY_EMAIL
def test_an_e_mail_asks_for_nothing_that_it_does_not_declare(name: str):
    assert set(VARIABLE.findall(source(stem(name)))) <= set(emails.EMAILS[name])


@EVERY_EMAIL
def test_an_e_mail_is_plain_text_with_a_subject_of_one_line_in_every_language(name: str):
    subjects, texts = set(), set()
    for code, _name in LANGUAGES:
        subject, text = emails.worded(name, language=code, params=marked(name))
        assert subject
        assert "\n" not in subject
        assert not {"{{", "{%", "%(", "&amp;", "&#x27;", "&lt;"} & set(
            re.findall(r"\{\{|\{%|%\(|&\S+?;", text)
        )
        assert "\n\n\n" not in text
        assert text == text.lstrip()
        asked = set(VARIABLE.findall(source(stem(name))))
        assert all(f"MARK-{each} O'Brien & <Co>" in f"{subject}\n{text}" for each in asked)
        subjects.add(subject)
        texts.add(text)
    assert len(subjects) > 1
    assert len(texts) == len(LANGUAGES)


def test_an_e_mail_without_one_of_its_parameters_is_not_worded():
    with pytest.raises(KeyError):
        emails.worded("second_factors_removed", language="en", params={})
    with pytest.raises(KeyError):
        emails.worded("no_such_e_mail", language="en", params={})


def test_a_parameter_that_is_not_declared_never_reaches_the_text(monkeypatch: pytest.MonkeyPatch):
    template = Template("{% if wants_subject %}S{% else %}{{ person }} {{ secret }}{% endif %}")
    monkeypatch.setattr(emails, "get_template", lambda name: FromSource(template))
    params = {"person": "Chan", "secret": "MARK"}
    _subject, text = emails.worded("second_factors_removed", language="en", params=params)
    assert "Chan" in text
    assert "MARK" not in text


class FromSource:
    def __init__(self, template: Template) -> None:
        self.template = template

    def render(self, words: dict[str, object]) -> str:
        from django.template import Context

        return self.template.render(Context(words))


def test_a_lazy_parameter_is_worded_in_the_language_of_the_recipient():
    from django.utils.translation import gettext

    lazy = {**marked("invitation"), "role": lambda: gettext("Organization User")}
    with speaking("en"):
        _subject, text = emails.worded("invitation", language="zh-hant", params=lazy)
    assert "機構用戶" in text


def test_the_parts_are_no_e_mails():
    for part in PARTS:
        assert get_template(f"emails/{part}.txt")
    with pytest.raises(TemplateDoesNotExist):
        get_template("emails/no_such.txt")
