"""How an act takes hold of an application: it is locked, read anew, and asked whether the move is known.

What the second of two acts reads is what the first has left. The public functions are steps of the acts beside this
module.
"""

from __future__ import annotations

from django.db import connection

from accounts import roles
from accounts.models import Application, User
from accounts.rules.application import Entered
from accounts.states import APPLICATION_MOVES, ApplicationState
from icms.kernel import audit
from icms.lib.errors import Refused

# Where documents can be added, and answers given.
OPEN = frozenset({ApplicationState.DRAFT, ApplicationState.DOCUMENTS_REQUESTED})


def locked(application_id: int) -> Application:
    """The application, locked and read anew. Raises Application.DoesNotExist, RuntimeError outside a transaction."""
    if not connection.in_atomic_block:
        raise RuntimeError("an application is locked inside the transaction of an act")
    rows = Application.objects.select_for_update(no_key=True, of=("self",))
    return rows.get(pk=application_id)


def to_move(application_id: int, state: str) -> Application:
    """The same, for a move. Raises Refused("application_stands_so") for one that the table does not know."""
    application = locked(application_id)
    if state not in APPLICATION_MOVES[application.state]:
        raise Refused("application_stands_so", state=application.get_state_display())
    return application


def to_change(application_id: int, *, by: audit.Actor, states: frozenset[str] = OPEN) -> Application:
    """The same, for a change of what it holds.

    Staff alone enter a paper application; what was asked for comes from the applicant, or from staff whom he brings it.
    Raises Refused: right_missing, application_stands_so.
    """
    if isinstance(by, User) and not roles.may_serve_accounts(by):
        raise Refused("right_missing")
    application = locked(application_id)
    on_paper = application.channel != Application.Channel.ONLINE
    if application.state not in states or (
        application.state == ApplicationState.DRAFT and on_paper != isinstance(by, User)
    ):
        raise Refused("application_stands_so", state=application.get_state_display())
    return application


def entered(application: Application) -> Entered:
    """What it holds, for the rules."""
    fields = set(Entered.__dataclass_fields__) - {"documents"}
    kinds = application.files.values_list("kind", flat=True)
    return Entered(
        documents=frozenset(kinds), **{field: getattr(application, field) for field in sorted(fields)}
    )
