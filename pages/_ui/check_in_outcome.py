"""What came of a moment and what it taught, line by line, and putting a line right."""

from collections.abc import Callable, Sequence

import streamlit as st

from pages._ui import clause_link, door, feedback, markdown, seen, update
from sok_core import check_in, check_in_decision, check_in_outcome, clock
from sok_core.access import Right
from sok_core.check_in_outcome import Line
from sok_core.model import Lesson, Update

OF_PROMISE = "Dit verandert ook in het verhaal van de afspraak. De datum en wie helpt, wijzig je daar."


def lines(here: door.Here, found: Sequence[Line]) -> None:
    """Each line of what came of one moment, with the way to put it right."""
    for line in found:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            st.markdown(markdown.escape(line.told), width="stretch")
            if here.visitor.may(Right.WRITE):
                if line.update:
                    decided(here, line, line.update)
                else:
                    by_hand(here, line)


def decided(here: door.Here, line: Line, said: Update) -> None:
    """Put right what was decided of a promise, in its story too."""
    by = clause_link.hand(here)
    correct(
        said.next_step,
        key=_key(line),
        most=update.MOST_SIGNS,
        note=OF_PROMISE,
        save=lambda _before, text: check_in_decision.correct(
            here.store, update_id=said.id, text=text, now=clock.now(), entered_by=by
        ),
        away=lambda: check_in_decision.take_away(
            here.store, update_id=said.id, now=clock.now(), entered_by=by
        ),
    )


def by_hand(here: door.Here, line: Line) -> None:
    """Put right what was written by hand."""
    at = line.check_in.id
    correct(
        line.text,
        key=_key(line),
        most=check_in_outcome.MOST_SIGNS,
        save=lambda before, text: check_in_outcome.rewrite(
            here.store, check_in_id=at, before=before, text=text
        ),
        away=lambda: check_in_outcome.take_away(here.store, check_in_id=at, text=line.text),
    )


def learned(here: door.Here, one: Lesson) -> None:
    """Put right what a moment taught."""
    correct(
        one.text,
        key=f"learned_{one.id}",
        most=check_in.MAX_TEXT,
        note="Het artikel dat ervan kwam, verandert niet mee." if one.clause_id is not None else "",
        save=lambda before, text: check_in.relearn(here.store, lesson_id=one.id, before=before, text=text),
        away=lambda: check_in.unlearn(here.store, lesson_id=one.id),
    )


def correct(
    known: str,
    *,
    key: str,
    most: int,
    save: Callable[[str, str], object],
    away: Callable[[], object],
    note: str = "",
) -> None:
    """Put a line in other words (``save``: before and now), or take away what should not be there."""
    with st.popover("Verbeter", type="tertiary", key=key, on_change="rerun") as place:
        if not place.open:
            seen.closed(key)
            return
        before = seen.told(key, known)
        if note:
            st.markdown(note)
        text = st.text_input("Hoe moet het zijn?", known, max_chars=most, key=f"{key}_text")
        with feedback.show(), st.container(horizontal=True):
            if st.button("Bewaar de verbetering", key=f"{key}_save"):
                with seen.saving(key, known):
                    save(before, text or "")
                feedback.again()
            if st.button("Haal weg", key=f"{key}_away", type="tertiary", icon=":material/delete:"):
                away()
                feedback.again()


def _key(line: Line) -> str:
    """Return a key that stays with the line when another one is taken away."""
    equal = line.check_in.outcomes[: line.place].count(line.text)
    return f"came_{line.check_in.id}_{equal}_{line.text}"
