"""The link that makes an approved account usable, a new one for those who lost it, and the terms (ACC-2, ACC-4)."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import rates, transitions
from accounts.access import AccountRequest, account_required
from accounts.forms.activating import PasswordForm, TermsForm
from accounts.forms.applying import NewLinkForm
from accounts.models import Account, Activation, TermsVersion, User
from accounts.rules.tokens import hash_of
from accounts.views.applying import ASKED_MAX, TOO_MANY
from accounts.views.by_link import ENDED, password_is_taken, private
from accounts.views.doing import ACTIONS
from accounts.views.switching import ACTIVE_ACCOUNT
from icms.kernel.audit import PUBLIC
from icms.lib.errors import Refused


@never_cache
@sensitive_post_parameters()
@ACTIONS
def activate(request: HttpRequest, token: str) -> HttpResponseBase:
    """A new person sets a password; whoever has a sign-in uses it. Both accept the terms."""
    rows = Activation.objects.open().select_related("application__account__user")
    link = rows.filter(token_hash=hash_of(token)).first()
    if link is None or link.application.account is None:
        context = {"reason": str(Refused("activation_ended")), "form": NewLinkForm()}
        return private(render(request, "accounts/activate_ended.html", context, status=ENDED))
    account = link.application.account
    if account.user.has_usable_password():
        return private(_as_person(request, token, account))
    return private(_as_new(request, token, account))


def _as_new(request: HttpRequest, token: str, account: Account) -> HttpResponse:
    version = TermsVersion.objects.in_force()
    initial = {"version": version.pk if version else None}
    form = PasswordForm(request.POST if request.method == "POST" else None, initial=initial)
    status = 422 if form.is_bound else 200
    if form.is_valid() and password_is_taken(form, account.user):
        given = form.cleaned_data
        try:
            transitions.activate_as_new(token, given["password"], given["version"], by=PUBLIC)
        except Refused as refused:
            form = PasswordForm(initial=initial)
            messages.error(request, str(refused))
            status = 409
        else:
            messages.success(
                request, _("The account is active. Sign in with your e-mail address and the new password.")
            )
            return redirect("account_login")
    context = {"form": form, "opened": account, "version": version}
    return render(request, "accounts/activate.html", context, status=status)


def _as_person(request: HttpRequest, token: str, account: Account) -> HttpResponse:
    version = TermsVersion.objects.in_force()
    fits = request.user.is_authenticated and request.user.pk == account.user_id
    form = TermsForm(
        request.POST if fits and request.method == "POST" else None,
        initial={"version": version.pk if version else None},
    )
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            transitions.activate_as_person(token, form.cleaned_data["version"], by=cast(User, request.user))
        except Refused as refused:
            messages.error(request, str(refused))
            status = 409
        else:
            request.session[ACTIVE_ACCOUNT] = account.pk
            messages.success(request, _("The account is active, and you act by it from now on."))
            return redirect("home")
    here = reverse("accounts:activate", args=[token])
    context = {
        "form": form,
        "opened": account,
        "version": version,
        "fits": fits,
        "sign_in": f"{reverse('account_login')}?{urlencode({'next': here})}",
    }
    return render(request, "accounts/activate_as_person.html", context, status=status)


@never_cache
@ACTIONS
def new_link(request: HttpRequest) -> HttpResponseBase:
    """Sends a new link to whoever waits for one, and says nothing about whether anybody does."""
    form = NewLinkForm(request.POST if request.method == "POST" else None)
    status = 422 if form.is_bound else 200
    if form.is_valid():
        try:
            rates.refuse_if_tried(request, "link", most=ASKED_MAX)
            rates.count(request, "link")
            transitions.ask_for_link(form.cleaned_data["email"], by=PUBLIC)
        except Refused as refused:
            form.add_error(None, str(refused))
            status = TOO_MANY
        else:
            messages.success(
                request,
                _(
                    "If an approved account waits for this address, a new link is on its way. Older links have ended."
                ),
            )
            return redirect("accounts:new_link")
    return render(request, "accounts/new_link.html", {"form": form}, status=status)


@ACTIONS
def terms(request: HttpRequest) -> HttpResponseBase:
    """The terms in force, for everybody to read; whoever has not accepted them for his account does so here."""
    version = TermsVersion.objects.in_force()
    account = getattr(request, "account", None)
    if request.method == "POST":
        return _accepted(cast(AccountRequest, request))
    due = bool(account and account.terms_due)
    form = TermsForm(initial={"version": version.pk if version else None}) if due else None
    context = {"version": version, "form": form, "again": bool(account and account.terms_ever)}
    return render(request, "accounts/terms.html", context)


@account_required
def _accepted(request: AccountRequest) -> HttpResponse:
    form = TermsForm(request.POST)
    if form.is_valid():
        try:
            transitions.accept_terms(form.cleaned_data["version"] or 0, by=request.account)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect(request.get_full_path())
        target = request.GET.get("next", "")
        safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure())
        return HttpResponseRedirect(target) if safe else redirect("home")
    context = {"version": TermsVersion.objects.in_force(), "form": form, "again": True}
    return render(request, "accounts/terms.html", context, status=422)
