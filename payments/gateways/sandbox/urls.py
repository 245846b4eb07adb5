from __future__ import annotations

from django.urls import path

from payments.gateways.sandbox import views

app_name = "sandbox_gateway"
urlpatterns = [
    path("", views.order, name="order"),
    path("decide/", views.decide, name="decide"),
]
