"""Every address of the portal."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path, re_path

from cases.court_addresses import at_court
from filing.views import moved, what_if
from icms import views
from messaging.views import demo_mail

handler400 = "icms.views.bad_request"
urlpatterns = [
    path("", views.home, name="home"),
    path("health/", views.health, name="health"),
    path("styleguide/", views.gallery, name="gallery"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("language/", views.choose_language, name="set_language"),
    path("account/", include("icms.sign_in_urls")),
    path("accounts/", include("accounts.urls")),
    path("payments/", include("payments.urls")),
    path("sandbox-gateway/", include("payments.gateways.sandbox.urls")),
    path("demo/clock/", views.move_court_clock, name="demo_clock"),
    path("demo/mail/", demo_mail.mails, name="demo_mails"),
    path("demo/mail/<int:mail_id>/", demo_mail.mail, name="demo_mail"),
    path("messages/", include("messaging.urls")),
    # What was below /filing/ and /what-if/ before the court stood in the address, and is in bookmarks and programs.
    path("filing/", moved.moved, {"rest": ""}, name="e_filing"),
    re_path(r"^(?P<rest>what-if/)$", moved.moved, name="moved_what_if"),
    path("filing/<path:rest>", moved.moved, name="moved"),
    path("", include("cases.urls")),
    path("admin/", admin.site.urls),
    path("<court:court>/filing/", include("filing.urls")),
    path("<court:court>/what-if/", at_court(what_if.what_if), name="what_if"),
]
