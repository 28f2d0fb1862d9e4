"""Which signs the fonts of the papers have; ``python -m tests.export.coverage`` writes coverage.txt anew."""

from itertools import groupby

from fontTools.ttLib import TTFont

from sok_core.export.glyph import FONTS


def of_the_fonts() -> str:
    signs = sorted({sign for path in FONTS.glob("*.ttf") for sign in TTFont(path).getBestCmap()})
    ranges = []
    for _, pairs in groupby(enumerate(signs), key=lambda pair: pair[1] - pair[0]):
        run = [sign for _, sign in pairs]
        ranges.append(f"{run[0]:X}" if len(run) == 1 else f"{run[0]:X}-{run[-1]:X}")
    lines = [" ".join(ranges[start : start + 12]) for start in range(0, len(ranges), 12)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    (FONTS / "coverage.txt").write_text(of_the_fonts(), "ascii")
