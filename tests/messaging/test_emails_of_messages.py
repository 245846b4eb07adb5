"""No e-mail takes over a message's subject or parameters (MSG-3): every kind is sent with marked names and numbers."""

from __future__ import annotations

import pytest
from django.core import mail
from django.db import transaction

from accounts import emails
from accounts.models import User
from accounts.transitions.telling import tell_accounts
from icms.kernel import outbox
from icms.kernel.message import Message, UnfitMessage
from icms.lib.language import LANGUAGES, speaking
from messaging import catalogue, notices
from messaging.models import Message as Row
from tests import cast
from tests.messaging.kinds import KINDS, marked

pytestmark = pytest.mark.usefixtures("people")

SUSPENDED = "account_organisation_suspended"


def send(message: Message) -> list[mail.EmailMessage]:
    """The act of a message with marked parameters, and the e-mails that went with it."""
    mail.outbox.clear()
    account, params = cast.account(cast.PA), marked(message)
    with transaction.atomic():
        if catalogue.is_of_account(message.code):
            emailed = {recipients: [account] for recipients in message.emails}
            tell_accounts(message.code, [account.pk], emailed=emailed, **params)
        else:
            notices.send(message.code, event="x", to=[account.pk], params=params)
    outbox.drain()
    assert Row.objects.get().template == message.code
    return list(mail.outbox)


@pytest.mark.parametrize("language", [code for code, _name in LANGUAGES])
@pytest.mark.parametrize("message", KINDS, ids=[message.code for message in KINDS])
def test_nothing_of_a_message_is_in_its_e_mails(message: Message, language: str):
    User.objects.filter(email=cast.PA).update(language=language)
    sent = send(message)
    assert len(sent) == len(message.emails)
    with speaking(language):
        title, words = message.word(marked(message)).title, message.words(marked(message))
    assert any("MARKED" in each or "標記" in each or "标记" in each for each in words.values())
    for each in sent:
        whole = f"{each.subject}\n{each.body}"
        assert each.subject != title
        assert not any(mark in whole for mark in ("MARKED", "標記", "标记"))
        assert [name for name, value in words.items() if value in whole] == []
        assert "2031" not in whole


def test_the_e_mails_of_messages_are_those_that_are_declared():
    assert {message.code for message in KINDS if message.emails} == {
        SUSPENDED,
        "account_organisation_reactivated",
        "account_handover_by_court",
    }
    declared = {name for message in KINDS for name in message.emails.values()}
    assert all(emails.EMAILS[name] == ("addressee",) for name in declared)


@pytest.mark.parametrize("emailed", [{}, {"administrators": [], "filer": []}])
def test_an_act_cannot_forget_or_add_an_e_mail(emailed: dict):
    params = {"organisation": "Harbour Light", "reason": "Fees"}
    with pytest.raises(UnfitMessage), transaction.atomic():
        tell_accounts(SUSPENDED, [cast.account().pk], emailed=emailed, **params)


@pytest.mark.parametrize("params", [{"organisation": "X"}, {"organisation": "X", "reason": "", "by": "Y"}])
def test_an_act_of_accounts_is_refused_words_that_do_not_fit_before_it_ends(params: dict):
    with pytest.raises(UnfitMessage), transaction.atomic():
        tell_accounts(SUSPENDED, [cast.account().pk], emailed={"administrators": []}, **params)
    assert mail.outbox == []
