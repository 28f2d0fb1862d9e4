"""Two texts in pieces: put together again they are the texts, and what differs is marked in both."""

from hypothesis import given
from hypothesis import strategies as st

from sok_core.difference import pieces

WORDS = st.lists(st.sampled_from(["wij", "komen", "elke", "week", "dag", "niet"])).map(" ".join)


@given(WORDS, WORDS)
def test_the_pieces_are_the_texts_and_what_is_the_same_is_the_same(old: str, new: str) -> None:
    before, after = pieces(old, new)
    assert "".join(text for text, _ in before) == old
    assert "".join(text for text, _ in after) == new
    same = ["".join(f"{text} " for text, is_other in one if not is_other) for one in (before, after)]
    assert same[0].split() == same[1].split()


def test_only_the_word_that_differs_is_marked() -> None:
    before, after = pieces("wij komen elke week langs", "wij komen elke dag langs")
    assert [text.strip() for text, is_other in before if is_other] == ["week"]
    assert [text.strip() for text, is_other in after if is_other] == ["dag"]
