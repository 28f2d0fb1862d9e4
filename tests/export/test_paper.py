import pytest

from sok_core.export.paper import plain, runs_right_to_left


def test_control_signs_and_halves_are_left_out() -> None:
    assert plain("a\x00b\x1bc\ud800d\uffffe") == "abcde"


def test_line_breaks_of_every_system_become_one() -> None:
    assert plain("een\r\ntwee\rdrie\tvier") == "een\ntwee\ndrie vier"


@pytest.mark.parametrize(
    ("text", "is_rtl"),
    [
        ("السلام", True),
        ("1. السلام", True),
        ("שלום", True),
        ("Salam السلام", False),
        ("93", False),
        ("", False),
    ],
)
def test_direction_follows_the_first_letter(text: str, is_rtl: bool) -> None:
    assert runs_right_to_left(text) is is_rtl
