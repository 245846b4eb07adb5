from __future__ import annotations

from django.urls import path

from payments import views, webhooks

app_name = "payments"
urlpatterns = [
    path("notice/", webhooks.notice, name="notice"),
    path("<slug:reference>/", views.pay, name="pay"),
    path("<slug:reference>/send/", views.send, name="send"),
    path("<slug:reference>/return/", views.come_back, name="return"),
    path("<slug:reference>/standing/", views.standing, name="standing"),
    path("<slug:reference>/ask/", views.ask, name="ask"),
    path("<slug:reference>/cancel/", views.cancel, name="cancel"),
]
