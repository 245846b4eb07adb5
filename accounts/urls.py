from __future__ import annotations

from django.urls import path

from accounts.views import (
    accepting,
    administration,
    handing_over,
    inviting,
    organisation,
    own,
    people,
    security,
    switching,
)

app_name = "accounts"
urlpatterns = [
    path("switch/", switching.switch, name="switch"),
    path("invitation/<str:token>/", accepting.accept, name="accept"),
    path("particulars/", own.particulars, name="particulars"),
    path("rights/", own.rights, name="rights"),
    path("organisation/", administration.administration, name="administration"),
    path("organisation/own-user-account/", administration.open_own, name="open_own"),
    path("organisation/people/", people.people, name="people"),
    path("organisation/people/open/", inviting.invite, name="invite"),
    path("organisation/people/<int:account_id>/", people.person, name="person"),
    path("organisation/people/<int:account_id>/particulars/", people.edit, name="edit"),
    path("organisation/people/<int:account_id>/suspend/", people.suspend, name="suspend"),
    path("organisation/people/<int:account_id>/reactivate/", people.reactivate, name="reactivate"),
    path("organisation/people/<int:account_id>/branch/", people.move, name="move"),
    path("organisation/people/<int:account_id>/rights/", people.grant, name="grant"),
    path("organisation/invitations/", inviting.invitations, name="invitations"),
    path("organisation/invitations/<int:invitation_id>/again/", inviting.send_again, name="send_again"),
    path(
        "organisation/invitations/<int:invitation_id>/withdraw/",
        inviting.withdraw,
        name="withdraw_invitation",
    ),
    path("organisation/branches/", organisation.branches, name="branches"),
    path("organisation/branches/add/", organisation.add_branch, name="add_branch"),
    path("organisation/branches/<int:branch_id>/", organisation.edit_branch, name="edit_branch"),
    path("organisation/default-users/", organisation.default_users, name="default_users"),
    path("organisation/limits/", organisation.limits, name="limits"),
    path("organisation/handover/", handing_over.handover, name="handover"),
    path(
        "organisation/handover/<int:handover_id>/withdraw/", handing_over.withdraw, name="withdraw_handover"
    ),
    path("organisation/history/", organisation.history, name="history"),
    path("security/", security.security, name="security"),
    path("second-factor/", security.second_factor, name="second_factor"),
    path("stay/", security.stay, name="stay"),
]
