"""The symbols of plotly as outlines around (0, 0), y downward, in the proportions that plotly gives them."""

import math
from collections.abc import Sequence

Spot = tuple[float, float]
ROUND = 36


def outline(symbol: str, across: float) -> list[Spot]:
    """Return the corners of a symbol of a size in pixels; raises ValueError for one that we do not use.

    >>> outline("square", 2)
    [(-1.0, -1.0), (1.0, -1.0), (1.0, 1.0), (-1.0, 1.0)]
    """
    r = across / 2
    match symbol:
        case "circle":
            return _ring(ROUND, r, 0)
        case "square":
            return [(-r, -r), (r, -r), (r, r), (-r, r)]
        case "diamond":
            return _ring(4, r * 1.3, -90)
        case "pentagon":
            return _ring(5, r, -90)
        case "hexagon":
            return _ring(6, r, -90)
        case "triangle-up":
            return _triangle(r, 1)
        case "triangle-down":
            return _triangle(r, -1)
        case "cross":
            return _cross(r)
    raise ValueError(f"the symbol {symbol} is not drawn on paper")


def arrow(start: Spot, end: Spot, across: float, standoff: float) -> list[Spot]:
    """Return the head of an arrow that stops ``standoff`` before the end of its line."""
    length = math.dist(start, end) or 1.0
    ux, uy = (end[0] - start[0]) / length, (end[1] - start[1]) / length
    tip = (end[0] - ux * standoff, end[1] - uy * standoff)
    back = (tip[0] - ux * across, tip[1] - uy * across)
    half = across * 0.45
    return [tip, (back[0] - uy * half, back[1] + ux * half), (back[0] + uy * half, back[1] - ux * half)]


def _ring(count: int, r: float, turn: float) -> list[Spot]:
    angles: Sequence[float] = [math.radians(turn + 360 * place / count) for place in range(count)]
    return [(r * math.cos(angle), r * math.sin(angle)) for angle in angles]


def _triangle(r: float, way: int) -> list[Spot]:
    half = r * 2 / math.sqrt(3)
    return [(-half, way * r / 2), (half, way * r / 2), (0.0, -way * r)]


def _cross(r: float) -> list[Spot]:
    a, b = r * 0.4, r * 1.2
    return [
        *((b, a), (a, a), (a, b), (-a, b), (-a, a), (-b, a)),
        *((-b, -a), (-a, -a), (-a, -b), (a, -b), (a, -a), (b, -a)),
    ]
