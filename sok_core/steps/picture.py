"""The six steps as papers on one table: plain data in, svg text out. Colours are the tokens of the look."""

from collections.abc import Sequence
from html import escape

from sok_core import words
from sok_core.model import Step
from sok_core.steps.step import Progress, State

WIDTH, HEIGHT, HEAD = 182, 166, 40
PITCH, ROW = 193, 198
LEFT, TOP = 24, 27
LEGS, PADDING = 42, 12
TITLE, BODY = 19.5, 17.0
TILTS = (-1.0, 0.7, -0.5, 0.8, -0.7, 0.6)

WOOD, LINE, INK, SOFT, CARD, PAPER = "#E2D4BC", "#877A6A", "#2A2420", "#5A5048", "#FFFFFF", "#FBF7EE"
PRIMARY = "#17595C"
FONT = "'Atkinson Hyperlegible Next','Segoe UI',system-ui,'Noto Sans','DejaVu Sans',sans-serif"
COLOURS = {  # text, tint
    State.DONE: ("#1F4E86", "#DCE8F4"),
    State.BUSY: ("#2A6A3C", "#DFEEDC"),
    State.INCOMPLETE: ("#8A4B00", "#FCE6C3"),
    State.NOT_BEGUN: ("#5F5A55", "#EDE9E2"),
    State.SKIPPED: ("#3F3A36", "#DEDAD3"),
}
STROKE = 'fill="none" stroke="{0}" stroke-width="2.4" stroke-linecap="round" stroke-linejoin="round"'
SHAPES = {  # in a box of 14 by 14
    State.DONE: f'<path d="M2 7.5l3.5 4L12 3" {STROKE}/>',
    State.BUSY: '<circle cx="7" cy="7" r="5.5" fill="{0}"/>',
    State.INCOMPLETE: '<path d="M7 1l6.5 12H.5z" fill="{0}"/>',
    State.NOT_BEGUN: f'<circle cx="7" cy="7" r="4.8" {STROKE}/>',
    State.SKIPPED: f'<path d="M1 7h11M8 3l4 4-4 4" {STROKE}/>',
}

# Widths in em of the bold letter, a little on the wide side: another letter may stand in for ours.
WIDTHS = {
    0.32: " '`!,.:;ijlI|‘’ï",
    0.45: '()-[]frt{}/1\\"_',
    0.57: "csyzxvk*?LJF7éaehnuëé",
    0.82: "OQwm@…M",
    0.98: "W%",
}
WIDTH_OF = {sign: width for width, signs in WIDTHS.items() for sign in signs}
OTHER_WIDTH = 0.61


def width(text: str, size: float) -> float:
    """Return about how wide a text is at a font size, in the same unit as that size."""
    return sum(WIDTH_OF.get(sign, OTHER_WIDTH) for sign in text) * size


def wrap(text: str, *, size: float, room: float, most: int) -> list[str]:
    """Break a text into at most ``most`` lines that fit; what does not fit ends in an ellipsis.

    >>> wrap("Elkaar scherp houden", size=20, room=166, most=2)
    ['Elkaar scherp', 'houden']
    """
    lines: list[str] = []
    for word in text.split(" "):
        if lines and width(f"{lines[-1]} {word}", size) <= room:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    kept = [_cut(line, size=size, room=room) for line in lines[:most]]
    if len(lines) > most:
        kept[-1] = _cut(f"{kept[-1]}…", size=size, room=room, ellipsis=True)
    return kept


def _cut(line: str, *, size: float, room: float, ellipsis: bool = False) -> str:
    if width(line, size) <= room and not ellipsis:
        return line
    line = line.rstrip("…")
    while line and width(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip(' ,')}…"


def draw(steps: Sequence[Progress], *, columns: int = 6, current: Step | None = None) -> str:
    """Return the picture as svg, in rows of ``columns`` steps; ``current`` gets an edge."""
    rows = -(-len(steps) // columns)
    wide, high = LEFT * 2 + columns * PITCH - (PITCH - WIDTH), TOP + rows * ROW + LEGS
    parts = [_table(wide, rows)]
    for place, step in enumerate(steps):
        x, y = LEFT + place % columns * PITCH, TOP + place // columns * ROW
        parts.append(_paper(step, place, x, y, is_current=step.step is current))
    label, box = escape(describe(steps, current=current)), f"0 0 {wide} {high}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" aria-label="{label}" '
        f'font-family="{FONT}">{"".join(parts)}</svg>'
    )


def describe(steps: Sequence[Progress], *, current: Step | None = None) -> str:
    """Return the picture in words, for who cannot see it."""
    told = [f"{number}. {_told(step)}." for number, step in enumerate(steps, 1)]
    now = f" Jullie zijn nu bij {words.STEPS[current].lower()}." if current else ""
    return f"De zes stappen als papieren op één tafel. {' '.join(told)}{now}"


def _told(step: Progress) -> str:
    done = f", {step.done}" if step.done else ""
    return f"{words.STEPS[step.step]}: {step.word.lower()}{done}"


def _table(wide: int, rows: int) -> str:
    floor = TOP + 20 + rows * ROW - 52
    return (
        f'<path d="M64 {floor - 4}v{LEGS + 8}M{wide - 64} {floor - 4}v{LEGS + 8}" stroke="{LINE}" '
        f'stroke-width="10" stroke-linecap="round"/>'
        f'<rect x="4" y="{TOP + 20}" width="{wide - 8}" height="{rows * ROW - 52}" rx="26" fill="{WOOD}" '
        f'stroke="{LINE}" stroke-width="2"/>'
    )


def _paper(step: Progress, place: int, x: int, y: int, *, is_current: bool) -> str:
    is_blank = step.state in (State.NOT_BEGUN, State.SKIPPED)
    text, tint = COLOURS[step.state]
    edge = f'stroke="{PRIMARY}" stroke-width="4"' if is_current else f'stroke="{LINE}" stroke-width="1.5"'
    dashes = ' stroke-dasharray="7 5"' if is_blank and not is_current else ""
    sheet, fill = f'width="{WIDTH}" height="{HEIGHT}" rx="3"', PAPER if is_blank else CARD
    lines = [
        f'<rect {sheet} fill="{fill}"/>',
        f'<path d="M1 4a3 3 0 0 1 3-3h{WIDTH - 8}a3 3 0 0 1 3 3v{HEAD - 4}h-{WIDTH - 2}z" fill="{tint}"/>',
        f'<rect {sheet} fill="none" {edge}{dashes}/>',
        f'<g transform="translate({PADDING} 12.5) scale(1.15)">{SHAPES[step.state].format(text)}</g>',
        _text(PADDING + 23, 27, step.word, size=_fitting(step.word, 16, WIDTH - 43), weight=700, fill=text),
        *_words(step, place, color=SOFT),
    ]
    if is_current:
        lines.insert(0, _flag())
    middle = f"{TILTS[place % len(TILTS)]} {WIDTH / 2:g} {HEIGHT / 2:g}"
    return f'<g transform="translate({x} {y}) rotate({middle})">{"".join(lines)}</g>'


def _fitting(text: str, size: float, room: float) -> float:
    """Return the size at which a text fits on one line, at most ``size``."""
    return round(min(size, size * room / width(text, size)), 1)


def _flag() -> str:
    """Return the tab that sticks out above the paper of now."""
    tab = f'<path d="M{WIDTH - 52} 4v-18a6 6 0 0 1 6-6h30a6 6 0 0 1 6 6v18z" fill="{PRIMARY}"/>'
    return tab + _text(WIDTH - 31, -4, "nu", size=16, weight=700, fill=CARD, anchor="middle")


def _words(step: Progress, place: int, *, color: str) -> list[str]:
    room = WIDTH - 2 * PADDING + 3
    title = wrap(f"{place + 1}. {words.STEPS[step.step]}", size=TITLE, room=room, most=2)
    body = wrap(step.line, size=BODY * 0.94, room=room, most=4 - len(title))
    y = HEAD + 28.0
    parts = []
    for line in title:
        parts.append(_text(PADDING, y, line, size=TITLE, weight=750, fill=INK))
        y += 24
    y += 4
    for line in body:
        parts.append(_text(PADDING, y, line, size=BODY, weight=400, fill=color))
        y += 21.5
    return parts


def _text(
    x: float, y: float, text: str, *, size: float, weight: int, fill: str, anchor: str = "start"
) -> str:
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}" font-weight="{weight}" fill="{fill}" '
        f'text-anchor="{anchor}">{escape(text)}</text>'
    )
