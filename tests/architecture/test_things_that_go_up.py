"""The outbox and the message box: each topic has its one handler and somebody who emits it, each message its words."""

from __future__ import annotations

import ast

import pytest

from filing import filing_kind
from icms.kernel import outbox
from icms.kernel.message import Message
from messaging import catalogue
from tests.architecture.sources import called, calls, modules, text

# The one way by which accounts tell.
TELLING = "accounts/transitions/telling.py"


def emitted() -> dict[str, str]:
    """Topic → where it is emitted."""
    found = {}
    for path, call in calls("emit", "emit_many"):
        topic = text(call.args[0]) if call.args else None
        if topic is not None:
            found[topic] = path
    return found


def handled() -> list[str]:
    """The topics of every handler, in the code."""
    return [str(text(call.args[0])) for path, call in calls("handles") if "kernel" not in path]


def test_every_topic_has_exactly_one_handler_and_somebody_who_emits_it():
    assert emitted()
    assert len(handled()) == len(set(handled()))
    assert set(emitted()) == set(handled())


def test_every_handler_is_registered_when_the_portal_starts():
    assert sorted(handled()) == sorted(
        topic for topic in outbox.topics() if "." in topic and topic in handled()
    )


def test_handlers_live_in_handlers():
    assert {path.rpartition("/")[2] for path, _ in calls("handles") if "kernel" not in path} == {
        "handlers.py"
    }


def sent() -> list[tuple[str, ast.Call]]:
    """Where messages are sent, by an act of an app above the message box or by a job of one below it."""
    by_acts = [
        (f"{path}:{call.lineno}", call)
        for path, call in calls("send")
        if isinstance(call.func, ast.Attribute)
        and getattr(call.func.value, "id", "") == "notices"
        and path != "messaging/handlers.py"
    ]
    by_jobs = [
        (f"{path}:{call.lineno}", call) for path, call in calls("tell_accounts", "tell_of") if path != TELLING
    ]
    return by_acts + by_jobs


def test_accounts_tell_by_one_function():
    told = [path for path, call in calls("emit") if call.args and text(call.args[0]) == "account.notice"]
    assert told == [TELLING]


def template_of(call: ast.Call) -> str | None:
    given = next((keyword.value for keyword in call.keywords if keyword.arg == "template"), None)
    return text(given if given is not None else call.args[0])


def params_of(call: ast.Call, path: str) -> set[str]:
    """The names of a message's particulars: written at the call, or in the function that makes them."""
    if called(call) in ("tell_accounts", "tell_of"):
        return _names_told(call)
    given = next(keyword.value for keyword in call.keywords if keyword.arg == "params")
    if isinstance(given, ast.Dict):
        return {str(text(key)) for key in given.keys if key is not None}
    return set().union(*(names for names in _dicts_of(path, given) if names)) or set()


def _names_told(call: ast.Call) -> set[str]:
    """Those of a matter of accounts; what an act on an account tells of it, and of who did it, `tell_of` adds."""
    names = {str(keyword.arg) for keyword in call.keywords} - {"giver", "emailed"}
    if called(call) == "tell_of":
        names |= {"person", "role", "organisation"}
        names |= {"by"} if any(keyword.arg == "giver" for keyword in call.keywords) else set()
    return names


def _dicts_of(path: str, given: ast.expr) -> list[set[str]]:
    tree = modules()[path]
    if isinstance(given, ast.Name):
        values = [
            node.value
            for node in ast.walk(tree)
            if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == given.id
        ]
        given = values[-1]
    assert isinstance(given, ast.Call), ast.dump(given)
    maker = next(
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name == getattr(given.func, "id", "")
    )
    returned = [node.value for node in ast.walk(maker) if isinstance(node, ast.Return)]
    return [{str(text(key)) for key in each.keys if key} for each in returned if isinstance(each, ast.Dict)]


def test_messages_are_sent():
    assert sent()


def named_by_acts() -> list[tuple[str, ast.Call]]:
    """The messages whose code the act names; that of a submission's message is named by its filing kind."""
    return [(where, call) for where, call in sent() if template_of(call) is not None]


def named_by_kinds() -> set[str]:
    return {code for kind in filing_kind.kinds() for code in (kind.acknowledged, kind.time_moved)}


@pytest.mark.parametrize(("where", "call"), named_by_acts(), ids=[where for where, _ in named_by_acts()])
def test_a_message_is_given_exactly_what_it_declares(where: str, call: ast.Call):
    message = catalogue.find(template_of(call) or "")
    assert params_of(call, where.rpartition(":")[0]) == set(message.parameters)


@pytest.mark.parametrize("message", catalogue.registered(), ids=lambda message: message.code)
def test_every_message_is_sent_by_some_act(message: Message):
    by_acts = [where for where, call in named_by_acts() if template_of(call) == message.code]
    assert by_acts or message.code in named_by_kinds()


def test_an_act_that_declares_e_mails_with_its_message_says_to_whom_they_go():
    with_emails = {message.code: set(message.emails) for message in catalogue.registered() if message.emails}
    assert with_emails
    for _where, call in sent():
        names = {str(keyword.arg) for keyword in call.keywords}
        assert ("emailed" in names) == (template_of(call) in with_emails)
