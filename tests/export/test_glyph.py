import unicodedata

import pytest

from sok_core.export.glyph import FONTS, breakable, drawable
from tests.export.coverage import of_the_fonts


def test_coverage_file_says_what_the_fonts_have() -> None:
    assert (FONTS / "coverage.txt").read_text("ascii") == of_the_fonts()


def test_every_font_has_its_licence_beside_it() -> None:
    families = {path.name.partition("-")[0] for path in FONTS.glob("*.ttf")}
    licensed = {path.name.partition("-")[0] for path in FONTS.glob("*-*.txt")}
    assert families == licensed


def test_fonts_stay_small_together() -> None:
    assert sum(path.stat().st_size for path in FONTS.iterdir()) < 6_000_000


@pytest.mark.parametrize(
    "text",
    ["café ‘n’ €", "şğıİçö", "السلام", "Зробіть", "ሰላም", "🌳👍🏽👨‍👩‍👧❤️", "→ ✓ ½ ☐ ☑ ✗", "שלום", "ⴰⵣⵓⵍ"],
)
def test_text_stays_as_it_is_when_our_fonts_have_it(text: str) -> None:
    assert drawable(text) == text


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("水", "[CJK UNIFIED IDEOGRAPH-6C34]"),
        ("\ue000", "[U+E000]"),
        ("\ufeffa", "a"),
        ("a\u200db", "a\u200db"),
        ("中文 is Chinees", "[CJK UNIFIED IDEOGRAPH-4E2D][CJK UNIFIED IDEOGRAPH-6587] is Chinees"),
    ],
)
def test_sign_becomes_its_name_when_no_font_has_it(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


@pytest.mark.parametrize(
    ("text", "drawn"),
    [
        ("ik zeg สวัสดี", "ik zeg [6 tekens die we niet kunnen afdrukken]"),
        ("日本語 日本語!", "[6 tekens die we niet kunnen afdrukken]!"),
        ("中文 en 中文", "{0} en {0}".format("[CJK UNIFIED IDEOGRAPH-4E2D][CJK UNIFIED IDEOGRAPH-6587]")),
    ],
)
def test_words_in_a_script_without_a_font_are_counted(text: str, drawn: str) -> None:
    assert drawable(text) == drawn


def test_long_word_may_break_and_keeps_its_signs() -> None:
    broken = breakable(f"kort {'x' * 100}")
    assert broken.replace("\u200b", "") == f"kort {'x' * 100}"
    assert max(len(piece) for piece in broken.split("\u200b")[1:]) <= 12


def test_break_never_comes_before_a_mark() -> None:
    word = "e\u0301" * 40
    assert not any(unicodedata.combining(piece[0]) for piece in breakable(word).split("\u200b"))


def test_ordinary_dutch_word_is_left_whole() -> None:
    assert breakable("warmtenetaansluitingskosten") == "warmtenetaansluitingskosten"
