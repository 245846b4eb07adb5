"""A line that looks like a signature, for made-up forms: loops from left to right and a flourish under them."""

from __future__ import annotations

import random


def signature(seed: str) -> str:
    """SVG path data in a field of 620 x 170. The same seed gives the same hand."""
    dice = random.Random(seed)  # noqa: S311  (a drawing)
    x, y = 30.0, 105.0
    path = [f"M{x:.0f} {y:.0f}"]
    # A tall first letter, then a run of small loops that grow flatter, as a quick hand does.
    path.append(f"C{x + 10:.0f} 20 {x + 75:.0f} 5 {x + 60:.0f} 70 S{x + 5:.0f} 165 {x + 45:.0f} 118")
    x += 45
    for turn in range(dice.randrange(6, 10)):
        step = dice.uniform(30, 48)
        height = dice.uniform(28, 62) * (1 - turn / 14)
        low = dice.uniform(104, 124)
        path.append(
            f"C{x + step * 0.2:.0f} {110 - height:.0f} {x + step * 1.1:.0f} {100 - height:.0f} "
            f"{x + step * 0.7:.0f} {low:.0f} S{x + step * 0.5:.0f} {low + 10:.0f} {x + step:.0f} {low - 8:.0f}"
        )
        x += step
    end = min(x + dice.uniform(60, 110), 600)
    path.append(f"C{x + 30:.0f} 60 {end:.0f} 70 {end:.0f} 92")
    path.append(
        f"M{end:.0f} 128 C{end - 160:.0f} {dice.uniform(138, 160):.0f} 160 {dice.uniform(136, 165):.0f} 70 148"
    )
    return " ".join(path)
