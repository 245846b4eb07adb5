"""The invited person's page: a new sign-in, or the one that he has (ORG-0)."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import transitions
from accounts.forms.people import AcceptForm
from accounts.models import Account, Invitation, User
from accounts.rules.tokens import hash_of
from accounts.transitions.invite import NewPerson
from accounts.views.by_link import ENDED, password_is_taken, private
from accounts.views.doing import ACTIONS, posted
from accounts.views.switching import ACTIVE_ACCOUNT
from icms.kernel.audit import PUBLIC
from icms.lib.errors import Refused
from icms.lib.language import ENGLISH


@never_cache
@sensitive_post_parameters()
@ACTIONS
def accept(request: HttpRequest, token: str) -> HttpResponseBase:
    """Shows what was opened and asks for names and password; whoever is signed in accepts with one click."""
    rows = Invitation.objects.acceptable().select_related("organisation", "branch", "invited_by__user")
    invitation = rows.filter(token_hash=hash_of(token)).first()
    if invitation is None:
        reason = str(Refused("invitation_ended"))
        return private(render(request, "accounts/invitation_ended.html", {"reason": reason}, status=ENDED))
    if request.user.is_authenticated:
        return private(_as_person(request, token, invitation))
    return private(_as_new(request, token, invitation))


def _as_person(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    person = cast(User, request.user)
    if request.method == "POST":
        try:
            account = transitions.accept_as_person(token, by=person)
        except Refused as refused:
            messages.error(request, str(refused))
        else:
            request.session[ACTIVE_ACCOUNT] = account.pk
            messages.success(request, _("The account is yours, and you act by it from now on."))
            return redirect("home")
    fits = person.email == invitation.email and not person.is_staff
    context = {"invitation": invitation, "role": Account.Role(invitation.role).label, "fits": fits}
    return render(request, "accounts/accept_as_person.html", context)


def _as_new(request: HttpRequest, token: str, invitation: Invitation) -> HttpResponse:
    initial = {"name_en": invitation.name_en, "name_zh": invitation.name_zh}
    form = AcceptForm(posted(request), initial=initial)
    here = reverse("accounts:accept", args=[token])
    sign_in = f"{reverse('account_login')}?{urlencode({'next': here})}"
    if form.is_valid() and password_is_taken(form, _named(form, invitation)):
        given = form.cleaned_data
        person = NewPerson(given["name_en"], given["name_zh"], given["password"], get_language() or ENGLISH)
        try:
            transitions.accept_as_new(token, person, by=PUBLIC)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request,
                _(
                    "Sign in with the e-mail address that the invitation came to. If you had a sign-in before, use "
                    "its password: it has not changed."
                ),
            )
            return redirect(sign_in)
    context = {
        "invitation": invitation,
        "role": Account.Role(invitation.role).label,
        "form": form,
        "sign_in": sign_in,
    }
    return render(request, "accounts/accept.html", context, status=422 if form.errors else 200)


def _named(form: AcceptForm, invitation: Invitation) -> User:
    """The person that would be, for the rules of passwords."""
    given = form.cleaned_data
    return User(email=invitation.email, name_en=given["name_en"], name_zh=given["name_zh"])
