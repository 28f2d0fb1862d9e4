"""Per party: what all of this means for it, what it can gain and lose, and a sentence per value and goal."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, live, markdown
from sok_core import stake
from sok_core.access import Right
from sok_core.errors import Conflict
from sok_core.model import Aim, Party, Stake
from sok_core.words import ended, enumerated

TURN, BASE, TOLD = "stake_turn", "stake_base", "stake_told"
ASKED = {
    "text": "Wat betekent dit voor jullie?",
    "gain": "Wat kunnen jullie winnen?",
    "lose": "Wat kunnen jullie verliezen?",
}
Said = dict[int | None, Stake]


def show(_here: door.Here) -> None:
    """The part of the page about what it means per party."""
    parties()


@st.fragment
def parties() -> None:
    """Who answered and who did not, one form, and all answers."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        known, stakes, aims = tables.party.all(), tables.stake.all(), tables.aim.all()
    speaking = stake.speaking(known)
    st.header("Wat betekent dit voor elke partij?", anchor=False)
    st.markdown(waiting(speaking, stake.silent(known, stakes)))
    st.link_button(
        "Download een leeg formulier",
        f"/download/{here.slug}/formulier",
        icon=":material/print:",
        key="stake_form",
    )
    if here.visitor.may(Right.WRITE) and speaking:
        form(here, speaking, stakes, aims)
    for one in speaking:
        answer(one, {each.aim_id: each for each in stakes if each.party_id == one.id}, aims)
    live.dossier_bell(here, key="stake_bell")


def waiting(speaking: Sequence[Party], silent: Sequence[Party]) -> str:
    """Return who has not answered yet, in markdown."""
    if not speaking:
        return "Er zit nog geen partij aan tafel. Zet ze eerst bij de verkenning."
    if not silent:
        return "Elke partij aan tafel gaf antwoord."
    names = markdown.escape(enumerated([one.short_name for one in silent]))
    return f"Nog niet geantwoord ({len(silent)} van {len(speaking)}): {ended(names)}"


def form(here: door.Here, speaking: Sequence[Party], stakes: Sequence[Stake], aims: Sequence[Aim]) -> None:
    """Write down what one party says; typed from paper, or at the table."""
    of = st.selectbox(
        "Welke partij?",
        speaking,
        index=None,
        format_func=lambda one: one.name,
        placeholder="Kies wie er antwoordt",
        key="stake_party",
    )
    if of is None:
        return
    now: Said = {one.aim_id: one for one in stakes if one.party_id == of.id}
    mark = (of.id, st.session_state.get(TURN, 0))
    if st.session_state.get(f"{BASE}_mark") != mark:  # another party was just chosen
        st.session_state[f"{BASE}_mark"] = mark
        st.session_state[BASE] = st.session_state[TOLD] = now
    base: Said = st.session_state[BASE]
    key = f"stake_{of.id}_{mark[1]}"
    with st.form(key, enter_to_submit=False):
        whole = {
            name: st.text_area(label, _text(base, None, name), height=80, key=f"{key}_{name}")
            for name, label in ASKED.items()
        }
        st.markdown(
            f"**Per waarde en doel.** Wat betekent dit voor {markdown.escape(of.short_name)}? Eén zin."
        )
        each = {
            one.id: st.text_input(markdown.label(one.title), _text(base, one.id), key=f"{key}_aim_{one.id}")
            for one in aims
        }
        is_ready = st.form_submit_button("Bewaar", key=f"save_{key}")
    if is_ready:
        changed = {name: text for name, text in whole.items() if text != _text(base, None, name)}
        sentences = {one: text for one, text in each.items() if text != _text(base, one)}
        with feedback.show():
            save(here, of, changed, sentences, now)


def save(here: door.Here, of: Party, whole: dict[str, str], sentences: dict[int, str], now: Said) -> None:
    """Save what was changed; a conflict is said once, and saving again keeps what was typed."""
    told: Said = st.session_state[TOLD]
    try:
        stake.say(here.store, party_id=of.id, before=told.get(None), **whole)
        stake.say_of_aims(here.store, party_id=of.id, texts=sentences, before=told.values())
    except Conflict:
        st.session_state[TOLD] = now
        raise
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    feedback.toast_after_rerun(f"Het antwoord van {of.short_name} is bewaard.")
    st.rerun()


def answer(one: Party, said: Said, aims: Sequence[Aim]) -> None:
    """What one party said."""
    if not said:
        return
    with st.container(border=True):
        st.markdown(f"**{markdown.escape(one.name)}**")
        whole = said.get(None)
        if whole is not None:
            labels = (("", whole.text), ("Te winnen: ", whole.gain), ("Te verliezen: ", whole.lose))
            st.markdown("  \n".join(f"{label}{markdown.escape(text)}" for label, text in labels if text))
        lines = [(each.title, said[each.id].text) for each in aims if each.id in said]
        if lines:
            st.markdown(
                "\n".join(f"- **{ended(markdown.escape(t))}** {markdown.escape(text)}" for t, text in lines)
            )


def _text(said: Said, aim_id: int | None, name: str = "text") -> str:
    return str(getattr(said[aim_id], name)) if aim_id in said else ""
