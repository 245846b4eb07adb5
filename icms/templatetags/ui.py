"""The elements of the portal's pages as template tags; every one is shown on the gallery page.

The library is a template builtin: pages use the tags without loading it. A block tag ends with `end` + its name.
Where a tag takes rows (steps, tasks, events …) they may be dicts or objects with the attributes named here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from icms.templatetags import acting, writing
from icms.templatetags.badges import LOOKS, SIGNS
from icms.templatetags.table_markup import labelled

register = template.Library()
register.filters.update(writing.register.filters)
register.tags.update(writing.register.tags | acting.register.tags)


def _render(component: str, **parameters: object) -> SafeString:
    return SafeString(get_template(f"components/{component}.html").render(parameters))


# Structure


@register.simple_block_tag
def panel(content: str, title: str = "", *, level: int = 2, tone: str = "", id: str = "") -> str:
    """`{% panel "Title" level=2 tone="gold" id="x" %}…{% endpanel %}`: a sheet of paper. tone: "", quiet, gold."""
    return _render("panel", content=content, title=title, level=level, tone=tone, id=id)


@register.inclusion_tag("components/page_title.html")
def page_title(title: str, *, steps: Sequence[Any] = (), kicker: str = "", lede: str = "") -> dict[str, Any]:
    """`{% page_title "Title" steps=steps kicker="…" lede="…" %}`: the page's one h1.

    With `steps` it says "Step 2 of 5" above the title, and on a narrow screen folds the list of steps there.
    """
    return {"title": title, "kicker": kicker, "lede": lede, **_counted(steps)}


@register.inclusion_tag("components/steps.html")
def steps(items: Sequence[Any], *, title: str = "") -> dict[str, Any]:
    """`{% steps items title="Progress" %}` in the aside: rows `label`, `state` (done, current, todo), `url`."""
    return {"title": title, **_counted(items)}


def _counted(items: Sequence[Any]) -> dict[str, Any]:
    states = [_read(item, "state") for item in items]
    number = states.index("current") + 1 if "current" in states else 0
    return {"steps": items, "number": number, "total": len(items)}


def _read(row: Any, name: str) -> Any:
    return row.get(name) if isinstance(row, Mapping) else getattr(row, name, None)


@register.simple_block_tag
def notice(content: str, title: str = "", *, tone: str = "", role: str = "") -> str:
    """`{% notice "Title" tone="done" %}…{% endnotice %}`. tone: "" (information), done, attention, fault, waiting."""
    return _render("notice", content=content, title=title, tone=tone, role=role)


@register.simple_block_tag
def why(content: str, question: str) -> str:
    """`{% why "Why this time?" %}<p>…</p>{% endwhy %}`: the reason, folded below the figure that it explains."""
    return _render("why", content=content, question=question)


@register.simple_block_tag
def empty_state(content: str, title: str, *, level: int = 2) -> str:
    """`{% empty_state "No messages yet" %}<p>What will appear, what to do first</p>{% endempty_state %}`."""
    return _render("empty_state", content=content, title=title, level=level)


@register.simple_block_tag
def confirmation(content: str, title: str, reference: str = "", *, label: str = "", level: int = 1) -> str:
    """`{% confirmation "Title" reference label="Transaction reference number" %}times, what next{% endconfirmation %}`.

    The reference stands in large type with a button that copies it; `level` is the heading's.
    """
    return _render(
        "confirmation", content=content, title=title, reference=reference, label=label, level=level
    )


# Forms


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, *, label: str = "", hint: str = "", width: str = "") -> dict[str, Any]:
    """`{% field form.name label="…" hint="…" width="short" %}`: label, hint, fault, answer. width: short, wide, money.

    The hint is the field's help text unless given. Serves every Django widget, choices and single ticks included.
    Give the form `novalidate`, so that the portal's own words are read instead of the browser's.
    """
    if hint:
        bound.help_text = hint
    # Words inside a box vanish as one types: the label and the hint say what they would.
    bound.field.widget.attrs.pop("placeholder", None)
    kind = "plain"
    if bound.is_hidden:
        kind = "hidden"
    elif bound.use_fieldset:
        kind = "group"
    elif isinstance(bound.field.widget, CheckboxInput):
        kind = "tick"
    return {"bound": bound, "label": label or bound.label, "width": width, "kind": kind}


@register.inclusion_tag("components/fields.html")
def fields(form: BaseForm) -> dict[str, Any]:
    """`{% fields form %}`: every field of a form in its own order, hidden ones too (not the error summary)."""
    return {"form": form}


@register.inclusion_tag("components/error_summary.html")
def error_summary(*forms: BaseForm | None, faults: Iterable[Any] = (), focus: bool = True) -> dict[str, Any]:
    """`{% error_summary form other_form faults=rows %}` first in `main`: nothing when there is no fault.

    Links each fault to its field. `faults` are further rows `text`, `href` (optional), such as a refusal's words.
    It takes the focus, unless `focus=False`.
    """
    rows = [row for form in forms if form is not None and form.is_bound for row in _faults(form)]
    rows += [{"text": fault, "href": ""} if isinstance(fault, str) else fault for fault in faults]
    title = ngettext("There is a problem", "There are %(count)s problems", len(rows)) % {"count": len(rows)}
    return {"rows": rows, "title": title, "focus": focus}


def _faults(form: BaseForm) -> list[dict[str, str]]:
    rows = [{"text": str(text), "href": ""} for text in form.non_field_errors()]
    for bound in form:
        # A group of choices has no control with the field's own id: its first choice takes the focus.
        target = f"{bound.auto_id}_0" if bound.use_fieldset else bound.id_for_label
        href = "" if bound.is_hidden else f"#{target}"
        rows += [{"text": str(text), "href": href} for text in bound.errors]
    return rows


# Lists and states


@register.inclusion_tag("components/badge.html")
def badge(state: str, word: str = "", *, tone: str = "") -> dict[str, Any]:
    """`{% badge claim.state %}` or `{% badge "x" "Word" tone="amber" %}`: word, sign and colour of a state.

    Words and tones come from `badges.LOOKS`; raises KeyError for a state that is not there and brings no word.
    """
    look = LOOKS.get(str(state))
    if look is None and not word:
        raise KeyError(
            f"no look for the state {state!r}: add it to icms/templatetags/badges.py or give a word"
        )
    shown = tone or (look.tone if look else "grey")
    return {"word": word or (look.word if look else ""), "tone": shown, "sign": SIGNS[shown]}


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Sequence[Any]) -> dict[str, Any]:
    """`{% summary_list rows %}`: rows `label`, `value`, and `change_url` where the answer can still be changed."""
    return {"rows": rows}


@register.simple_block_tag
def summary(content: str) -> str:
    """`{% summary %}{% summary_row "Label" %}value{% endsummary_row %}{% endsummary %}`: the same, with markup."""
    return _render("summary", content=content)


@register.simple_block_tag
def summary_row(content: str, label: str, *, change_url: str = "") -> str:
    """One row of `summary`; `change_url` adds "Change"."""
    return _render("summary_row", content=content, label=label, change_url=change_url)


@register.simple_block_tag
def table(
    content: str,
    caption: str,
    *,
    id: str = "table",
    cards: bool = True,
    filter: bool = False,
    states: Sequence[tuple[str, str]] = (),
    hide_caption: bool = False,
    compact: bool = False,
) -> str:
    """`{% table "Claims" id="claims" filter=True states=choices %}<thead>…<tbody>…{% endtable %}`.

    Adds roles and card labels from the head cells (`data-no-label` on a head cell omits its label); figures take
    class="table__number". `filter` offers a text filter with a count; `states` (code, word) a choice among rows
    that carry data-state="code". `cards=False` scrolls sideways on a phone. Each id once a page.
    """
    return _render(
        "table",
        content=labelled(content),
        caption=caption,
        id=id,
        cards=cards,
        filter=filter,
        states=states,
        hide_caption=hide_caption,
        compact=compact,
    )


@register.inclusion_tag("components/timeline.html")
def timeline(events: Sequence[Any]) -> dict[str, Any]:
    """`{% timeline events %}`: rows `what`, `when` (aware), `who` (a role), `detail`, `url` + `document` (a name)."""
    return {"events": events}


@register.inclusion_tag("components/task_list.html")
def task_list(tasks: Sequence[Any]) -> dict[str, Any]:
    """`{% task_list tasks %}`: rows `label`, `url` (empty while it cannot be begun), `state`, `hint`."""
    return {"tasks": tasks}


@register.inclusion_tag("components/progress.html")
def progress(value: int, limit: int, *, label: str, id: str = "") -> dict[str, Any]:
    """`{% progress 42 63 label="Files received" id="x" %}`: so many of so many, as words and bar."""
    return _bar(value, limit, f"{value:,}", f"{limit:,}", label, id)


@register.inclusion_tag("components/progress.html")
def size_progress(used: int, limit: int, *, label: str, id: str = "") -> dict[str, Any]:
    """`{% size_progress used limit label="This part" %}`: bytes against a limit: "32 of 50 MB"."""
    words = writing.readable_bytes(used)
    if words.endswith("MB") and limit >= writing.MEGABYTE:
        words = words.removesuffix("MB").rstrip()
    return _bar(used, limit, words, writing.readable_bytes(limit), label, id)


def _bar(value: int, limit: int, used: str, most: str, label: str, id: str) -> dict[str, Any]:
    words = _("%(used)s of %(limit)s") % {"used": used, "limit": most}
    return {
        "value": min(value, limit),
        "limit": limit,
        "words": words,
        "label": label,
        "id": id,
        "over": value > limit,
    }


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """`{% pagination page %}` for a Django Page; keeps the other parts of the address. Nothing for a single page."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "gap": page.paginator.ELLIPSIS, "request": context["request"]}


@register.inclusion_tag("components/file_row.html", takes_context=True)
def file_row(
    context: template.Context,
    name: str,
    size: int | None = None,
    state: str = "",
    *,
    word: str = "",
    note: str = "",
    fault: str = "",
    preview_url: str = "",
    remove_url: str = "",
) -> dict[str, Any]:
    """`{% file_row file.name file.size "checked" note="…" fault="…" preview_url=… remove_url=… %}` in a `ul.files`.

    `note` is neutral, `fault` says what is wrong and how to mend it; `remove_url` is posted to.
    """
    row = {"name": name, "size": size, "state": state, "word": word, "note": note, "fault": fault}
    return {**row, "preview_url": preview_url, "remove_url": remove_url, "request": context.get("request")}


@register.inclusion_tag("components/page_viewer.html")
def page_viewer(pages: Sequence[Any], *, title: str, small: bool = False) -> dict[str, Any]:
    """`{% page_viewer pages title="Form 1" %}`: page pictures, rows `url`, `number`, `width`, `height` (pixels)."""
    return {"pages": pages, "title": title, "small": small}


@register.inclusion_tag("components/keys_switch.html")
def keys_switch() -> dict[str, Any]:
    """`{% keys_switch %}` on a page with data-key buttons: single keys work only while switched on (WCAG 2.1.4)."""
    return {}
