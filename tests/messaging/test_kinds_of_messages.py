"""Each kind of message: every parameter, every language, and nothing sent that nobody could read (MSG-1, ALL-1)."""

from __future__ import annotations

import re

import pytest
from django.db import transaction

from accounts import message_texts as of_accounts
from accounts.models import Account
from cases import message_texts as of_cases
from filing import message_texts as of_filing
from icms.kernel.message import Line, Message, UnfitMessage, choice, names, text
from icms.lib.language import LANGUAGES, speaking
from messaging import catalogue, notices
from messaging.models import Message as Row
from payments import message_texts as of_payments
from tests import cast
from tests.architecture.sources import calls
from tests.architecture.sources import text as literal
from tests.messaging.kinds import KINDS, marked

PLACES = re.compile(r"%\((\w+)\)s")
EVERY_KIND = pytest.mark.parametrize("message", KINDS, ids=[message.code for message in KINDS])
SEALED = {"case": "SCTC 000001/2026", "claim": "HL-00001"}


def kind(code: str = "case_thing", **fields) -> Message:
    given = {"title": "T", "body": ("B",), "next_step": "N", "parameters": {}, **fields}
    return Message(code, **given)


def test_what_is_declared_is_registered():
    declared = [module.MESSAGES for module in (of_accounts, of_payments, of_cases, of_filing)]
    codes = [message.code for messages in declared for message in messages]
    assert sorted(codes) == [message.code for message in KINDS]
    assert len(codes) == len(set(codes))


@EVERY_KIND
def test_a_message_declares_what_its_texts_ask_for_in_every_language(message: Message):
    for code, _name in LANGUAGES:
        with speaking(code):
            for each in message.texts():
                assert set(PLACES.findall(str(each))) <= set(message.parameters), str(each)
    assert {line.needs for line in message.lines()} <= set(message.parameters)


@EVERY_KIND
def test_every_kind_of_message_reads_differently_in_every_language(message: Message):
    read = set()
    for code, _name in LANGUAGES:
        with speaking(code):
            words = message.word(marked(message))
            read.add((words.title, *words.body, words.next_step))
            assert "%(" not in "".join((words.title, *words.body, words.next_step))
            assert words.next_step
    assert len(read) == len(LANGUAGES)


@EVERY_KIND
def test_enclosures_have_a_title_in_every_language(message: Message):
    for code in message.enclosures:
        titles = set()
        for language, _name in LANGUAGES:
            with speaking(language):
                titles.add(catalogue.enclosure_title(code))
        assert len(titles) > 1, code
        assert code not in titles


@EVERY_KIND
def test_a_message_with_a_parameter_too_few_or_too_many_is_refused(message: Message):
    params = marked(message)
    message.refuse_unfit(params)
    for name in params:
        with pytest.raises(UnfitMessage):
            message.refuse_unfit({other: value for other, value in params.items() if other != name})
    with pytest.raises(UnfitMessage):
        message.refuse_unfit({**params, "surplus": "X"})


@pytest.mark.usefixtures("people")
@pytest.mark.parametrize(
    ("code", "params", "enclosed"),
    [
        ("no_such_kind", SEALED, ()),
        ("paper_sealed", {"case": "SCTC 000001/2026"}, ()),
        ("paper_sealed", {**SEALED, "batch": "B"}, ()),
        ("paper_sealed", {**SEALED, "case": None}, ()),
        ("paper_sealed", SEALED, ("acknowledgement",)),
    ],
)
def test_what_could_not_be_read_is_never_written(code: str, params: dict, enclosed: tuple[str, ...]):
    enclosures = [notices.Enclosure(each, "a.pdf", None) for each in enclosed]
    with pytest.raises((KeyError, UnfitMessage, TypeError)), transaction.atomic():
        notices.send(code, event="x", to=[cast.account().pk], params=params, enclosures=enclosures)
    assert not Row.objects.exists()


@pytest.mark.usefixtures("people")
def test_a_file_that_a_message_does_not_enclose_does_not_follow_it_either():
    with transaction.atomic():
        notices.send("paper_sealed", event="x", to=[cast.account().pk], params=SEALED)
    with pytest.raises(UnfitMessage), transaction.atomic():
        notices.enclose(event="x", enclosures=[notices.Enclosure("acknowledgement", "a.pdf", None)])


def test_a_message_that_was_stored_with_more_than_is_declared_today_can_still_be_read():
    with speaking("en"):
        words = catalogue.word("paper_sealed", {**SEALED, "batch": "of an older version"})
    assert words.title.startswith("SCTC 000001/2026")


@pytest.mark.parametrize(
    ("params", "lines"), [({"a": ""}, 1), ({"a": {}}, 1), ({"a": "x"}, 2), ({"a": {"en": "x"}}, 2)]
)
def test_a_line_is_left_out_where_nothing_was_said(params: dict, lines: int):
    message = kind(body=("B", Line("%(a)s", needs="a")), parameters={"a": names})
    assert len(message.word(params).body) == lines


def test_a_code_has_one_owner_and_an_enclosure_one_title():
    with pytest.raises(ValueError, match="owner"):
        catalogue.register([kind("claim_accepted")])
    with pytest.raises(ValueError, match="two titles"):
        catalogue.register([kind("case_other", enclosures={"form_1": "Another title"})])
    with pytest.raises(ValueError, match="nothing sends"):
        catalogue.register([kind("case_third", emails={"filer": "organisation_suspended"})])


@pytest.mark.parametrize(
    ("worder", "value"), [(text, None), (text, {"en": "x"}), (names, None), (choice(Account.Role), "judge")]
)
def test_a_value_that_has_no_words_raises(worder, value: object):
    with pytest.raises((TypeError, ValueError)):
        worder(value)


def test_matters_of_accounts_are_those_that_accounts_declare():
    assert all(catalogue.is_of_account(message.code) for message in of_accounts.MESSAGES)
    others = {message.code for message in KINDS} - {message.code for message in of_accounts.MESSAGES}
    assert not any(map(catalogue.is_of_account, others))


def test_every_reason_for_a_refund_reads_differently_in_every_language():
    [refund] = of_payments.MESSAGES
    for reason in (*of_payments.refund_reasons(), "a_refusal_that_nobody_has_worded"):
        read = set()
        for code, _name in LANGUAGES:
            with speaking(code):
                read.add(refund.word({**marked(refund), "reason": reason}).body[-1])
        assert len(read) == len(LANGUAGES), reason
        assert not any(reason in line for line in read)


def test_every_refusal_of_what_a_payment_completes_has_a_reason_for_the_payer():
    raised = {
        literal(call.args[0])
        for path, call in calls("Refused")
        if path == "filing/transitions/complete.py" and call.args
    }
    assert {"already_submitted", "submission_changed"} <= raised
    assert raised <= of_payments.refund_reasons()


def test_a_second_wording_of_a_refund_reason_is_refused():
    with pytest.raises(ValueError, match="two wordings"):
        of_payments.register_refund_reasons({"paid_twice": "otherwise"})
