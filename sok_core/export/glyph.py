"""Which signs our fonts can draw. One sign without a font would stop an accessible PDF."""

import re
import unicodedata
from bisect import bisect_right
from functools import cache
from pathlib import Path

FONTS = Path(__file__).parent / "fonts"

# Signs without a shape of their own (Unicode: Default_Ignorable); a font need not have them.
INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]"
)
NEVER_DRAWN = dict.fromkeys([0xFEFF])
UNKNOWN_SIGNS = re.compile(r"\?+(?: +\?+)*")
MOST_NAMES = 3  # the names of more signs than this are no longer something to read
LONG_WORD = re.compile(r"\S{31,}")
PIECE = 12


@cache
def coverage() -> tuple[list[int], list[int]]:
    """Return the first and the last code points of the ranges that our fonts have together."""
    ranges = [part.partition("-") for part in (FONTS / "coverage.txt").read_text("ascii").split()]
    firsts = [int(first, 16) for first, _, _ in ranges]
    lasts = [int(last or first, 16) for first, _, last in ranges]
    return firsts, lasts


def has(sign: str) -> bool:
    """Return whether one of our fonts draws this sign, or it needs no drawing."""
    firsts, lasts = coverage()
    place = bisect_right(firsts, ord(sign)) - 1
    return sign == "\n" or bool(place >= 0 and ord(sign) <= lasts[place]) or bool(INVISIBLE.match(sign))


def drawable(text: str) -> str:
    """Return a text in which a sign that no font of ours has is its Unicode name in brackets.

    Of whole words in a script that we do not have, it says how many signs they are.

    >>> drawable("\\u6c34")
    '[CJK UNIFIED IDEOGRAPH-6C34]'
    """
    text = text.translate(NEVER_DRAWN)
    shape = "".join(" " if sign == " " else "x" if has(sign) else "?" for sign in text)
    pieces, done = [], 0
    for run in UNKNOWN_SIGNS.finditer(shape):
        pieces += [text[done : run.start()], _described(text[run.start() : run.end()].replace(" ", ""))]
        done = run.end()
    return "".join([*pieces, text[done:]])


def breakable(text: str) -> str:
    """Return a text whose words of over 30 signs may be broken, so that they stay on the paper."""
    return LONG_WORD.sub(lambda word: _cut(word.group()), text)


def _described(signs: str) -> str:
    if len(signs) > MOST_NAMES:
        return f"[{len(signs)} tekens die we niet kunnen afdrukken]"
    return "".join(map(_named, signs))


def _named(sign: str) -> str:
    return f"[{unicodedata.name(sign, f'U+{ord(sign):04X}')}]"


def _cut(word: str) -> str:
    """Put an invisible break after about every 12 signs, never before a mark or inside a joined emoji."""
    pieces = [""]
    for sign in word:
        is_loose = unicodedata.category(sign)[0] in "LNP" and not pieces[-1].endswith("\u200d")
        if len(pieces[-1]) >= PIECE and is_loose:
            pieces.append("")
        pieces[-1] += sign
    return "\u200b".join(pieces)
