"""Who gets what, at every address of the portal: the table that `test_access.py` tries cell by cell.

Columns are the cast. Addresses with parameters get the filer's own things: what one may not know of is 404, what one
may see but not do is 403, a stranger to the portal is sent to the sign-in page (302). A method that is not listed for
an address is refused by it. Pages that the admin makes for each model by itself are told by RIGHTS below.
"""

from __future__ import annotations

from tests.web import access_of_applications

COLUMNS = (
    "anonymous",
    "PA",
    "AA",
    "AA2",
    "filer",
    "colleague",
    "stranger",
    "individual",
    "officer",
    "accounts",
    "support",
    "staff",
)
PARTIES, COURT = COLUMNS[:8], COLUMNS[8:]

TABLE = """
route                              method anon   PA   AA  AA2 filer coll stra indi offi acco supp staf
home                               GET     200  200  200  200  200  200  200  200  200  200  200  200
health                             GET     200  200  200  200  200  200  200  200  200  200  200  200
gallery                            GET     200  200  200  200  200  200  200  200  200  200  200  200
accessibility                      GET     200  200  200  200  200  200  200  200  200  200  200  200
set_language                       POST    302  302  302  302  302  302  302  302  302  302  302  302
account_login                      GET     200  302  302  302  302  302  302  302  302  302  302  302
account_login                      POST    200  302  302  302  302  302  302  302  302  302  302  302
account_logout                     GET     302  200  200  200  200  200  200  200  200  200  200  200
account_logout                     POST    302  302  302  302  302  302  302  302  302  302  302  302
account_signup                     GET     200  302  302  302  302  302  302  302  302  302  302  302
account_signup                     POST    200  302  302  302  302  302  302  302  302  302  302  302
account_inactive                   GET     200  200  200  200  200  200  200  200  200  200  200  200
account_reauthenticate             GET    302   200   200   200   200   200   200   200   200   200   200   200
account_reauthenticate             POST   302   200   200   200   200   200   200   200   200   200   200   200
account_email                      GET    302   200   200   200   200   200   200   200   200   200   200   200
account_email                      POST   302   302   302   302   302   302   302   302   302   302   302   302
account_email_verification_sent    GET    200   200   200   200   200   200   200   200   200   200   200   200
account_confirm_email              GET    200   200   200   200   200   200   200   200   200   200   200   200
account_confirm_email              POST   404   404   404   404   404   404   404   404   404   404   404   404
account_change_password            GET    302   200   200   200   200   200   200   200   200   200   200   200
account_change_password            POST   302   200   200   200   200   200   200   200   200   200   200   200
account_reset_password             GET    200   200   200   200   200   200   200   200   200   200   200   200
account_reset_password             POST   200   200   200   200   200   200   200   200   200   200   200   200
account_reset_password_done        GET    200   200   200   200   200   200   200   200   200   200   200   200
account_reset_password_from_key    GET    200   200   200   200   200   200   200   200   200   200   200   200
account_reset_password_from_key    POST   200   200   200   200   200   200   200   200   200   200   200   200
account_reset_password_from_key_done GET    200   200   200   200   200   200   200   200   200   200   200   200
mfa_index                          GET    302   200   200   200   200   200   200   200   200   200   200   200
mfa_authenticate                   GET    302   302   302   302   302   302   302   302   302   302   302   302
mfa_authenticate                   POST   302   302   302   302   302   302   302   302   302   302   302   302
mfa_reauthenticate                 GET    302   302   302   302   302   302   302   302   302   302   302   302
mfa_reauthenticate                 POST   302   302   302   302   302   302   302   302   302   302   302   302
mfa_activate_totp                  GET    302   302   302   302   302   302   302   302   302   302   302   302
mfa_activate_totp                  POST   302   302   302   302   302   302   302   302   302   302   302   302
mfa_deactivate_totp                GET    302   404   404   404   404   404   404   404   404   404   404   404
mfa_deactivate_totp                POST   302   404   404   404   404   404   404   404   404   404   404   404
mfa_view_recovery_codes            GET    302   404   404   404   404   404   404   404   404   404   404   404
mfa_generate_recovery_codes        GET    302   302   302   302   302   302   302   302   302   302   302   302
mfa_generate_recovery_codes        POST   302   302   302   302   302   302   302   302   302   302   302   302
mfa_download_recovery_codes        GET    302   404   404   404   404   404   404   404   404   404   404   404
mfa_list_webauthn                  GET    302   200   200   200   200   200   200   200   200   200   200   200
mfa_add_webauthn                   GET    302   302   302   302   302   302   302   302   302   302   302   302
mfa_add_webauthn                   POST   302   302   302   302   302   302   302   302   302   302   302   302
mfa_reauthenticate_webauthn        GET    302   302   302   302   302   302   302   302   302   302   302   302
mfa_reauthenticate_webauthn        POST   302   302   302   302   302   302   302   302   302   302   302   302
mfa_login_webauthn                 GET    302   302   302   302   302   302   302   302   302   302   302   302
mfa_login_webauthn                 POST   302   302   302   302   302   302   302   302   302   302   302   302
mfa_remove_webauthn                GET    302   302   302   302   302   302   302   302   302   302   302   302
mfa_remove_webauthn                POST   302   302   302   302   302   302   302   302   302   302   302   302
mfa_edit_webauthn                  GET    302   302   302   302   302   302   302   302   302   302   302   302
mfa_edit_webauthn                  POST   302   302   302   302   302   302   302   302   302   302   302   302
usersessions_list                  GET    302   200   200   200   200   200   200   200   200   200   200   200
usersessions_list                  POST   302   302   302   302   302   302   302   302   302   302   302   302
accounts:security                  GET    302   200   200   200   200   200   200   200   200   200   200   200
accounts:second_factor             GET    302   302   302   302   302   302   302   302   302   302   302   302
accounts:stay                      POST   302   204   204   204   204   204   204   204   204   204   204   204
mfa_download_recovery_codes        POST   302   404   404   404   404   404   404   404   404   404   404   404
accounts:switch                    POST    302  302  302  302  302  302  302  302  302  302  302  302
accounts:accept                    GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:accept                    POST    422  200  200  200  200  200  200  200  200  200  200  200
accounts:particulars               GET     302  200  200  200  200  200  200  200  403  403  403  403
accounts:particulars               POST    302  422  422  422  422  422  422  422  403  403  403  403
accounts:rights                    GET     200  200  200  200  200  200  200  200  200  200  200  200
accounts:administration            GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:open_own                  POST    302  302  302  302  403  403  403  403  403  403  403  403
accounts:people                    GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:invite                    GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:invite                    POST    302  422  422  422  403  403  403  403  403  403  403  403
accounts:person                    GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:edit                      GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:edit                      POST    302  422  422  422  403  403  403  403  403  403  403  403
accounts:suspend                   GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:suspend                   POST    302  302  302  302  403  403  403  403  403  403  403  403
accounts:reactivate                GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:reactivate                POST    302  302  302  302  403  403  403  403  403  403  403  403
accounts:move                      GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:move                      POST    302  422  422  422  403  403  403  403  403  403  403  403
accounts:grant                     POST    302  302  403  403  403  403  403  403  403  403  403  403
accounts:invitations               GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:send_again                POST    302  302  302  302  403  403  403  403  403  403  403  403
accounts:withdraw_invitation       POST    302  302  302  302  403  403  403  403  403  403  403  403
accounts:branches                  GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:add_branch                GET     302  200  200  403  403  403  403  403  403  403  403  403
accounts:add_branch                POST    302  422  422  403  403  403  403  403  403  403  403  403
accounts:edit_branch               GET     302  200  200  403  403  403  403  403  403  403  403  403
accounts:edit_branch               POST    302  422  422  403  403  403  403  403  403  403  403  403
accounts:default_users             GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:default_users             POST    302  302  403  403  403  403  403  403  403  403  403  403
accounts:limits                    GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:limits                    POST    302  422  422  403  403  403  403  403  403  403  403  403
accounts:handover                  GET     302  200  200  200  403  403  403  403  403  403  403  403
accounts:handover                  POST    302  422  403  403  403  403  403  403  403  403  403  403
accounts:withdraw_handover         POST    302  302  403  403  403  403  403  403  403  403  403  403
accounts:history                   GET     302  200  200  200  403  403  403  403  403  403  403  403
filing:start                       GET     302  200  200  200  200  200  200  200  403  403  403  403
filing:commence                    GET     302  403  403  403  200  200  403  403  403  403  403  403
filing:import                      POST    302  403  403  403  302  302  403  403  403  403  403  403
filing:check                       GET     302  403  403  403  200  404  403  403  403  403  403  403
filing:import_checked              POST    302  403  403  403  302  404  403  403  403  403  403  403
filing:report                      GET     302  403  403  403  200  404  403  403  403  403  403  403
filing:details                     GET     302  403  403  403  200  404  403  403  403  403  403  403
filing:import_again                POST    302  403  403  403  302  404  403  403  403  403  403  403
filing:forms                       GET     302  403  403  403  200  404  403  403  403  403  403  403
filing:upload                      POST    302  403  403  403  302  404  403  403  403  403  403  403
filing:checks                      GET     302  403  403  403  200  404  403  403  403  403  403  403
filing:remove_refused              POST    302  403  403  403  302  404  403  403  403  403  403  403
filing:remove                      POST    302  403  403  403  302  404  403  403  403  403  403  403
filing:move                        GET     302  403  403  403  200  404  403  403  403  403  403  403
filing:move                        POST    302  403  403  403  200  404  403  403  403  403  403  403
filing:review                      GET     302  403  403  403  200  404  403  403  403  403  403  403
filing:declare                     GET     302  403  403  403  200  404  403  403  403  403  403  403
filing:declare_now                 POST    302  403  403  403  200  404  403  403  403  403  403  403
filing:discard                     GET     302  403  403  403  200  404  403  403  403  403  403  403
filing:discard                     POST    302  403  403  403  302  404  403  403  403  403  403  403
filing:format                      GET     200  200  200  200  200  200  200  200  200  200  200  200
filing:published                   GET     200  200  200  200  200  200  200  200  200  200  200  200
filing:submissions                 GET     302  403  403  403  200  200  200  200  403  403  403  403
filing:submission                  GET     302  403  403  403  200  404  404  404  403  403  403  403
filing:acknowledgement             GET     302  403  403  403  200  404  404  404  403  403  403  403
filing:document                    GET     302  403  403  403  200  404  404  404  403  403  403  403
filing:pdf                         GET     302  403  403  403  200  404  404  404  403  403  403  403
filing:why                         GET     302  403  403  403  200  404  404  404  403  403  403  403
filing:preview                     GET     302  403  403  403  200  404  404  404  403  403  403  403
filing:download                    GET     302  403  403  403  200  404  404  404  403  403  403  403
filing:page                        GET     302  403  403  403  200  404  404  404  403  403  403  403
e_filing                           GET     302  302  302  302  302  302  302  302  302  302  302  302
e_filing                           POST    410  410  410  410  410  410  410  410  410  410  410  410
moved                              GET     302  302  302  302  302  302  302  302  302  302  302  302
moved                              POST    410  410  410  410  410  410  410  410  410  410  410  410
moved_what_if                      GET     302  302  302  302  302  302  302  302  302  302  302  302
moved_what_if                      POST    410  410  410  410  410  410  410  410  410  410  410  410
what_if                            GET     200  200  200  200  200  200  200  200  200  200  200  200
payments:notice                    POST    400  400  400  400  400  400  400  400  400  400  400  400
payments:back_by_link              GET     404  404  404  404  404  404  404  404  404  404  404  404
payments:by_link                   GET     200  200  200  200  200  200  200  200  200  200  200  200
payments:send_by_link              POST    200  200  200  200  200  200  200  200  200  200  200  200
payments:standing_by_link          GET     200  200  200  200  200  200  200  200  200  200  200  200
payments:pay                       GET     302  403  403  403  200  404  404  404  403  403  403  403
payments:send                      POST    302  403  403  403  200  404  404  404  403  403  403  403
payments:return                    GET     302  403  403  403  200  404  404  404  403  403  403  403
payments:standing                  GET     302  403  403  403  200  404  404  404  403  403  403  403
payments:ask                       POST    302  403  403  403  302  404  404  404  403  403  403  403
payments:cancel                    POST    302  403  403  403  302  404  404  404  403  403  403  403
sandbox_gateway:order              POST    400  400  400  400  400  400  400  400  400  400  400  400
sandbox_gateway:decide             POST    400  400  400  400  400  400  400  400  400  400  400  400
demo_clock                         GET     404  404  404  404  404  404  404  404  404  404  404  404
demo_clock                         POST    404  404  404  404  404  404  404  404  404  404  404  404
demo_mails                         GET     404  404  404  404  404  404  404  404  404  404  404  404
demo_mail                          GET     404  404  404  404  404  404  404  404  404  404  404  404
messaging:inbox                    GET     302  200  200  200  200  200  200  200  403  403  403  403
messaging:message                  GET     302  404  404  404  200  404  404  404  403  403  403  403
messaging:download_all             GET     302  404  404  404  200  404  404  404  403  403  403  403
messaging:download_chosen          POST    302  302  302  302  302  302  302  302  403  403  403  403
messaging:download                 GET     302  404  404  404  200  404  404  404  403  403  403  403
cases:verify                       GET     200  200  200  200  200  200  200  200  200  200  200  200
cases:verify_document              GET     200  200  200  200  200  200  200  200  200  200  200  200
admin:index                        GET     302  302  302  302  302  302  302  302  200  200  200  200
admin:index                        POST    302  302  302  302  302  302  302  302  200  200  200  200
admin:login                        GET     302  403  403  403  403  403  403  403  302  302  302  302
admin:login                        POST    302  403  403  403  403  403  403  403  302  302  302  302
admin:logout                       POST    302  302  302  302  302  302  302  302  302  302  302  302
admin:password_change              GET     302  302  302  302  302  302  302  302  302  302  302  302
admin:password_change              POST    302  302  302  302  302  302  302  302  302  302  302  302
admin:password_change_done         GET     302  302  302  302  302  302  302  302  302  302  302  302
admin:autocomplete                 GET     302  302  302  302  302  302  302  302  403  403  403  403
admin:jsi18n                       GET     302  302  302  302  302  302  302  302  200  200  200  200
admin:view_on_site                 GET     302  302  302  302  302  302  302  302  404  404  404  404
admin:view_on_site                 POST    302  302  302  302  302  302  302  302  404  404  404  404
admin:accounts_organisation_court  GET     302  302  302  302  302  302  302  302  403  403  200  403
admin:accounts_organisation_court  POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_user_court          GET     302  302  302  302  302  302  302  302  403  403  200  403
admin:accounts_user_court          POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_account_court       GET     302  302  302  302  302  302  302  302  403  403  200  403
admin:accounts_account_court       POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_limit_decide        GET     302  302  302  302  302  302  302  302  200  403  200  403
admin:accounts_limit_decide        POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_handover_decide     GET     302  302  302  302  302  302  302  302  200  403  200  403
admin:accounts_handover_decide     POST    302  302  302  302  302  302  302  302  403  403  422  403
admin:accounts_handover_page       GET     302  302  302  302  302  302  302  302  200  403  200  403
admin:cases_case_file              GET     302  302  302  302  302  302  302  302  200  403  403  403
admin:cases_change_type_from       GET     302  302  302  302  302  302  302  302  200  403  403  403
admin:cases_change_type_from       POST    302  302  302  302  302  302  302  302  422  403  403  403
admin:cases_outstanding            GET     302  302  302  302  302  302  302  302  200  403  403  403
admin:cases_replace_paper          GET     302  302  302  302  302  302  302  302  200  403  403  403
admin:cases_replace_paper          POST    302  302  302  302  302  302  302  302  422  403  403  403
admin:cases_seal_again             POST    302  302  302  302  302  302  302  302  302  403  403  403
admin:cases_register               GET     302  302  302  302  302  302  302  302  200  403  403  403
admin:cases_register_case          GET     302  302  302  302  302  302  302  302  200  403  403  403
admin:cases_register_case          POST    302  302  302  302  302  302  302  302  422  403  403  403
admin:filing_review                GET     302  302  302  302  302  302  302  302  200  403  403  403
admin:filing_review_claim          GET     302  302  302  302  302  302  302  302  200  403  403  403
admin:filing_review_page           GET     302  302  302  302  302  302  302  302  200  403  403  403
admin:filing_decide                GET     302  302  302  302  302  302  302  302  302  403  403  403
admin:filing_decide                POST    302  302  302  302  302  302  302  302  200  403  403  403
admin:filing_closure               GET    302   302   302   302   302   302   302   302   200   403   403   403
admin:filing_closure_enter         GET    302   302   302   302   302   302   302   302   200   403   403   403
admin:filing_closure_enter         POST   302   302   302   302   302   302   302   302   422   403   403   403
admin:filing_closure_reopen        GET    302   302   302   302   302   302   302   302   200   403   403   403
admin:filing_closure_reopen        POST   302   302   302   302   302   302   302   302   422   403   403   403
admin:filing_closure_correct       GET    302   302   302   302   302   302   302   302   200   403   403   403
admin:filing_closure_correct       POST   302   302   302   302   302   302   302   302   422   403   403   403
admin:filing_closure_withdraw      GET    302   302   302   302   302   302   302   302   200   403   403   403
admin:filing_closure_withdraw      POST   302   302   302   302   302   302   302   302   422   403   403   403
admin:filing_waiting               GET    302   302   302   302   302   302   302   302   200   403   403   403
admin:filing_waiting               POST   302   302   302   302   302   302   302   302   302   403   403   403
admin:app_list                     GET     302  302  302  302  302  302  302  302  200  404  404  404
admin:app_list                     POST    302  302  302  302  302  302  302  302  200  404  404  404
"""

# What the admin's own pages of a model give to registry officers, accounts officers and staff without a group:
# "-" nothing, "view" to read, "edit" to add and change too. Nobody deletes anything but by an act.
RIGHTS = """
model                        officer  accounts support  staff
accounts_account             view     -        view     -
accounts_application         view     -        view     -
accounts_contact             view     -        edit     -
accounts_handover            view     -        view     -
accounts_limitrequest        view     -        view     -
accounts_organisation        view     -        view     -
accounts_termsversion        view     -        edit     -
accounts_user                view     -        view     -
auth_group                   -        -        -        -
cases_approvedclaimant       edit     -        -        -
cases_case                   view     -        -        -
cases_casetype               view     -        -        -
cases_closure                view     -        -        -
cases_court                  view     -        -        -
cases_documenttype           edit     -        -        -
cases_generalholiday         edit     -        -        -
cases_hearingsession         edit     -        -        -
cases_modeofuse              edit     -        -        -
cases_officehours            edit     -        -        -
cases_venue                  edit     -        -        -
filing_rejectionreason       edit     -        -        -
filing_submission            view     -        -        -
kernel_auditevent            view     view     -        -
kernel_issueddocument        view     view     -        -
kernel_outboxjob             view     view     -        -
messaging_mail               view     -        view     -
payments_concession          view     edit     -        -
payments_feeband             view     edit     -        -
payments_feeitem             view     edit     -        -
payments_gatewaynotice       view     view     -        -
payments_meansofpayment      view     edit     -        -
payments_payment             view     view     -        -
payments_refund              view     view     -        -
"""

# Admin pages of a model that lead to a page of our own (302) where the table above says that one may look.
LEADS_ON = {
    "accounts_application": "change",
    "accounts_handover": "change",
    "accounts_limitrequest": "change",
    "cases_closure": "change",
    "filing_submission": "change",
}

# Names that the admin gives to no page of its own: the way from an object to its form, and what is not there.
UNNAMED = {"admin:<path:object_id>/", "admin:(?P<url>.*)$"}

# Reading leaves these traces and no others: the session's time, and the first opening of a message (A43) with its
# link in the audit trail.
TRACES = {
    "messaging:message": {"messaging_message", "kernel_auditevent", "kernel_audithead"},
}
ALWAYS = {"django_session"}
# Who is signed in and refused leaves an entry in the audit trail (ADR 12), but at these: one's own sign-in, pages that
# are off, the staff's way to the sign-in page, and what is no address of anything.
NOTED = {"kernel_auditevent", "kernel_audithead"}
NOT_NOTED = {"account_confirm_email", "payments:back_by_link", "demo_clock", "demo_mails", "admin:login"}


def leaves_an_entry(name: str, role: str, status: int) -> bool:
    """Whether an answer stands in the audit trail as a refusal."""
    own = name in NOT_NOTED or name.startswith("mfa_")
    return status in (403, 404) and role != "anonymous" and not own


def cells() -> dict[tuple[str, str], dict[str, int]]:
    """(route, method) → role → status."""
    rows = [
        line.split()
        for table in (TABLE, access_of_applications.TABLE)
        for line in table.strip().splitlines()[1:]
    ]
    return {
        (name, method): dict(zip(COLUMNS, map(int, statuses), strict=True))
        for name, method, *statuses in rows
    }


def rights() -> dict[str, dict[str, str]]:
    """`app_model` → role of the court's side → right."""
    rows = [line.split() for line in RIGHTS.strip().splitlines()[1:]]
    return {model: dict(zip(COURT, given, strict=True)) for model, *given in rows}
