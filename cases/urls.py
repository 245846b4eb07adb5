"""The public addresses of this app; registry staff work in the admin."""

from __future__ import annotations

from django.urls import path

from cases.views import verify

app_name = "cases"

urlpatterns = [
    path("verify/", verify.verify, name="verify"),
    path("verify/<str:reference>/", verify.verify_document, name="verify_document"),
]
