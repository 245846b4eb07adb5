"""The elements of the pages: what they write, for eyes and for screen readers."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, RequestContext, Template
from django.test import RequestFactory
from django.utils import translation

from icms.lib.language import LANGUAGES
from icms.lib.written_time import written_date, written_time
from icms.templatetags.badges import LOOKS, SIGNS
from icms.templatetags.table_markup import labelled

STATIC = Path(__file__).resolve().parents[2] / "static"
EVENING = datetime(2026, 11, 18, 9, 30, 5, tzinfo=UTC)


class Claim(forms.Form):
    amount = forms.CharField(help_text="In Hong Kong dollars")
    tongue = forms.ChoiceField(choices=[("zh", "Chinese"), ("en", "English")], widget=forms.RadioSelect)
    true = forms.BooleanField(label="All of it is true")
    note = forms.CharField(required=False, widget=forms.TextInput(attrs={"placeholder": "Say more"}))
    token = forms.CharField(widget=forms.HiddenInput, required=False)


def written(template: str, **values: object) -> str:
    return Template(template).render(Context(values))


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Wednesday, 18 November 2026, 17:30"),
        ("zh-hant", "2026年11月18日（星期三）下午5時30分"),
        ("zh-hans", "2026年11月18日（星期三）下午5时30分"),
    ],
)
def test_a_moment_is_written_in_full_on_a_hong_kong_clock(language: str, words: str) -> None:
    assert written_time(EVENING, language) == words
    with translation.override(language):
        assert written("{{ at|court_time }}", at=EVENING) == words


def test_an_acknowledgement_shows_seconds() -> None:
    assert written_time(EVENING, "en", seconds=True).endswith("17:30:05")
    assert written_time(EVENING, "zh-hant", seconds=True).endswith("下午5時30分05秒")


@pytest.mark.parametrize(
    ("hour", "words"), [(16, "上午0時正"), (1, "上午9時正"), (4, "下午12時正"), (15, "下午11時正")]
)
def test_full_hours_noon_and_midnight_are_plain_in_chinese(hour: int, words: str) -> None:
    assert written_time(datetime(2026, 3, 1, hour, tzinfo=UTC), "zh-hant").endswith(words)


def test_a_day_after_midnight_in_hong_kong_is_the_next_day() -> None:
    assert written_date(datetime(2026, 11, 18, 16, 0, tzinfo=UTC), "en") == "Thursday, 19 November 2026"
    assert written_date(date(2026, 11, 22), "zh-hans") == "2026年11月22日（星期日）"


def test_a_naive_time_is_not_written() -> None:
    with pytest.raises(ValueError, match="naive"):
        written_time(EVENING.replace(tzinfo=None), "en")


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 byte"), (12, "12 bytes"), (393_216, "384 KB"), (1_258_291, "1.2 MB"), (52_428_800, "50 MB")],
)
def test_sizes_count_a_megabyte_as_1048576_bytes(size: int, words: str) -> None:
    assert written("{{ size|bytes }}", size=size) == words


def test_every_state_has_a_word_and_a_sign_beside_its_colour() -> None:
    for state, look in LOOKS.items():
        shown = written("{% badge state %}", state=state)
        assert f"badge--{look.tone}" in shown
        assert SIGNS[look.tone] in shown
        assert str(look.word) in shown


def test_an_unknown_state_is_a_fault_of_the_programme_unless_it_brings_its_word() -> None:
    with pytest.raises(KeyError, match="no look"):
        written('{% badge "sideways" %}')
    assert "Sideways" in written('{% badge "sideways" "Sideways" %}')


def test_a_field_names_its_hint_and_its_fault() -> None:
    shown = written("{% field form.amount %}", form=Claim({"tongue": "en"}))
    assert 'aria-describedby="id_amount_helptext id_amount_error"' in shown
    assert 'id="id_amount_helptext">In Hong Kong dollars' in shown
    assert 'id="id_amount_error"' in shown
    assert 'aria-invalid="true"' in shown


def test_a_choice_is_a_fieldset_with_a_legend() -> None:
    shown = written("{% field form.tongue %}", form=Claim())
    assert "<fieldset" in shown
    assert "<legend>Tongue" in shown
    assert shown.count('type="radio"') == 2


def test_an_optional_field_says_so_and_keeps_no_words_inside_its_box() -> None:
    shown = written("{% field form.note %}", form=Claim())
    assert "(optional)" in shown
    assert "placeholder" not in shown


def test_all_fields_are_written_once_hidden_ones_too() -> None:
    shown = written("{% fields form %}", form=Claim())
    assert [shown.count(f'name="{name}"') for name in ("amount", "true", "note", "token")] == [1, 1, 1, 1]


def test_the_error_summary_leads_to_every_faulty_control() -> None:
    form = Claim({})
    page = written("{% error_summary form %}{% fields form %}", form=form)
    targets = re.findall(r'<a href="#([^"]+)"', page)
    assert targets == ["id_amount", "id_tongue_0", "id_true"]
    assert all(f'id="{target}"' in page for target in targets)
    assert "There are 3 problems" in page


def test_the_error_summary_is_silent_without_a_fault_and_takes_a_refusals_words() -> None:
    assert written("{% error_summary form %}", form=Claim()).strip() == ""
    assert "You have sent this before" in written(
        "{% error_summary form faults=faults %}", form=Claim(), faults=["You have sent this before"]
    )


def test_what_people_typed_is_escaped_in_every_element() -> None:
    bad = "<b>x</b>"
    shown = written(
        "{% panel bad %}{{ bad }}{% endpanel %}{% notice bad %}{% endnotice %}{% page_title bad %}"
        "{% file_row bad 1 %}{% summary_list rows %}{% table bad %}<tbody></tbody>{% endtable %}",
        bad=bad,
        rows=[{"label": bad, "value": bad}],
    )
    assert "<b>" not in shown


def test_a_table_keeps_its_meaning_when_its_rows_become_cards() -> None:
    shown = labelled(
        '<thead><tr><th scope="col">Claim</th><th scope="col" data-no-label>Tick</th>'
        '<th scope="col">Sum</th></tr></thead>'
        '<tbody><tr><th scope="row">1</th><td>x</td><td class="n">2</td></tr></tbody>'
        '<tfoot><tr><td colspan="2">All</td><td>2</td></tr></tfoot>'
    )
    assert '<th scope="row" role="rowheader" data-label="Claim">1' in shown
    assert '<td role="cell">x' in shown
    assert '<td class="n" role="cell" data-label="Sum">2' in shown
    assert '<td colspan="2" role="cell" data-label="Claim">All</td><td role="cell" data-label="Sum">' in shown
    assert shown.count('role="columnheader"') == 3


def test_an_address_may_break_after_its_at_and_is_escaped() -> None:
    page = Template("{{ address|mail_address }}").render(Context({"address": "<b>@firm.example"}))
    assert page == "&lt;b&gt;@<wbr>firm.example"


@pytest.mark.parametrize(
    ("agent", "name"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36 Edg/130.0",
            "Edge · Windows",
        ),
        ("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/130.0 Safari/537.36", "Chrome · Linux"),
        (
            "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36",
            "Chrome · Android",
        ),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 14.6) AppleWebKit/605.1 Version/18.0 Safari/605.1",
            "Safari · macOS",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/130.0 Mobile Safari/604.1",
            "Chrome · iPhone",
        ),
        ("curl/8.5.0", "curl/8.5.0"),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_user_knows_it(agent: str, name: str) -> None:
    assert Template("{{ agent|browser_name }}").render(Context({"agent": agent})) == name


def test_the_steps_say_which_one_of_how_many() -> None:
    steps = [
        {"label": "Import", "state": "done", "url": "/1"},
        {"label": "Forms", "state": "current", "url": "/2"},
        {"label": "Pay", "state": "todo", "url": ""},
    ]
    shown = written('{% page_title "Forms" steps=steps %}', steps=steps)
    assert "Step 2 of 3" in shown
    assert '<a href="/1">Import' in shown
    assert 'aria-current="step">Forms' in shown


def test_a_bar_says_its_total_against_the_limit() -> None:
    shown = written('{% size_progress used limit label="Part" %}', used=33_554_432, limit=52_428_800)
    assert "32 of 50 MB" in shown
    over = written('{% size_progress used limit label="Part" %}', used=63_963_136, limit=52_428_800)
    assert "progress--full" in over
    assert "61 of 50 MB" in over


@pytest.mark.django_db
def test_pages_of_a_list_keep_the_rest_of_the_address() -> None:
    page = Paginator(range(100), 10).get_page(2)
    request = RequestFactory().get("/", {"state": "accepted", "page": "2"})
    shown = Template("{% pagination page %}").render(RequestContext(request, {"page": page}))
    assert 'href="?state=accepted&amp;page=3"' in shown
    assert "11 to 20 of 100" in shown


def test_a_language_tag_tells_the_browser_which_letter_shapes_to_use() -> None:
    tags = [written("{{ code|language_tag }}", code=code) for code, _name in LANGUAGES]
    assert tags == ["en", "zh-Hant", "zh-Hans"]


def _tokens() -> tuple[dict[str, str], dict[str, str]]:
    sheet = (STATIC / "css" / "tokens.css").read_text(encoding="utf-8")
    light_part, dark_part = sheet.split("@media (prefers-color-scheme: dark)")
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", light_part))
    return light, light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", dark_part))


def _contrast(one: str, other: str) -> float:
    def luminance(colour: str) -> float:
        digits = colour[1:] if len(colour) == 7 else "".join(digit * 2 for digit in colour[1:])
        parts = [int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4)]
        red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


TEXT = [
    *[
        (ink, ground)
        for ink in ("ink", "ink-soft", "link", "heading", "red")
        for ground in ("paper", "ground", "raised")
    ],
    *[(tone, f"{tone}-tint") for tone in ("green", "amber", "red", "blue", "grey")],
    *[("ink", f"{tone}-tint") for tone in ("green", "amber", "red", "blue", "grey", "gold")],
    ("gold-ink", "gold-tint"),
    ("link", "green-tint"),
    ("on-navy", "navy"),
    ("on-navy-soft", "navy"),
    ("on-action", "action"),
    ("on-action", "action-hover"),
]
LINES = [
    *[(line, ground) for line in ("line-strong", "focus", "action", "red") for ground in ("paper", "ground")],
    ("focus-on-navy", "navy"),
    ("gold", "paper"),
]


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_text_and_lines_have_the_contrast_that_wcag_asks_for(mode: int) -> None:
    tokens = _tokens()[mode]
    faint = [(a, b) for a, b in TEXT if _contrast(tokens[a], tokens[b]) < 4.5]
    faint += [(a, b) for a, b in LINES if _contrast(tokens[a], tokens[b]) < 3]
    assert faint == []
