"""The demo's first terms, written by this project, and the Judiciary's published contacts (ALL-3, ACC-4)."""

from __future__ import annotations

from datetime import datetime

from icms.lib.clock import HONG_KONG

TERMS_FROM = datetime(2026, 1, 1, tzinfo=HONG_KONG)
TERMS = {
    "text_en": """These terms were written for the demonstration of this portal. They are not the Judiciary's.

1. Use the account only for the cases and the organization that it was opened for, and only for lawful purposes.

2. The account is yours alone. Keep the password and the second factor to yourself. \
Tell the Support Centre at once if somebody else may know them.

3. What is sent with the account counts as sent by you, and for an organization as sent by the organization. \
Check it before you send it.

4. Keep your particulars and your e-mail address up to date. Messages in the message box count as delivered there.

5. Do not try to see what is not meant for you, and do not hinder others in their use.

6. The court may suspend an account that is misused, and says why. You may ask for it to be closed at any time.

7. What you do is recorded with person, organization and time. \
The records serve the proceedings and the safety of the portal.

8. These terms may change. You are then asked again before you go on.""",
    "text_zh_hant": """本條款為示範本網站而撰寫，並非司法機構的條款。

1. 帳戶只可用於開立帳戶所涉的案件及機構，並只可作合法用途。

2. 帳戶只供你本人使用。密碼及第二重認證須保密；如他人可能得知，請立即通知支援中心。

3. 經帳戶送交的文件視為由你送交；屬機構帳戶者，視為由該機構送交。送交前請先核對。

4. 請保持個人資料及電郵地址準確。訊息匣內的訊息視為已送達該處。

5. 不得嘗試查閱並非供你閱覽的資料，亦不得妨礙他人使用。

6. 法院可暫停遭濫用的帳戶，並說明理由。你可隨時要求結束帳戶。

7. 你的操作連同操作人、機構及時間均予記錄，供法律程序及保障網站安全之用。

8. 本條款可予更改。條款如有更改，你須先接納新條款，方可繼續使用。""",
    "text_zh_hans": """本条款为示范本网站而撰写，并非司法机构的条款。

1. 帐户只可用于开立帐户所涉的案件及机构，并只可作合法用途。

2. 帐户只供你本人使用。密码及第二重认证须保密；如他人可能得知，请立即通知支援中心。

3. 经帐户送交的文件视为由你送交；属机构帐户者，视为由该机构送交。送交前请先核对。

4. 请保持个人资料及电邮地址准确。讯息匣内的讯息视为已送达该处。

5. 不得尝试查阅并非供你阅览的资料，亦不得妨碍他人使用。

6. 法院可暂停遭滥用的帐户，并说明理由。你可随时要求结束帐户。

7. 你的操作连同操作人、机构及时间均予记录，供法律程序及保障网站安全之用。

8. 本条款可予更改。条款如有更改，你须先接纳新条款，方可继续使用。""",
}

# What; English, Traditional, Simplified. Published by the Judiciary (P).
CONTACTS = {
    "support_centre": (
        "iCMS Help Centre, 5/F, 12 Harbour Road, Wan Chai, Hong Kong",
        "香港灣仔港灣道12號5樓綜合法院案件管理系統支援中心",
        "香港湾仔港湾道12号5楼综合法院案件管理系统支援中心",
    ),
    "hours": (
        "Monday to Friday 08:45–13:00 and 14:00–17:30, closed on general holidays",
        "星期一至五上午8時45分至下午1時及下午2時至5時30分，公眾假期休息",
        "星期一至五上午8时45分至下午1时及下午2时至5时30分，公众假期休息",
    ),
    "general_line": ("2477 1002", "2477 1002", "2477 1002"),
    "technical_line": (
        "2886 6474, Monday to Friday 08:00–19:00, closed on general holidays",
        "2886 6474，星期一至五上午8時至下午7時，公眾假期休息",
        "2886 6474，星期一至五上午8时至下午7时，公众假期休息",
    ),
    "fax": ("2340 7819", "2340 7819", "2340 7819"),
    "email": ("enquiry@judiciary.hk", "enquiry@judiciary.hk", "enquiry@judiciary.hk"),
}
