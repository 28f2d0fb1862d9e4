"""Frozen texts: freeze the text as it is, see every version with its code, and compare two of them."""

from collections.abc import Iterable, Sequence
from html import escape

import streamlit as st

from pages._ui import clause_link, door, feedback, live, markdown
from sok_core import agreement, clause_gap, clock, compare, consent, signature, words
from sok_core.access import Right
from sok_core.agreement import Document
from sok_core.compare import Change, Compared, Field
from sok_core.difference import Kind, Piece
from sok_core.model import Agreement, ClauseText, Version
from sok_core.store import Store
from sok_core.words import enumerated

TURN = "version_turn"
NOW = -1
BROKEN = (
    "Deze tekst is na het bevriezen veranderd: de code klopt niet meer. Teken hem niet en stuur hem niet "
    "rond. Vergelijk hem met een print of een bestand waar de code op staat. Zet een back-up terug van voor "
    "de verandering, bij Beheer. Lukt dat niet, bevries de tekst dan opnieuw en leg hem nog een keer voor."
)
SAID = {
    Change.NEW: ":green-badge[+ Nieuw]",
    Change.CHANGED: ":orange-badge[≠ Veranderd]",
    Change.MOVED: ":blue-badge[→ Verplaatst]",
    Change.WITHDRAWN: ":gray-badge[× Ingetrokken]",
    Change.BACK: ":green-badge[↩ Teruggehaald]",
    Change.GONE: ":gray-badge[○ Staat er niet in]",
}
COUNTED = {
    Change.NEW: "nieuw",
    Change.CHANGED: "veranderd",
    Change.MOVED: "verplaatst",
    Change.WITHDRAWN: "ingetrokken",
    Change.BACK: "teruggehaald",
    Change.GONE: "niet in de nieuwe tekst",
    Change.SAME: "hetzelfde",
}


def show(_here: door.Here) -> None:
    """The part of the page about frozen texts."""
    versions()


@st.fragment
def versions() -> None:
    """Every frozen text, the newest first; one more; and two of them side by side."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        frozen, texts = tables.version.all(), tables.clause_text.all()
        now, known = agreement.document(tables), tables.agreement.current()
        sound = {one.number for one in frozen if agreement.is_sound(tables, one)}
    st.header("Bevroren teksten", anchor=False)
    st.markdown(
        "Een bevroren tekst verandert nooit meer. Aan de code zie je dat een print dezelfde tekst is."
    )
    if here.visitor.may(Right.RUN):
        freeze(here.store)
    if not frozen:
        st.markdown("Er is nog geen tekst bevroren.")
    for one in reversed(frozen):
        row(here, one, is_sound=one.number in sound)
    if frozen:
        side_by_side(here, frozen, now, texts, known)
    live.dossier_bell(here, key="version_bell")


def freeze(store: Store) -> None:
    """Freeze the text as it is now, under a name; while parties can sign, only after a warning."""
    with store.read() as tables:
        busy = consent.opened_version(tables)
        is_signed = busy is not None and consent.has_been_signed(tables, busy.number)
        is_busy = busy is not None and busy == signature.at_hand(tables)
        call = signature.on_screen(tables) if is_busy else None
    if busy is None or not is_busy:
        freeze_form(store, "Bevries deze tekst", key="now")
        return
    if is_signed and call is not None and not any(one.is_left for one in call.turns):
        freeze_form(store, "Bevries deze tekst", key="now")
        return
    after = (
        f"Wie nog niet tekende, kan versie {busy.number} gewoon blijven tekenen, tot je het tekenen van de "
        "nieuwe tekst opent. Daar zegt iedereen opnieuw ja op, en tekent opnieuw."
        if is_signed
        else f"Dan kan niemand versie {busy.number} nog tekenen. Iedereen zegt eerst ja op de nieuwe tekst."
    )
    with st.popover("Bevries deze tekst", icon=":material/ac_unit:", key="freeze_popover"):
        st.markdown(f"**Het tekenen van versie {busy.number} is nu open.** {after}")
        freeze_form(store, "Bevries toch", key="anyway")


def freeze_form(store: Store, label: str, *, key: str) -> None:
    """The name of the text, and the button that freezes it; what would stay in it for good is said first."""
    with store.read() as tables:
        personal = clause_gap.personal(agreement.document(tables))
    if personal:
        said = " ".join(one.sentence for one in personal)
        st.warning(f"**Wat je bevriest, blijft.** {markdown.escape(said)}", icon=":material/warning:")
    turn = st.session_state.get(TURN, 0)
    with (
        st.form(f"freeze_{turn}_{key}", enter_to_submit=False),
        st.container(horizontal=True, vertical_alignment="bottom"),
    ):
        title = st.text_input(
            "Hoe heet deze tekst?",
            placeholder="Concept voor reacties",
            max_chars=agreement.MAX_TITLE,
            key=f"freeze_title_{turn}",
        )
        is_ready = st.form_submit_button(label, icon=":material/ac_unit:", key=f"freeze_{key}_{turn}")
    if is_ready:
        with feedback.show():
            made = agreement.freeze(store, title=title, now=clock.now())
            st.session_state[TURN] = turn + 1
            code = agreement.control_code(made.digest)
            feedback.toast_after_rerun(f"Versie {made.number} is bevroren, met code {code}.")
            st.rerun()


def row(here: door.Here, one: Version, *, is_sound: bool) -> None:
    """One frozen text: its number, name, day and code; and loud when it is not what was frozen."""
    with st.container(border=True):
        day = words.day(clock.local(one.frozen_at).date(), with_year=True)
        title = f" {markdown.escape(one.title)}" if one.title else ""
        code = markdown.code(agreement.control_code(one.digest))
        st.markdown(f"**Versie {one.number}.**{title}  \n{day} · code {code}")
        if not is_sound:
            st.error(BROKEN, icon=":material/warning:")
            if here.visitor.may(Right.RUN):
                query = {door.DOSSIER: here.slug}
                st.page_link("beheer.py", label="Naar beheer", icon=":material/history:", query_params=query)


def side_by_side(
    here: door.Here,
    frozen: Sequence[Version],
    now: Document,
    texts: Sequence[ClauseText],
    known: Agreement | None,
) -> None:
    """Two texts, of which the second may be that of now: what changed between them, and why."""
    by_number = {one.number: one for one in frozen}
    choices = [*by_number, NOW]
    names = {one.number: f"Versie {one.number}{f': {one.title}' if one.title else ''}" for one in frozen}
    names[NOW] = "Nu"
    st.subheader("Vergelijk twee teksten", anchor=False)
    left, right = st.columns(2)
    before = left.selectbox(
        "Van", list(by_number), index=_usual(frozen), format_func=names.__getitem__, key="compare_from"
    )
    after = right.selectbox(
        "Naar", choices, index=choices.index(_second(frozen)), format_func=names.__getitem__, key="compare_to"
    )
    old, new = _text(by_number, before, now), _text(by_number, after, now)
    if old is None or new is None or known is None:
        st.warning("Deze tekst is niet meer te lezen. Kies een andere.")
        return
    until = None if after == NOW else by_number[after].frozen_at
    because = compare.reasons(texts, after=by_number[before].frozen_at, until=until)
    found = compare.compare(old, new, because=because)
    for field in compare.around(old, new):
        st.html(_field(field))
    counts = [f"{number} {COUNTED[change]}" for change, number in compare.counted(found).items()]
    st.markdown(f"{enumerated(counts).capitalize()}." if counts else "In deze teksten staat nog niets.")
    for one in found:
        if one.change is not Change.SAME:
            changed(here, one)
    same = [one.number for one in found if one.change is Change.SAME]
    if same:
        with st.expander(f"Hetzelfde gebleven ({len(same)})"):
            st.markdown(markdown.escape(enumerated(same)))


def _usual(frozen: Sequence[Version]) -> int:
    return max(0, len(frozen) - 2)


def _second(frozen: Sequence[Version]) -> int:
    return frozen[-1].number if len(frozen) > 1 else NOW


def _text(by_number: dict[int, Version], number: int, now: Document) -> Document | None:
    return now if number == NOW else agreement.opened(by_number[number])


def changed(here: door.Here, one: Compared) -> None:
    """One article that is not what it was, word by word, with why."""
    with st.container(border=True, gap="xsmall"):
        with st.container(horizontal=True, vertical_alignment="center"):
            if one.change is Change.GONE:
                st.markdown(f"Artikel {one.number}", width="content")
            else:
                clause_link.link(here, one.number)
            moved = f" :gray[eerst {one.old_number}]" if one.old_number else ""
            st.markdown(f"{SAID[one.change]}{moved}", width="content")
        st.html(diff(one.pieces))
        for field in one.fields:
            st.html(_field(field))
        for why in one.why:
            st.markdown(f":gray[Want: {markdown.escape(why)}]")


def _field(one: Field) -> str:
    said = [*([_gone(one.old)] if one.old else []), *([_come(one.new)] if one.new else [])]
    return f"<p style='margin:0'>{escape(one.label)}: {' '.join(said)}</p>"


def diff(pieces: Iterable[Piece]) -> str:
    """Return words that went struck through and words that came underlined, each with a word before it."""
    return f"<p style='margin:0'>{' '.join(_shown(one) for one in pieces)}</p>"


def _shown(one: Piece) -> str:
    text = one.text.strip()
    if one.kind is Kind.SAME:
        return escape(text)
    return _gone(text) if one.kind is Kind.REMOVED else _come(text)


def _gone(text: str) -> str:
    return f"<small>weg:</small>&nbsp;<del style='text-decoration:line-through'>{escape(text)}</del>"


def _come(text: str) -> str:
    return f"<small>erbij:</small>&nbsp;<ins style='text-decoration:underline'>{escape(text)}</ins>"
