"""Applicants for the tests: what they enter, what they send, and the Support Centre that looks at it."""

from __future__ import annotations

import re
from contextlib import AbstractContextManager
from datetime import timedelta

import pytest
from django.core import mail

from accounts import transitions
from accounts.models import Account, Application, User
from accounts.rules import application as rules
from accounts.transitions.decide import Sighted
from icms.files import inspect
from icms.files.receive import arrive
from icms.kernel import audit
from icms.kernel.audit import PUBLIC
from icms.lib import clock
from icms.lib.errors import Refused
from tests.accounts import firm
from tests.files import makers

COLLEAGUE = "colleague@court.example"
PASSWORD = "harbour-light-2026"
CODE = re.compile(r"(?<![-\w])[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}(?![-\w])")
LINK = re.compile(r"https?://\S+/accounts/activate/(\S+)/")

PERSON = {
    "name_en": "Chan Tai Man",
    "name_zh": "陳大文",
    "telephone": "2477 1002",
    "address": "1/F, 12 Example Road\nWan Chai",
    "language": "en",
}
BODY = {
    "organisation_kind": "law_firm",
    "organisation_name_en": "Chan & Partners",
    "organisation_name_zh": "陳律師行",
    "registration_number": "12345678",
    "case_number": "",
}
SIGHTED = Sighted(who="applicant", name="Chan Tai Man", authority="", document="hong_kong_card")
KINDS = {
    rules.INDIVIDUAL: (rules.COURT_DOCUMENT,),
    rules.ORGANISATION: (rules.AUTHORITY, rules.PROCEEDING, rules.REGISTRATION),
}


def refused(code: str) -> AbstractContextManager[object]:
    """Expects a refusal with this code."""
    return pytest.raises(Refused, check=lambda caught: caught.code == code)


def begun(
    kind: str = rules.ORGANISATION, email: str = "chan@firm.example", language: str = "en"
) -> Application:
    """A draft with nothing in it but its address."""
    return transitions.begin(kind, email, language, by=PUBLIC).application


def filled(kind: str = rules.ORGANISATION, email: str = "chan@firm.example", **given: str) -> Application:
    """A draft that could be sent; `given` replaces what is entered."""
    application = begun(kind, email, given.get("language", "en"))
    person = {**PERSON, "language": application.language}
    if kind == rules.INDIVIDUAL:
        person["case_number"] = "SCTC 000123/2026"
    else:
        transitions.save(application.pk, rules.BODY, {**BODY, **given}, by=PUBLIC)
    transitions.save(application.pk, rules.PARTICULARS, {**person, **given}, by=PUBLIC)
    for number, document in enumerate(KINDS[kind]):
        attach(application, document, makers.pdf(text=f"{document} {number}"))
    application.refresh_from_db()
    return application


def attach(
    application: Application, kind: str, data: bytes, name: str = "paper.pdf", *, by: audit.Actor = PUBLIC
) -> None:
    """Sends one file, checked as the door checks it."""
    arrived = [arrive(data, name)]
    pairs = list(zip(arrived, inspect.pdfs(arrived), strict=True))
    transitions.attach(application.pk, kind, pairs, by=by)


def sent(kind: str = rules.ORGANISATION, email: str = "chan@firm.example", **given: str) -> Application:
    """An application that is with the Support Centre."""
    application = filled(kind, email, **given)
    return transitions.submit(application.pk, application.version, by=PUBLIC)


def asked(officer: User, **given: str) -> Application:
    """An application for which the Support Centre has asked for a page."""
    application = sent(**given)
    transitions.request_documents(application.pk, [rules.AUTHORITY], "Page 2.", by=officer)
    application.refresh_from_db()
    return application


def ago(application: Application, days: int, **fields: object) -> None:
    """Puts its last change back so many days, and an hour: what is due in a day is due then."""
    moment = clock.now() - timedelta(days=days, hours=1)
    Application.objects.filter(pk=application.pk).update(changed_at=moment, **fields)


def checked(
    officer: User, kind: str = rules.ORGANISATION, email: str = "chan@firm.example", **given: str
) -> Application:
    """An application whose person has been at the Support Centre, where a colleague of the officer received him."""
    application = sent(kind, email, **given)
    transitions.call_for_check(application.pk, by=officer)
    return transitions.record_identity_check(application.pk, SIGHTED, by=colleague())


def colleague() -> User:
    """The officer who records identity checks; whoever approves is another one."""
    found = User.objects.filter(email=COLLEAGUE).first()
    return found or firm.support_officer(COLLEAGUE)


def approved(
    officer: User, kind: str = rules.ORGANISATION, email: str = "chan@firm.example", **given: str
) -> Application:
    """An application whose account waits for its person."""
    return transitions.approve(checked(officer, kind, email, **given).pk, by=officer)


def last_link(to: str = "chan@firm.example") -> str:
    """The token of the activation link that was mailed last to an address."""
    found = [LINK.search(str(each.body)) for each in mail.outbox if each.to == [to]]
    return [match.group(1) for match in found if match][-1]


def last_code(to: str = "chan@firm.example") -> str:
    """The access code that was mailed last to an address."""
    found = [CODE.search(str(each.body)) for each in mail.outbox if each.to == [to]]
    return [match.group() for match in found if match][-1]


def account_of(application: Application) -> Account:
    """The account that came of an application, read anew."""
    return Account.objects.select_related("user", "organisation", "branch").get(application=application)
