"""The words of the codes in which claims, parties and document types are written (BLK-1a, BLK-7, CRT-2)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CLAIM_KINDS: dict[str, str | Promise] = {
    "medical_charges": _("medical charges"),
    "surcharges": _("surcharges"),
    "rates": _("rates"),
    "debt": _("debt"),
    "service_charge": _("service charge"),
    "property_damage": _("damage to property"),
    "goods_sold": _("goods sold"),
    "consumer": _("consumer claim"),
    "other": _("other claim"),
}
PARTY_ROLES: dict[str, str | Promise] = {
    "claimant": _("claimant"),
    "defendant": _("defendant"),
    "represented": _("person represented"),
    "third_party": _("third party"),
}
PARTY_KINDS: dict[str, str | Promise] = {
    "individual": _("individual"),
    "sole_proprietor": _("sole proprietor"),
    "partnership": _("partnership"),
    "company": _("company"),
    "owners_corporation": _("owners' corporation"),
    "government_department": _("government department"),
    "statutory_body": _("statutory body"),
    "other": _("other party"),
}
# What a document is filed for (A28, A29, A33, A34, A50).
PURPOSES: dict[str, str | Promise] = {
    "application": _("application"),
    "reply_to_requisition": _("reply to a requisition"),
    "refund": _("refund"),
    "wrong_document": _("a wrong document was filed"),
    "system_fault": _("a fault of the system"),
    "witness_statement": _("witness statement"),
    "expert_report": _("expert report"),
    "photographs": _("photographs"),
    "other": _("other purpose"),
}
# What the portal draws itself: `cases.papers.DRAWN`, and the acknowledgement of filing.
PAPER_TEMPLATES: dict[str, str | Promise] = {
    "hearing_notice": _("notice of hearing"),
    "acknowledgement": _("acknowledgement"),
}
