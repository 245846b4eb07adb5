"""The court's seal as the portal draws it: a plain ring with its two names, never the Judiciary's emblem (ALL-3)."""

from __future__ import annotations

from functools import lru_cache
from html import escape

INK = "#8a1c1c"
CENTRE, TEXT_RADIUS = 50.0, 38.6
# Degrees that a letter takes on the ring, and the widest arc that either name may fill.
LATIN_STEP, CHINESE_STEP, WIDEST = 7.6, 17.0, 168.0


@lru_cache(maxsize=32)
def svg(name_en: str, name_zh: str) -> str:
    """The seal of a court as inline SVG, 100 units square: English over the top, Chinese along the foot."""
    rings = "".join(
        f'<circle cx="50" cy="50" r="{radius}" fill="none" stroke="{INK}" stroke-width="{width}"/>'
        for radius, width in ((48.4, 1.8), (46.2, 0.6), (31.2, 0.6), (29.6, 1.2))
    )
    letters = _arc(name_en.upper(), LATIN_STEP, 7.2, top=True) + _arc(name_zh, CHINESE_STEP, 9.2, top=False)
    stars = "".join(f'<circle cx="{x}" cy="50" r="1.3" fill="{INK}"/>' for x in (11.3, 88.7))
    centre = (
        f'<g fill="{INK}" text-anchor="middle" font-family="Court Serif">'
        '<text x="50" y="53" font-size="17">印</text><text x="50" y="65" font-size="7.4">SEAL</text></g>'
        f'<path d="M38 36.5h24" stroke="{INK}" stroke-width="0.8"/>'
    )
    return f'<svg class="seal" viewBox="0 0 100 100">{rings}{stars}{letters}{centre}</svg>'


def _arc(text: str, step: float, size: float, *, top: bool) -> str:
    """The letters of a name one by one on the ring: read clockwise on top, anticlockwise below."""
    step = min(step, WIDEST / max(len(text) - 1, 1))
    size = min(size, size * step / (LATIN_STEP if top else CHINESE_STEP) * 1.1)
    first = -(len(text) - 1) * step / 2
    y = CENTRE - TEXT_RADIUS + size * 0.35 if top else CENTRE + TEXT_RADIUS + size * 0.35
    letters = []
    for number, letter in enumerate(text):
        angle = first + number * step
        turn = angle if top else -angle
        letters.append(
            f'<text x="50" y="{y:.2f}" transform="rotate({turn:.2f} 50 50)" font-size="{size:.2f}" fill="{INK}"'
            f' text-anchor="middle" font-family="Court Serif">{escape(letter)}</text>'
        )
    return "".join(letters)
