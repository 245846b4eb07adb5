from __future__ import annotations

from django.urls import path

from payments import webhooks
from payments.views import account, by_link

app_name = "payments"
urlpatterns = [
    path("notice/", webhooks.notice, name="notice"),
    path("by-link/back/<slug:reference>/", by_link.come_back, name="back_by_link"),
    path("by-link/<slug:token>/", by_link.page, name="by_link"),
    path("by-link/<slug:token>/send/", by_link.send, name="send_by_link"),
    path("by-link/<slug:token>/standing/", by_link.standing, name="standing_by_link"),
    path("<slug:reference>/", account.pay, name="pay"),
    path("<slug:reference>/send/", account.send, name="send"),
    path("<slug:reference>/return/", account.come_back, name="return"),
    path("<slug:reference>/standing/", account.standing, name="standing"),
    path("<slug:reference>/ask/", account.ask, name="ask"),
    path("<slug:reference>/cancel/", account.cancel, name="cancel"),
]
