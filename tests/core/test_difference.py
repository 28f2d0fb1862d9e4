"""Two texts in pieces: put together again they are the texts, and what differs is marked in both."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sok_core.difference import Kind, Piece, pieces, woven

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


SENTENCES = st.lists(
    st.sampled_from(["de", "wijk", "is", "groen,", "en", "mooi.\n", "é–", " "]), max_size=12
).map(" ".join)


@given(st.one_of(SENTENCES, st.text(max_size=40)), st.one_of(SENTENCES, st.text(max_size=40)))
def test_a_diff_holds_both_texts_to_the_sign(old: str, new: str) -> None:
    found = woven(old, new)
    assert "".join(one.text for one in found if one.kind is not Kind.ADDED) == old
    assert "".join(one.text for one in found if one.kind is not Kind.REMOVED) == new
    assert all(first.kind is not second.kind for first, second in pairwise(found))


def test_a_diff_reads_in_whole_words_and_does_not_fall_to_crumbs() -> None:
    found = woven("Wij planten dertig bomen in de straat.", "Wij planten tien struiken in de straat.")
    assert found == (
        Piece(Kind.SAME, "Wij planten "),
        Piece(Kind.REMOVED, "dertig bomen"),
        Piece(Kind.ADDED, "tien struiken"),
        Piece(Kind.SAME, " in de straat."),
    )
    assert [one.kind for one in woven("a de b de c", "x de y de z")] == [Kind.REMOVED, Kind.ADDED]
