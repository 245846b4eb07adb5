"""The words of the notice of hearing (Form 3), in both official languages side by side.

They stand here and not in the catalogue: a form of the court is worded once, in the hearing language with the
other beside it, and never in the reader's language (house, section 5; ALL-1).
"""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "lang": "en",
        "form": "Form 3",
        "case": "Case No.",
        "title": "Notice of place and day fixed for hearing",
        "law": "Small Claims Tribunal Ordinance (Cap. 338), section 14",
        "claimant": "Claimant",
        "defendant": "Defendant",
        "defendants": "Defendants",
        "others": "Other parties",
        "and_others": "and %d others, all named in the Schedule to this notice",
        "schedule": "Schedule: the defendants",
        "trading_as": "trading as",
        "notice": (
            "Take notice that the claim in this case will be heard by the Tribunal on the day, at the time and at the"
            " place stated below."
        ),
        "day": "Day and time",
        "place": "Place",
        "amount": "Amount claimed",
        "attend": (
            "Each party must attend in person on the day and at the time stated above, and should bring this notice."
            " If a defendant does not appear, the Tribunal may hear the claim and give judgment in his absence."
        ),
        "lawyer": "No party may be represented by a lawyer at the hearing.",
        "defence": (
            "A defendant who disputes the claim should file a defence with the Registry and send a copy of it to the"
            " claimant before the day of the hearing."
        ),
        "together": (
            "The claim was filed together with other claims of the same claimant; they are heard at the same session."
        ),
        "dated": "Dated: ",
        "seal": "Issued by the Registrar under the seal of the Tribunal",
        "reference": "Document reference number",
        "verify": "Verify at",
        "demo": "Demonstration: not a document of the Judiciary",
    },
    "zh": {
        "lang": "zh-Hant",
        "form": "表格3",
        "case": "案件編號",
        "title": "聆訊日期地點通知書",
        "law": "《小額錢債審裁處條例》（第338章）第14條",
        "claimant": "申索人",
        "defendant": "被告人",
        "defendants": "被告人",
        "others": "其他訴訟方",
        "and_others": "及另外%d名被告人，全部載於本通知書的附表",
        "schedule": "附表：被告人",
        "trading_as": "商號",
        "notice": "現通知各訴訟方：本案的申索將於下述日期、時間及地點，由審裁處進行聆訊。",
        "day": "日期及時間",
        "place": "地點",
        "amount": "申索款額",
        "attend": (
            "各訴訟方必須依上述日期及時間親自出席，並請攜同本通知書。如被告人缺席，審裁處可在其缺席的情況下聆訊該申索並作出判決。"
        ),
        "lawyer": "聆訊時，任何一方均不得由律師代表。",
        "defence": "被告人如對申索有爭議，應於聆訊日期前將答辯書送交登記處存檔，並將副本送交申索人。",
        "together": "本申索與同一申索人的其他申索一併入稟，並於同一節聆訊進行。",
        "dated": "日期：",
        "seal": "由司法常務官加蓋審裁處印章發出",
        "reference": "文件參考編號",
        "verify": "查證",
        "demo": "示範文件：並非司法機構發出的文件",
    },
}
