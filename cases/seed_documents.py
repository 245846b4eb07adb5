"""The 31 types of document of the Small Claims Tribunal, as they were on its first day of e-filing (CRT-2).

Sources: A10, A18 to A31, A49 to A54 of the Tribunal's FAQ; the forms of Cap. 338C. What is not known (fees, the order
of a list) is a decision of ours, and staff change it. No type is open to inspection until the court says so (INS-2a).
"""

from __future__ import annotations

from datetime import date
from typing import Any

from cases.models import Court, DocumentType

FROM = date(2024, 10, 31)
COURT = "sct"
PARTY, ISSUED, PORTAL = DocumentType.Origin.PARTY, DocumentType.Origin.COURT, DocumentType.Origin.PORTAL
CLAIMANT, DEFENDANT = ["claimant"], ["defendant"]

Names = tuple[str, str, str]
Row = tuple[str, str, Names, dict[str, Any]]

TYPES: tuple[Row, ...] = (
    (
        "form_1",
        PARTY,
        (
            "Form 1 (title of claim: general form)",
            "表格1（申索書標題：通用表格）",
            "表格1（申索书标题：通用表格）",
        ),
        {
            "short": ("Form 1", "表格1", "表格1"),
            "filed_by": CLAIMANT,
            "commences_case": True,
            "versions": 4,
            "pdf_only": True,
            "sealed": True,
        },
    ),
    (
        "form_2",
        PARTY,
        ("Form 2 (claim)", "表格2（申索書）", "表格2（申索书）"),
        {
            "short": ("Form 2", "表格2", "表格2"),
            "filed_by": CLAIMANT,
            "commences_case": True,
            "versions": 4,
            "pdf_only": True,
            "sealed": True,
        },
    ),
    (
        "form_3",
        ISSUED,
        (
            "Form 3 (notice of place and day of hearing)",
            "表格3（聆訊日期地點通知書）",
            "表格3（聆讯日期地点通知书）",
        ),
        {"short": ("Form 3", "表格3", "表格3"), "sealed": True, "template": "hearing_notice"},
    ),
    (
        "defence",
        PARTY,
        ("Defence", "答辯書", "答辩书"),
        {"filed_by": DEFENDANT, "before_linking": True, "links_filer": True},
    ),
    (
        "counterclaim",
        PARTY,
        ("Counterclaim", "反申索", "反申索"),
        {"filed_by": DEFENDANT, "versions": 4, "fee_item": "counterclaim"},
    ),
    (
        "notice_of_consent",
        PARTY,
        (
            "Notice of consent to deal with the e-Court by means of iCMS",
            "同意通知書 – 藉iCMS與電子法院處理相關事宜",
            "同意通知书 – 藉iCMS与电子法院处理相关事宜",
        ),
        {
            "short": ("Notice of consent", "同意通知書", "同意通知书"),
            "before_linking": True,
            "links_filer": True,
        },
    ),
    (
        "letter",
        PARTY,
        ("Letter", "信函", "信函"),
        {"purposes": ["reply_to_requisition", "refund", "other"]},
    ),
    (
        "affidavit",
        PARTY,
        ("Affidavit or affirmation", "宗教式誓章／非宗教式誓詞", "宗教式誓章／非宗教式誓词"),
        {"purposes": ["reply_to_requisition", "other"]},
    ),
    (
        "writ_of_fieri_facias",
        PARTY,
        ("Writ of fieri facias", "扣押債務人財產令狀", "扣押债务人财产令状"),
        {
            "purposes": ["application"],
            "companions": ["praecipe"],
            "fee_item": "writ_of_execution",
            "sealed": True,
        },
    ),
    (
        "praecipe",
        PARTY,
        (
            "Praecipe for writ of fieri facias",
            "扣押債務人財產令狀（便條）",
            "扣押债务人财产令状（便条）",
        ),
        {"purposes": ["application"], "companions": ["writ_of_fieri_facias"]},
    ),
    (
        "bailiff_request",
        PARTY,
        ("Request for services of the Bailiff Section", "執達事務組相關服務", "执达事务组相关服务"),
        {"fee_item": "bailiff_deposit"},
    ),
    ("requisition", ISSUED, ("Requisition", "提問函件", "提问函件"), {}),
    ("rejection", ISSUED, ("Notice of rejection", "拒絕通知", "拒绝通知"), {}),
    (
        "acknowledgement",
        PORTAL,
        ("Acknowledgement or payment receipt", "認收通知／付款收據", "认收通知／付款收据"),
        {"short": ("Acknowledgement", "認收通知", "认收通知"), "template": "acknowledgement"},
    ),
    (
        "witness_summons",
        ISSUED,
        ("Form 5 (summons to witness)", "表格5（傳召書）", "表格5（传召书）"),
        {"short": ("Form 5", "表格5", "表格5"), "sealed": True},
    ),
    (
        "award_or_order",
        ISSUED,
        ("Form 6 (award or order)", "表格6（裁決／命令）", "表格6（裁决／命令）"),
        {"short": ("Form 6", "表格6", "表格6"), "sealed": True},
    ),
    (
        "review_of_transfer",
        PARTY,
        (
            "Form 7 (application for review of a decision to transfer)",
            "表格7（移交決定覆核申請）",
            "表格7（移交决定覆核申请）",
        ),
        {"short": ("Form 7", "表格7", "表格7"), "efiling_allowed": False},
    ),
    (
        "notice_of_review",
        ISSUED,
        ("Form 8A or 8B (notice of review)", "表格8A／8B（覆核通知書）", "表格8A／8B（覆核通知书）"),
        {"short": ("Form 8A/8B", "表格8A／8B", "表格8A／8B"), "sealed": True},
    ),
    (
        "application_for_review",
        PARTY,
        (
            "Form 8C (application for review of an award or order)",
            "表格8C（裁決／命令覆核申請書）",
            "表格8C（裁决／命令覆核申请书）",
        ),
        {"short": ("Form 8C", "表格8C", "表格8C"), "fee_item": "review"},
    ),
    (
        "application_to_set_aside",
        PARTY,
        (
            "Form 8D (application to set aside an award or order)",
            "表格8D（撤銷裁決／命令申請書）",
            "表格8D（撤销裁决／命令申请书）",
        ),
        {"short": ("Form 8D", "表格8D", "表格8D"), "fee_item": "setting_aside"},
    ),
    (
        "leave_to_appeal",
        PARTY,
        ("Form 9 (application for leave to appeal)", "表格9（上訴許可申請）", "表格9（上诉许可申请）"),
        {"short": ("Form 9", "表格9", "表格9"), "efiling_allowed": False},
    ),
    (
        "hearing_of_leave",
        ISSUED,
        (
            "Form 10 (notice of day for hearing of an application for leave)",
            "表格10（聆訊日期通知書）",
            "表格10（聆讯日期通知书）",
        ),
        {"short": ("Form 10", "表格10", "表格10"), "sealed": True},
    ),
    ("adjournment", PARTY, ("Application for adjournment", "押後申請", "押后申请"), {}),
    ("leave_to_amend", PARTY, ("Application for leave to amend", "修訂許可申請", "修订许可申请"), {}),
    ("discontinuance", PARTY, ("Notice of discontinuance", "中止申索／反申索", "中止申索／反申索"), {}),
    (
        "application_for_relief",
        PARTY,
        (
            "Application for relief or extension of time",
            "尋求濟助／延展時限申請",
            "寻求济助／延展时限申请",
        ),
        {"purposes": ["wrong_document", "system_fault", "other"]},
    ),
    (
        "time_to_pay",
        PARTY,
        (
            "Application for payment by instalments or time to pay",
            "分期／延期付款申請",
            "分期／延期付款申请",
        ),
        {"filed_by": DEFENDANT},
    ),
    ("refund_application", PARTY, ("Refund application", "退款申請", "退款申请"), {}),
    (
        "evidence",
        PARTY,
        (
            "Witness statement, expert report, photographs or other document",
            "證人陳述書、專家報告、照片或其他文件",
            "证人陈述书、专家报告、照片或其他文件",
        ),
        {"purposes": ["witness_statement", "expert_report", "photographs", "other"]},
    ),
    (
        "receipt_for_money_paid_in",
        ISSUED,
        (
            "Receipt for money paid into the Tribunal",
            "繳存款項收據",
            "缴存款项收据",
        ),
        {"sealed": True},
    ),
    ("transfer_order", ISSUED, ("Order for transfer", "移交令", "移交令"), {"sealed": True}),
)


def load_document_types() -> None:
    """Adds the types that the Tribunal has no row of yet; what staff changed or ended stays."""
    court = Court.objects.get(code=COURT)
    known = set(DocumentType.objects.filter(court=court).values_list("code", flat=True))
    DocumentType.objects.bulk_create(
        _row(court, position, *row) for position, row in enumerate(TYPES, start=1) if row[0] not in known
    )


def _row(
    court: Court, position: int, code: str, origin: str, names: Names, more: dict[str, Any]
) -> DocumentType:
    short = more.get("short", ("", "", ""))
    columns = {name: value for name, value in more.items() if name != "short"}
    languages = ("en", "zh_hant", "zh_hans")
    return DocumentType(
        court=court,
        code=code,
        position=position,
        origin=origin,
        valid_from=FROM,
        **{f"name_{language}": name for language, name in zip(languages, names, strict=True)},
        **{f"short_{language}": name for language, name in zip(languages, short, strict=True)},
        **columns,
    )
