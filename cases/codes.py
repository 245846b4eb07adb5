"""The words of the codes in which claims and parties are written (BLK-1a, BLK-7; `filing.rules.claim`)."""

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
