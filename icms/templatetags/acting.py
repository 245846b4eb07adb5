"""`{% csrf_token %}` for the portal's pages: Django's mark, and beside it the account that the form was shown for.

Every form that is posted has to carry Django's mark, so none can lack the account. The library `ui` takes it in.
"""

from __future__ import annotations

from django import template
from django.template.base import Parser, Token
from django.template.defaulttags import CsrfTokenNode
from django.utils.html import format_html

from accounts.acting import FIELD

register = template.Library()


class FormOfAccountNode(CsrfTokenNode):
    """Writes both hidden fields; the second one only where an account is active."""

    def render(self, context: template.Context) -> str:
        """Needs the request, so an inclusion tag with a form in it takes the context and passes `request` on."""
        mark = super().render(context)
        account = getattr(context.get("request"), "account", None)
        if not mark or account is None:
            return mark
        return format_html('{}<input type="hidden" name="{}" value="{}">', mark, FIELD, str(account.pk))


@register.tag
def csrf_token(parser: Parser, token: Token) -> FormOfAccountNode:
    """`{% csrf_token %}` in every form that is posted."""
    return FormOfAccountNode()
