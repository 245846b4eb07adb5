"""The fees, concessions and means that the portal ships with: dated rows, which staff edit afterwards (REG-5).

Sources: SCT filing fees since the limit of HK$75,000 (3 December 2018); Cap. 638E, 638F, 638K for the concessions
of the District Court, the Magistrates' Courts and the High Court; the Judiciary's notices for the Tribunal (A48, A49).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.db import models, transaction

from payments.models import Concession, FeeBand, FeeItem, MeansOfPayment

SCT, HIGH_COURT, DISTRICT_COURT, MAGISTRATES = "sct", "hc", "dc", "mag"
SCT_SCALE_FROM = date(2018, 12, 3)

BANDS = ((500_000, 2_000), (2_500_000, 4_000), (5_000_000, 7_000), (7_500_000, 12_000))

# From, to (both included): e-fees are 80 percent of the eligible items.
CONCESSIONS = {
    SCT: (date(2024, 10, 31), date(2027, 10, 30)),
    HIGH_COURT: (date(2025, 6, 30), date(2028, 6, 29)),
    DISTRICT_COURT: (date(2022, 5, 6), date(2027, 5, 5)),
    MAGISTRATES: (date(2022, 12, 30), date(2027, 12, 29)),
}
PERCENT = 80

Names = tuple[str, str, str]
SEARCH: Names = ("Search and inspection", "查閱", "查阅")
SERVICE: Names = ("Service of a claim, each address", "送達申索書，每個地址", "送达申索书，每个地址")

# Their amounts were not published where we looked: "to be set by the court" (FEE-2).
SCT_TO_BE_SET: dict[str, Names] = {
    "copy": ("Copy of a document", "文件副本", "文件副本"),
    "certified_copy": ("Certified copy of a document", "經核證的文件副本", "经核证的文件副本"),
    "witness_summons": ("Witness summons", "證人傳票", "证人传票"),
    "counterclaim": ("Counterclaim", "反申索", "反申索"),
    "review": ("Application for review", "覆核申請", "复核申请"),
    "setting_aside": ("Application to set aside an award", "撤銷裁斷的申請", "撤销裁断的申请"),
    "writ_of_execution": ("Writ of fieri facias", "扣押債務人財產令狀", "扣押债务人财产令状"),
    "bailiff_deposit": ("Deposit for the bailiff", "執達主任按金", "执达主任按金"),
    "watchman_fee": ("Watchman's fee", "看守員費用", "看守员费用"),
}

CARD: Names = (
    "Card: Visa, MasterCard, China UnionPay or JCB",
    "信用卡：Visa、萬事達卡、中國銀聯或日財卡",
    "信用卡：Visa、万事达卡、中国银联或日财卡",
)
PPS: Names = ("PPS", "繳費靈（PPS）", "缴费灵（PPS）")
# Limits in cents: for each item, for the payment (A48).
MEANS: dict[str, tuple[Names, int | None, int | None]] = {
    "card": (CARD, 330_000, None),
    "pps": (PPS, None, 10_000_000),
}


@transaction.atomic
def load() -> None:
    """Adds the rows that are not there; leaves the others as staff have made them. May run at every start."""
    for upper_cents, fee_cents in BANDS:
        _add(
            FeeBand,
            {"court": SCT, "upper_cents": upper_cents, "valid_from": SCT_SCALE_FROM},
            fee_cents=fee_cents,
        )
    _item(SCT, "service_fee", SERVICE, SCT_SCALE_FROM, cents=1_000, eligible=False)
    _item(SCT, "search_fee", SEARCH, SCT_SCALE_FROM, cents=1_800, eligible=True)
    for code, names in SCT_TO_BE_SET.items():
        _item(SCT, code, names, SCT_SCALE_FROM, cents=None, eligible=False)
    for court, cents in ((HIGH_COURT, 1_800), (DISTRICT_COURT, 1_800), (MAGISTRATES, None)):
        _item(court, "search_fee", SEARCH, CONCESSIONS[court][0], cents=cents, eligible=True)
    for court, (first, last) in CONCESSIONS.items():
        _add(Concession, {"court": court, "valid_from": first}, percent=PERCENT, valid_to=last)
        for code, (names, per_item, in_total) in MEANS.items():
            _add(
                MeansOfPayment,
                {"court": court, "code": code, "valid_from": first},
                per_item_limit_cents=per_item,
                total_limit_cents=in_total,
                **_named(names),
            )


def _item(
    court: str, code: str, names: Names, valid_from: date, *, cents: int | None, eligible: bool
) -> None:
    key = {"court": court, "code": code, "valid_from": valid_from}
    _add(FeeItem, key, cents=cents, concession_eligible=eligible, **_named(names))


def _add(model: type[models.Model], key: dict[str, Any], **values: Any) -> None:
    # One key has one row; a later notice of the court is a row of its own, from its own day.
    model._default_manager.get_or_create(**key, defaults=values)


def _named(names: Names) -> dict[str, str]:
    english, traditional, simplified = names
    return {"name_en": english, "name_zh_hant": traditional, "name_zh_hans": simplified}
