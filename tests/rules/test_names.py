"""One notion of a name: display order, and the keys by which names are compared (LNK-3, REG-2a, DOC-2b, ACC-2)."""

from __future__ import annotations

import re
import sys
import unicodedata
from collections.abc import Callable
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from icms.lib.names import (
    KEY_MAX,
    Names,
    exact_key,
    is_same_name,
    likeness_key,
    registered_key,
    registered_keys,
    search_beginnings,
    search_key,
)
from icms.lib.printable import without_unseen

KEYS = (exact_key, registered_key, search_key, likeness_key)
KEPT = (registered_key, search_key, likeness_key)

# Wide signs, marks that join with the sign before them, endings, both scripts, and signs that NFKC makes into several.
WORDS = st.sampled_from(
    [
        *"ABC Co Company Limited Ltd LTD. the Corp Inc & 有限公司 （香港） (香港) 中國移動 中国移动".split(),
        *"發 发 髮 后 後 e\u0301 é ß ﷺ ŉ ΐ \u0345 ´ ` ’ - — ㈱ ① ａ １ \u200b \ufe00 \U000e0100 \uf900 𠀀".split(),
        *"\u3164 가 \u1100 \u1161 ガ ﾞ İ ı ẞ".split(),
        *(" ", "\u3000", "\n", ""),
    ]
)
TEXTS = st.lists(WORDS | st.text(max_size=4), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("names", "chinese_first", "order"),
    [
        (Names("Chan", "陳"), True, ("陳", "Chan")),
        (Names("Chan", "陳"), False, ("Chan", "陳")),
        (Names("Chan", ""), True, ("Chan",)),
        (Names("", "陳"), False, ("陳",)),
        (Names("", ""), True, ()),
    ],
)
def test_the_name_in_the_readers_language_comes_first(names: Names, chinese_first: bool, order: tuple):
    assert names.in_order(chinese_first=chinese_first) == order
    assert names.first(chinese_first=chinese_first) == (order[0] if order else "")


# What two writings of a name differ in → the keys that are the same for both: exact, registered, search, likeness.
@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("ＡＢＣ  Limited", "abc limited", "ersl"),
        ("ABC\u00a0Limited", "ABC\u3000Limited", "ersl"),
        ("Caf\u00e9 Ltd", "Cafe\u0301 Ltd", "ersl"),
        ("陳\u200b大文", "陳大文", "ersl"),
        ("葛\U000e0100城", "葛城", "ersl"),
        ("\uf900記", "豈記", "ersl"),
        ("（香港）有限公司", "(香港)有限公司", "ersl"),
        ("STRASSE 1", "Straße 1", "ersl"),
        ("ABC Ltd", "ABC Limited", "rsl"),
        ("ABC Co Ltd", "ABC Co. Limited", "rsl"),
        ("ABC Co., Ltd.", "A.B.C. Co Limited", "rsl"),
        ("ABC (HK) Limited", "ABC HK Ltd", "rsl"),
        ("O’Brien", "O'Brien", "rsl"),
        ("O´Brien", "O'Brien", "rsl"),
        ("Harbour-Light", "Harbour Light", "rsl"),
        ("A−B", "A-B", "rsl"),
        ("HarbourLight", "Harbour Light", "rsl"),
        ("中國移動", "中国移动", "rsl"),
        ("中國移動（香港）有限公司", "中国移动(香港)有限公司", "rsl"),
        ("陳記有限公司", "陳記 Limited", "rl"),
        ("理髮有限公司", "理发有限公司", "rsl"),
        ("衞理", "衛理", "rsl"),
        ("Café Ltd", "Cafe Ltd", "s"),
        ("The ABC Ltd", "ABC Ltd", "s"),
        ("Chan & Sons", "Chan and Sons", "s"),
        ("ABC Co", "ABC Company", "sl"),
        ("ABC Corp", "ABC Corporation", "s"),
        ("ABC Co", "ABC Company Limited", "l"),
        ("ABC", "ABC Limited", "l"),
        ("陳記", "陳記有限公司", "l"),
        ("Chan & Partners", "Chan Partners", "l"),
        ("ABC Limited", "ABD Limited", ""),
        ("陳大文", "陳小文", ""),
        ("ABC Unlimited", "ABC Limited", ""),
        ("ABC Unlimited", "ABC Unltd", ""),
        ("Limitedstone Trading", "Ltdstone Trading", ""),
        ("中電Limited", "中電有限公司", "r"),
        ("A*B Ltd", "AB Ltd", "sl"),
        ("A*B Ltd", "A＊B Limited", "rsl"),
        ("ABC 1 Ltd", "ABC 2 Ltd", ""),
    ],
)
def test_each_key_is_the_same_for_just_these_differences(one: str, other: str, same: str):
    assert "".join(key.__name__[0] for key in KEYS if key(one) == key(other)) == same
    assert is_same_name(one, other) == ("e" in same)


@pytest.mark.parametrize(
    "signs",
    [
        *"发發髮 后後 里裏裡 台臺枱 昇升 乾干幹 於于 群羣 国國 说説說 衞卫衛 啟啓启 钟鐘鍾 叶葉".split(),
        *"峯峰 牀床 綫線线 粧妝妆 恆恒 強强 黃黄 溫温 税稅 煙烟 麵麪面 麗丽 灵靈 杰傑 万萬 云雲 党黨 华華".split(),
        *"靑青 戸户戶 値值 尙尚 淸清 鄕郷乡鄉 愼慎 眞真 徳德 髙高 呉吴吳 産产產 歩步 黒黑 范範 余餘 姜薑 沈瀋".split(),
    ],
)
def test_characters_of_one_class_are_the_same_both_ways(signs: str):
    for key, one, other in product(KEPT, signs, signs):
        assert key(f"陳{one}記") == key(f"陳{other}記")
    assert len({exact_key(sign) for sign in signs}) == len(signs)


@pytest.mark.parametrize(
    "pair",
    [
        *"陳李 大太 未末 己已 土士 上下 喆哲 堃坤 邨村 甦蘇 祐佑 栢柏 菓果 瑯琅 琍莉 淼渺 崙崑 旺望".split(),
        *"俐利 珮佩 瑋偉 禎貞 鈞均 銘明 倩蒨 茵恩 彥言 沈沉 著着 晞希 昕欣 澔浩 煒偉 燊森 浚俊 祺琪 璇旋".split(),
        *"綺琦 薇微 諾偌 逸易 霖林 韻運 頌誦 馨聲 穎頴 朗郎 鏗堅 駿俊 鴻洪 麒其 齡玲 玥月 珈加 琛深 瑤搖".split(),
    ],
)
def test_characters_that_are_no_writing_of_each_other_stay_apart(pair: str):
    assert all(key(pair[0]) != key(pair[1]) for key in KEYS)


@pytest.mark.parametrize(
    "nothing", ["", " ", "\u3000", "...", "（）", "—", "'", "\u200b", "\u0301", "\0", "´"]
)
def test_a_name_without_any_sign_is_looked_up_by_no_registered_key(nothing: str):
    assert registered_key(nothing) == ""
    assert registered_keys(nothing, "ABC Ltd", nothing) == {"abcltd"}
    assert registered_keys(nothing) == frozenset()


@pytest.mark.parametrize("nothing", ["", "  ", "Ltd.", "-", "有限公司"])
def test_what_names_nobody_looks_like_nobody(nothing: str):
    assert likeness_key(nothing) == ""


@pytest.mark.parametrize("sign", ["陳", "a", "Ａ", "１", "𠮷", "\uf900", "é", "&", "+"])
def test_a_name_of_one_sign_has_keys(sign: str):
    assert exact_key(sign)
    assert registered_key(sign)
    assert search_key(sign)


@pytest.mark.parametrize("sign", ["a", "陳", "ß", "ﷺ", "𠮷", "ŉ", "é"])
@pytest.mark.parametrize("length", [299, 300, 301])
def test_long_names_have_keys_that_fit_and_only_the_same_name_has_the_same_registered_key(
    sign: str, length: int
):
    name = sign * length
    assert all(len(key(name)) <= KEY_MAX for key in KEPT)
    assert registered_key(name) == registered_key(name.upper()) == registered_key(f" {name}. ")
    assert len({registered_key(each) for each in (name, name + sign, name + "x", name[:-1])}) == 4


@given(TEXTS)
def test_a_key_is_its_own_key_short_and_can_be_stored(text: str):
    for key in (exact_key, registered_key):
        assert key(key(text)) == key(text)
    for key in KEPT:
        assert len(key(text)) <= KEY_MAX
        assert "\0" not in key(text)


@given(TEXTS, TEXTS)
def test_names_that_are_exactly_the_same_are_the_same_by_every_key(one: str, other: str):
    twin = f" {one}  \u200b".replace(" ", "\u3000")
    assert exact_key(one) == exact_key(twin)
    for key in KEPT:
        assert key(one) == key(twin) == key(exact_key(one))
        assert (key(one) == key(other)) or exact_key(one) != exact_key(other)


@given(TEXTS, TEXTS)
def test_sameness_of_names_is_symmetric(one: str, other: str):
    assert is_same_name(one, other) == is_same_name(other, one)
    assert is_same_name(one, one)


@given(TEXTS)
def test_only_width_case_blanks_and_the_unseen_are_lost_in_an_exact_key(text: str):
    assert exact_key(text) == " ".join(unicodedata.normalize("NFKC", without_unseen(text)).casefold().split())


@given(st.text(st.characters(codec="ascii"), max_size=200))
def test_the_quick_way_for_plain_letters_gives_the_same_registered_key(text: str):
    """Behind a Chinese sign the other way is taken."""
    assert registered_key("陳" + text) == "陈" + registered_key(text)


def test_every_single_character_that_a_key_may_change_has_keys_that_are_their_own():
    wrong: list[tuple[Callable[[str], str], int]] = []
    for code in range(sys.maxunicode + 1):
        sign = chr(code)
        if unicodedata.category(sign) in ("Cn", "Co", "Cs"):
            continue
        if unicodedata.category(sign) == "Lo" and unicodedata.normalize("NFKC", sign) == sign:
            continue  # ideographs: tests/rules/test_chinese_scripts.py
        for key in (exact_key, registered_key):
            once = key(f"a{sign}b")
            if key(once) != once:
                wrong.append((key, code))
    assert wrong == []


def test_only_part_of_a_long_key_is_its_name_and_no_other_key_begins_like_it():
    long = registered_key("ß" * 300)
    assert re.fullmatch("[0-9a-f]{64}s{236}", long)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Chan & Partners Ltd.", "CHAN  PARTNERS  Co. Limited"),
        ("Harbour-Light Company", "harbour light"),
        ("陳記有限公司", "陈记"),
        ("ＣＨＡＮ　（ＨＫ）　Ｌｔｄ．", "Chan (HK)"),
    ],
)
def test_names_that_look_alike_have_one_key_of_likeness(one: str, other: str):
    assert likeness_key(one) == likeness_key(other) != ""


def test_names_that_differ_have_keys_of_likeness_that_differ():
    assert len(set(map(likeness_key, ("Chan & Partners", "Chan & Sons", "陳律師行", "陳大文律師行")))) == 4


NAME = "The Harbour Light Energy Co., Ltd."


def begins(name: str, typed: str) -> bool:
    return any(search_key(name).startswith(beginning) for beginning in search_beginnings(typed))


@pytest.mark.parametrize(
    "typed",
    [
        NAME,
        "Harbour Light",
        "harbour light en",
        "HARBOURLIGHT",
        "Harbour Light Energy Company Limited",
        "harbour light energy co",
        "Harbour Light Energy Com",
        "Ｈａｒｂｏｕｒ　Ｌｉｇｈｔ",
        "  Harbour-Light  Energy",
        "Harbour\u00a0Light",
        "The Harbour",
        "Hárbour Light",
    ],
)
def test_d11_a_name_is_found_by_its_beginning_however_it_is_typed(typed: str):
    assert begins(NAME, typed)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("Harbour Commerce Bank", "Harbour Co"),
        ("Co-op Limited", "Co-op"),
        ("Chan & Co. Solicitors", "Chan and Co"),
        ("Chan & Co. Solicitors", "chan & co sol"),
        ("海港光能源有限公司", "海港光 能源"),
        ("海港光能源有限公司", "海港光能源有限"),
        ("中國移動（香港）有限公司", "中国移动"),
        ("中国移动（香港）有限公司", "中國移動 香港"),
        ("O'Brien, Patrick", "obrien pat"),
        ("O’Brien, Patrick", "O'Brien"),
        ("葛\U000e0100城", "葛城"),
        ("Limited", "Limited"),
        ("!!!", "!!!"),
    ],
)
def test_d11_endings_signs_and_selectors_part_no_name_from_its_beginning(name: str, typed: str):
    assert begins(name, typed)


@pytest.mark.parametrize("typed", ["Light", "Harbour Lights", "Energy Harbour", "港"])
def test_another_name_is_not_found(typed: str):
    assert not begins(NAME, typed)


@given(st.text(max_size=60), st.data())
def test_every_beginning_of_a_name_at_a_blank_finds_it(name: str, data):
    words = name.split()
    count = data.draw(st.integers(0, len(words)))
    typed = " ".join(words[:count])
    if any(sign.isalnum() for sign in typed) and len(search_key(name)) < KEY_MAX:
        assert begins(name, typed)
