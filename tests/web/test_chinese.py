"""The Chinese of the portal is that of a Hong Kong court: the official words, its punctuation, one script at a time."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import django
import polib
import pytest

from icms.lib import borrowed_words
from icms.lib.language import SIMPLIFIED, TRADITIONAL
from tests.architecture.sources import called, text
from tests.web.test_languages import catalogue

# The Judiciary's own words, English to Traditional Chinese. Where one English word stands inside another of the
# list, the longer one decides.
OFFICIAL = {
    "acknowledgement": "認收通知",
    "adjudicator": "審裁官",
    "application reference number": "申請參考編號",
    "Assistant Administrator": "輔助管理員",
    "black rainstorm warning": "黑色暴雨警告",
    "branch code": "分支代碼",
    "bulk claim": "批量申索",
    "case number": "案件編號",
    "cause book": "訟案登記冊",
    "China UnionPay": "中國銀聯",
    "claim": "申索",
    "claimant": "申索人",
    "commence new case": "展開新案件",
    "concession": "寬減",
    "default organization user": "預設的機構用戶",
    "defendant": "被告人",
    "document reference number": "文件參考編號",
    "e-Court": "電子法院",
    "e-Filing": "電子存檔",
    "filer": "呈交者",
    "filing fee": "入稟費用",
    "gale warning": "烈風警告",
    "general enquiry hotline": "一般查詢熱線",
    "general holiday": "公眾假期",
    "government department": "政府部門",
    "Help Centre": "支援中心",
    "hearing": "聆訊",
    "Individual User": "個人用戶",
    "inspection": "查閱",
    "JCB": "日財卡",
    "Judiciary": "司法機構",
    "law enforcement agency": "執法機關",
    "law firm": "律師行",
    "MasterCard": "萬事達卡",
    "message": "訊息",
    "message box": "訊息匣",
    "Notice of place and day of hearing": "聆訊日期地點通知書",
    "Organization User": "機構用戶",
    "party": "訴訟方",
    "payment receipt": "付款收據",
    "PPS": "繳費靈",
    "preview": "預覽",
    "Primary Administrator": "主要管理員",
    "Principal Adjudicator": "主任審裁官",
    "reactivate": "重新啟動",
    "Registry": "登記處",
    "save draft": "儲存草稿",
    "send documents": "送交文件",
    "Small Claims Tribunal": "小額錢債審裁處",
    "statutory body": "法定團體",
    "submission": "呈交",
    "submission date and time": "呈交日期及時間",
    "submit": "呈交",
    "technical support hotline": "技術支援熱線",
    "time of receipt": "接收時間",
    "transaction reference number": "交易參考編號",
    "third party": "第三方",
    "Tribunal": "審裁處",
}
# Words of Taiwan, of the mainland or of everyday speech that a Hong Kong court does not write.
UNUSED = (
    *(
        "帳號",
        "賬戶",
        "賬號",
        "提交",
        "上傳",
        "網路",
        "資料庫",
        "使用者名稱",
        "登錄",
        "註銷",
        "電子郵件",
        "電子信箱",
    ),
    *("您", "無效", "點擊", "點選", "表單", "物件", "副檔名", "伺服端"),
    *(
        "账户",
        "账号",
        "上传",
        "数据",
        "用户名",
        "登录",
        "注销",
        "电子邮件",
        "无效",
        "邮箱",
        "服务器",
        "点击",
    ),
    *("文档", "文件夹", "信息", "字段", "默认", "缺省", "加载", "表单", "保存", "软件包", "打印机"),
)
# Where the English word is no word of the court's: the name of a value in a file.
EXCUSED = {"Add the person or company that you claim from, with the role defendant."}
NOT_WORDS = re.compile(r"%\(\w+\)[sd]|\{\w*\}|<[^>]+>|\w+\.\w+")
HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff」）][,;:!?()]|[,;:!?(][\u4e00-\u9fff「（]|[\u4e00-\u9fff]\.(?:\s|$)|\.\.\."
)
SPACED = re.compile(r"[\u4e00-\u9fff] +[\w%{]|[\w%})] +[\u4e00-\u9fff]|  ")
CODES = [TRADITIONAL, SIMPLIFIED]
# Characters of both scripts, though one of them also stands for another character in Simplified Chinese.
IN_BOTH = set("准制注")


def sayings(code: str) -> Iterator[tuple[polib.POEntry, str]]:
    """Every entry with each of its translations."""
    for entry in catalogue(code):
        for said in (entry.msgstr, *entry.msgstr_plural.values()):
            if said:
                yield entry, said


def _pattern(term: str) -> re.Pattern[str]:
    stem, ending = (term[:-1], "(?:y|ies)") if term.endswith("y") else (term, "s?")
    return re.compile(rf"\b{re.escape(stem)}{ending}\b", re.IGNORECASE)


PATTERNS = [(_pattern(term), OFFICIAL[term]) for term in sorted(OFFICIAL, key=len, reverse=True)]


def departures(source: str, said: str) -> list[str]:
    """The official words that the source calls for and its translation does not use."""
    rest, missing = NOT_WORDS.sub(" ", source), []
    for pattern, word in PATTERNS:
        rest, times = pattern.subn(" ", rest)
        if times and word not in said:
            missing.append(word)
    return missing


def test_where_the_english_has_a_word_of_the_court_the_chinese_has_the_official_one():
    found = [
        f"{entry.msgid!r} lacks {missing}: {said!r}"
        for entry, said in sayings(TRADITIONAL)
        if entry.msgid not in EXCUSED and (missing := departures(entry.msgid, said))
    ]
    assert found == []


def test_a_departure_from_the_official_words_would_be_found():
    assert departures("Go to the message box", "前往收件匣") == ["訊息匣"]
    assert departures("The third parties", "其他訴訟方") == ["第三方"]


@pytest.mark.parametrize("code", CODES)
def test_no_word_is_one_that_a_hong_kong_court_does_not_write(code: str):
    assert [said for _entry, said in sayings(code) for word in UNUSED if word in said] == []


@pytest.mark.parametrize("code", CODES)
def test_punctuation_is_chinese_and_no_space_stands_beside_a_character(code: str):
    assert [said for _entry, said in sayings(code) if HALF_WIDTH.search(said) or SPACED.search(said)] == []


def test_simplified_chinese_is_the_traditional_text_sign_by_sign_in_the_other_script():
    """One Simplified sign for each Traditional one throughout: a sentence left in the wrong script would differ."""
    simplified = {(entry.msgctxt, entry.msgid): entry for entry in catalogue(SIMPLIFIED)}
    signs: dict[str, set[str]] = defaultdict(set)
    uneven = []
    for entry, said in sayings(TRADITIONAL):
        twin = simplified[(entry.msgctxt, entry.msgid)]
        other = twin.msgstr or twin.msgstr_plural[0]
        uneven += [f"{said} / {other}"] if len(said) != len(other) else []
        for sign, its_twin in zip(said, other, strict=False):
            signs[sign].add(its_twin)
    assert uneven == []
    assert {sign: found for sign, found in signs.items() if len(found) > 1} == {}
    only_simplified = {its_twin for sign, found in signs.items() for its_twin in found if its_twin != sign}
    assert only_simplified & set(signs) - IN_BOTH == set()


def test_what_django_says_is_named_as_django_says_it():
    """A new version of Django that words one of these anew would bring its own Chinese back."""
    folder, known = Path(django.__file__).parent, set()
    for place in ("conf", "contrib/admin", "contrib/auth"):
        source = polib.pofile(str(folder / place / "locale/en/LC_MESSAGES/django.po"))
        known |= {(entry.msgid, entry.msgid_plural) for entry in source}
    counted = [
        (text(node.args[0]), text(node.args[1]))
        for node in ast.walk(ast.parse(Path(borrowed_words.__file__).read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and called(node) == "ngettext_lazy"
    ]
    assert len(counted) == len(borrowed_words.COUNTED)
    assert [
        words for words in (*((each, "") for each in borrowed_words.BORROWED), *counted) if words not in known
    ] == []
