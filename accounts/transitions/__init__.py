"""What happens to applications, organisations and accounts: one act, one function (ACC-1 to ACC-4, ORG)."""

from accounts.transitions.activate import (
    activate_as_new,
    activate_as_person,
    ask_for_link,
    send_link_again,
)
from accounts.transitions.application_files import attach, refuse_if_strangers_fill_the_disk, remove
from accounts.transitions.apply import answer, ask_for_code, begin, save, submit, withdraw
from accounts.transitions.branches import add_branch, edit_branch
from accounts.transitions.court import (
    mark_government,
    reactivate_account,
    reactivate_organisation,
    suspend_account,
    suspend_organisation,
)
from accounts.transitions.decide import (
    approve,
    call_for_check,
    discard,
    record_identity_check,
    reject,
    request_documents,
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
from accounts.transitions.lapse import delete_files, lapse, remind, sweep, sweep_files
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
from accounts.transitions.succession import enter_handover
from accounts.transitions.terms import accept_terms

__all__ = [
    "accept_as_new",
    "accept_as_person",
    "accept_terms",
    "activate_as_new",
    "activate_as_person",
    "add_branch",
    "answer",
    "approve",
    "ask_for_code",
    "ask_for_link",
    "ask_handover",
    "ask_limit",
    "attach",
    "begin",
    "call_for_check",
    "decide_handover",
    "decide_limit",
    "delete_files",
    "discard",
    "edit",
    "edit_branch",
    "enter_handover",
    "give_grant",
    "invite",
    "keep_own_particulars",
    "lapse",
    "mark_government",
    "move",
    "name_default_users",
    "open_own_user_account",
    "reactivate",
    "reactivate_account",
    "reactivate_organisation",
    "record_identity_check",
    "refuse_if_strangers_fill_the_disk",
    "reject",
    "remind",
    "remove",
    "remove_second_factors",
    "request_documents",
    "save",
    "send_again",
    "send_link_again",
    "submit",
    "suspend",
    "suspend_account",
    "suspend_organisation",
    "sweep",
    "sweep_files",
    "take_back_grant",
    "withdraw",
    "withdraw_handover",
    "withdraw_invitation",
]
