"""The registry's reasons for rejection, each with its rule and an example (DOC-7)."""

from __future__ import annotations

from filing.models import RejectionReason

REASONS = (
    (
        "form_not_signed",
        "A18; Cap. 338 s. 13",
        ("A form is not signed", "表格未經簽署", "表格未经签署"),
        (
            "Form 2 has no signature above the name of the signatory.",
            "表格2在簽署人姓名上方沒有簽署。",
            "表格2在签署人姓名上方没有签署。",
        ),
    ),
    (
        "form_differs_from_data",
        "A10, A18",
        ("A form does not agree with the claim data", "表格與申索資料不符", "表格与申索资料不符"),
        (
            "Form 1 names a defendant other than the claim data.",
            "表格1所載的被告人與申索資料不同。",
            "表格1所载的被告人与申索资料不同。",
        ),
    ),
    (
        "particulars_insufficient",
        "Cap. 338 s. 13",
        (
            "The particulars do not show the ground of the claim or how the sum was worked out",
            "申索詳情未有顯示申索理由或款額的計算方法",
            "申索详情未有显示申索理由或款额的计算方法",
        ),
        (
            "The particulars say only that money is owed, without the contract, the dates or the bills.",
            "詳情只述明欠款，沒有述明合約、日期或帳單。",
            "详情只述明欠款，没有述明合约、日期或帐单。",
        ),
    ),
    (
        "outside_jurisdiction",
        "Cap. 338 s. 5",
        (
            "The claim is outside the Tribunal's jurisdiction",
            "申索不屬審裁處的司法管轄權範圍",
            "申索不属审裁处的司法管辖权范围",
        ),
        (
            "A labour dispute, possession of land, or defamation.",
            "勞資糾紛、土地管有權或誹謗的申索。",
            "劳资纠纷、土地管有权或诽谤的申索。",
        ),
    ),
    (
        "kind_not_approved",
        "A1",
        (
            "The kind of claim is not one that is approved for the claimant",
            "申索人未獲批准提出此類申索",
            "申索人未获批准提出此类申索",
        ),
        (
            "A claimant approved for surcharges only claims for goods sold.",
            "只獲批准就附加費提出申索的申索人，就售出的貨物提出申索。",
            "只获批准就附加费提出申索的申索人，就售出的货物提出申索。",
        ),
    ),
    (
        "address_incomplete",
        "Cap. 338 s. 13",
        ("A defendant's address is incomplete", "被告人的地址不完整", "被告人的地址不完整"),
        (
            "The address gives a street but neither number nor building.",
            "地址只有街名，沒有門牌號碼或大廈名稱。",
            "地址只有街名，没有门牌号码或大厦名称。",
        ),
    ),
    (
        "document_unreadable",
        "A18",
        ("A document cannot be read", "文件無法閱讀", "文件无法阅读"),
        (
            "A page is blank, cut off or too faint.",
            "某頁空白、被裁去一部分或過於模糊。",
            "某页空白、被裁去一部分或过于模糊。",
        ),
    ),
)


def load() -> None:
    """Adds missing reasons; what staff have changed stays."""
    for position, (code, rule, names, examples) in enumerate(REASONS, start=1):
        RejectionReason.objects.get_or_create(
            code=code,
            defaults={
                "rule": rule,
                "position": position,
                **dict(zip(("name_en", "name_zh_hant", "name_zh_hans"), names, strict=True)),
                **dict(zip(("example_en", "example_zh_hant", "example_zh_hans"), examples, strict=True)),
            },
        )
