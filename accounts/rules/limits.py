"""The limits that rules or we fix for organisations and accounts: one named constant each, with its source."""

from __future__ import annotations

from datetime import timedelta

# ORG-1, our decision of 2026-11: how many an organisation may have until the court grants more. Open invitations
# and suspended accounts count.
SHIPPED_LIMITS = {
    "primary_administrator": 2,
    "assistant_administrator": 5,
    "organisation_user": 20,
    "branch": 10,
}
LIMIT_MAX = 9_999  # the most that anybody can ask for or be granted

ACTIVATION_LINK_VALID = timedelta(hours=72)  # ACC-2
INVITATION_LINK_VALID = timedelta(hours=72)  # ORG-0, our decision: as the activation link
INVITATIONS_A_DAY_MAX = 5  # to one address from one organisation: a link sent again is a mail more
DRAFT_KEPT = timedelta(days=30)  # ACC-1, our decision: a draft application without a change

PASSWORDS_REMEMBERED = 5  # ACC-3, our decision: none of the last five is taken again

EMAIL_MAX = 254  # characters: what a mail server takes (RFC 5321)
PERSON_NAME_MAX = 150  # characters, as all that follow
ORGANISATION_NAME_MAX = 300
POSITION_MAX = 100
TELEPHONE_MAX = 30
BRANCH_NAME_MAX = 150
BRANCH_CODE_MAX = 20
REASON_MAX = 2_000
LETTER_BYTES_MAX = 10 * 1024 * 1024  # one letter of authority, our decision

# Applications, our decisions (ACC-1).
APPLICATION_FILES_MAX = 10
APPLICATION_FILE_BYTES_MAX = 10 * 1024 * 1024
VISITOR_BYTES_AN_HOUR_MAX = 300 * 1024 * 1024  # that one visitor sends without a sign-in, kept or not
# Our decision of 2026-11 (ADR 11): what strangers may have on the disk all together; then no draft takes more.
STRANGERS_BYTES_MAX = 10 * 1024 * 1024 * 1024
APPLICATION_BYTES_MAX = 50 * 1024 * 1024  # all files of one application together; exactly as much is allowed
DRAFT_REMINDER_BEFORE = timedelta(days=5)  # a mail, before a draft lapses
# Our decisions of 2026-11 (ADR 11). An application whose applicant was asked for documents, without a change:
DOCUMENTS_AWAITED = timedelta(days=60)
DOCUMENTS_REMINDER_BEFORE = timedelta(days=10)
# Documents of what was rejected, withdrawn or has lapsed. Personal data are kept no longer than their purpose needs
# (Cap. 486, Sch. 1, DPP 2(2)): so long the applicant can ask what happened.
ENDED_FILES_KEPT = timedelta(days=90)
ACTIVATION_LINKS_A_DAY_MAX = 5  # of one application: each new link is a mail more
CODE_MAILS_A_DAY_MAX = 5  # to one address, whoever asks
ADDRESS_MAX = 500  # characters, as all that follow
REGISTRATION_NUMBER_MAX = 50
NAME_KEY_MAX = 300  # a longer key would outgrow PostgreSQL's index
CASE_NUMBER_MAX = 50
EXPLANATION_MAX = 2_000
