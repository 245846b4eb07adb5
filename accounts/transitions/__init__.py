"""What happens to organisations and their accounts: one act, one function (ORG-0 to ORG-5)."""

from accounts.transitions.branches import add_branch, edit_branch
from accounts.transitions.court import (
    mark_government,
    reactivate_account,
    reactivate_organisation,
    suspend_account,
    suspend_organisation,
)
from accounts.transitions.grants import give_grant, take_back_grant
from accounts.transitions.handover import ask_handover, decide_handover, withdraw_handover
from accounts.transitions.invite import (
    accept_as_new,
    accept_as_person,
    invite,
    send_again,
    withdraw_invitation,
)
from accounts.transitions.limits import ask_limit, decide_limit
from accounts.transitions.people import (
    edit,
    keep_own_particulars,
    move,
    name_default_users,
    open_own_user_account,
    reactivate,
    suspend,
)
from accounts.transitions.second_factors import remove_second_factors

__all__ = [
    "accept_as_new",
    "accept_as_person",
    "add_branch",
    "ask_handover",
    "ask_limit",
    "decide_handover",
    "decide_limit",
    "edit",
    "edit_branch",
    "give_grant",
    "invite",
    "keep_own_particulars",
    "mark_government",
    "move",
    "name_default_users",
    "open_own_user_account",
    "reactivate",
    "reactivate_account",
    "reactivate_organisation",
    "remove_second_factors",
    "send_again",
    "suspend",
    "suspend_account",
    "suspend_organisation",
    "take_back_grant",
    "withdraw_handover",
    "withdraw_invitation",
]
