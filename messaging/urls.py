from __future__ import annotations

from django.urls import path

from messaging.views import inbox as views

app_name = "messaging"
urlpatterns = [
    path("", views.inbox, name="inbox"),
    path("<int:message_id>/", views.message, name="message"),
    path("<int:message_id>/download/", views.download_all, name="download_all"),
    path("download/", views.download_chosen, name="download_chosen"),
    path("<int:message_id>/files/<int:position>/", views.download, name="download"),
]
