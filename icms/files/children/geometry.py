"""A page as a reader sees it, whatever its boxes and turns; and where the court's stamp and foot lie on it (REG-3)."""

from __future__ import annotations

from dataclasses import dataclass

from pikepdf import Page

from icms.files.children.values import Box, box, inherited, number

MM = 72 / 25.4
STAMP_WIDTH, STAMP_HEIGHT, MARGIN = 80 * MM, 38 * MM, 10 * MM
A4: Box = (0.0, 0.0, 210 * MM, 297 * MM)
LETTER: Box = (0.0, 0.0, 612.0, 792.0)  # what readers take for a page without a usable box
FOOT_SIZE, FOOT_ABOVE_EDGE, FOOT_PADDING = 6.5, 4.2 * MM, 3.0
# A page smaller than this has no room for a foot that can be read beside what was filed: it gets a page after it.
NARROWEST, LOWEST = 100 * MM, 60 * MM

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True)
class Visible:
    """A page as it is shown: its boxes, its turn, its width and height, and the way from there into page space."""

    media: Box
    shown: Box
    turn: int
    width: float
    height: float
    matrix: Matrix

    @property
    def small(self) -> bool:
        """Whether it is too small for the stamp and the foot."""
        return self.width < NARROWEST or self.height < LOWEST


def visible(page: Page) -> Visible:
    """The crop box within the media box, turned by /Rotate; values that make no sense are passed over, as readers do.

    /UserUnit is left out on purpose: many readers ignore it, and everything on the page grows by it alike.
    """
    media = box(inherited(page, "/MediaBox")) or LETTER
    crop = box(inherited(page, "/CropBox")) or media
    cut = (max(media[0], crop[0]), max(media[1], crop[1]), min(media[2], crop[2]), min(media[3], crop[3]))
    left, low, right, high = shown = cut if cut[0] < cut[2] and cut[1] < cut[3] else media
    turn = int(number(inherited(page, "/Rotate"))) // 90 * 90 % 360
    width, height = right - left, high - low
    matrices: dict[int, tuple[float, float, Matrix]] = {
        0: (width, height, (1, 0, 0, 1, left, low)),
        90: (height, width, (0, 1, -1, 0, right, low)),
        180: (width, height, (-1, 0, 0, -1, right, high)),
        270: (height, width, (0, -1, 1, 0, left, high)),
    }
    return Visible(media, shown, turn, *matrices[turn])


def stamp_box(shown: Visible) -> Box:
    """Where the stamp lies on the page as it is shown: left, bottom, right, top, in points.

    80 × 38 mm, 10 mm from the top and the right edge; smaller on a page smaller than A4.
    """
    scale = min(1.0, shown.width / A4[2], shown.height / (2 * (STAMP_HEIGHT + MARGIN)))
    right, top = shown.width - MARGIN * scale, shown.height - MARGIN * scale
    return right - STAMP_WIDTH * scale, top - STAMP_HEIGHT * scale, right, top


def foot_box(shown: Visible, text_width: float) -> Box:
    """The white ground of a foot whose words are `text_width` points wide, at the bottom of the shown page."""
    left = max((shown.width - text_width) / 2, FOOT_PADDING) - FOOT_PADDING
    low = FOOT_ABOVE_EDGE - FOOT_PADDING * 0.8
    return left, low, left + text_width + 2 * FOOT_PADDING, low + FOOT_SIZE + FOOT_PADDING


def n(*numbers: float) -> str:
    """Numbers as a content stream writes them."""
    return " ".join(f"{number:.4f}".rstrip("0").rstrip(".") for number in numbers)
