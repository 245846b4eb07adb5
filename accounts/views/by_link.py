"""What pages behind a secret address have in common: links from mails, and what was opened with a code."""

from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http.response import HttpResponseBase

from accounts.models import User

ENDED = 410


def private(answer: HttpResponseBase) -> HttpResponseBase:
    """No search engine keeps the page; no other site is told the address, by SECURE_REFERRER_POLICY."""
    answer["X-Robots-Tag"] = "noindex"
    return answer


def password_is_taken(form: Form, person: User) -> bool:
    """Looks at the form's password with the portal's rules, against the person's names and address too."""
    try:
        validate_password(form.cleaned_data["password"], person)
    except ValidationError as fault:
        form.add_error("password", fault)
        return False
    return True
