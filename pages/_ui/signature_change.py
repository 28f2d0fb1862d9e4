"""What became of a signature: a mistake, or a party that stops or comes back."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from pages._ui import door, feedback, notice
from sok_core import clock, signature, words
from sok_core.model import Commitment, Party, Signature

MISTAKE = "Dit was een vergissing"


def show(
    here: door.Here,
    counting: Sequence[Signature],
    parties: Mapping[int, Party],
    led: Mapping[int, Sequence[Commitment]],
) -> None:
    """Choose one of the signatures that count, then what became of it.

    One form at a time: a form for each of fifteen parties made the list hard to read, and slow.
    """
    if not counting:
        return
    by_id = {one.id: one for one in counting}
    called = told_apart(here, counting, parties)
    with st.expander("Klopt een handtekening niet, of stopt er een partij?"):
        chosen = st.selectbox(
            "Van welke partij?",
            by_id,
            index=None,
            format_func=called.__getitem__,
            placeholder="Kies een partij",
            key=f"signature_changed_{counting[0].version}",
        )
        if chosen is None:
            return
        one = by_id[chosen]
        what = st.radio("Wat is er?", [MISTAKE, notice.choice(one)], index=None, key=f"what_changed_{one.id}")
        if what == MISTAKE:
            mistake(here, one, key=f"undo_{one.id}")
        elif what is not None:
            notice.show(here, one, [each.title for each in led.get(one.party_id, ())])


def told_apart(
    here: door.Here, counting: Sequence[Signature], parties: Mapping[int, Party]
) -> dict[int, str]:
    """Return by the id of a signature of which party it is, and of one that signed twice also when."""
    often = Counter(one.party_id for one in counting)
    found = {}
    for one in counting:
        name = parties[one.party_id].short_name
        over = "" if one.holds(here.today) else " (geldt niet meer)"
        found[one.id] = name if often[one.party_id] == 1 else f"{name}, {when(one)}{over}"
    return found


def when(one: Signature) -> str:
    """Return the day on which a party signed, with the time unless that stands on paper without one."""
    day = words.day(signature.day_of(one), with_year=True)
    return day if one.signed_on else f"{day}, {words.clock_time(one.signed_at)}"


def mistake(here: door.Here, one: Signature, *, key: str) -> None:
    """Take back a signature that should never have been there."""
    with st.form(f"{key}_form", border=False, enter_to_submit=False):
        why = st.text_input("Wat ging er mis?", max_chars=signature.MAX_WHY, key=f"{key}_why")
        st.markdown(":gray[De handtekening blijft bewaard, met jouw reden. Zij telt niet meer mee.]")
        if st.form_submit_button("Neem de handtekening terug"):
            with feedback.show():
                signature.take_back(here.store, signature_id=one.id, why=why or "", now=clock.now())
                feedback.again()
