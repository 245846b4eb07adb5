"""The words of the codes in which claims, parties and document types are written (BLK-1a, BLK-7, CRT-2)."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

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
# In the order in which a case lists its parties; which of them a case has, its case type says (`CaseType.roles`).
PARTY_ROLES: dict[str, str | Promise] = {
    "claimant": _("claimant"),
    "plaintiff": _("plaintiff"),
    "appellant": _("appellant"),
    "applicant": pgettext_lazy("party of a case", "applicant"),
    "prosecutor": _("prosecution"),
    "informant": _("informant or complainant"),
    "defendant": _("defendant"),
    "respondent": _("respondent"),
    "summons_defendant": _("defendant in the summons"),
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
ADDRESS_KINDS: dict[str, str | Promise] = {
    "residence": _("residence"),
    "business": _("place of business"),
    "registered_office": _("registered office"),
    "correspondence": _("address for correspondence"),
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
