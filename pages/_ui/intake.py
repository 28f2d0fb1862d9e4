"""Tables from a file or the clipboard, with a report per row; parties and relations go out again as files."""

from collections.abc import Mapping, Sequence
from types import ModuleType
from typing import Any

import streamlit as st

from pages._ui import door, feedback, markdown, reader
from sok_core import clock, words
from sok_core.access import Right
from sok_core.errors import SokError
from sok_core.intake import party, relation, table, update
from sok_core.intake.report import Problem
from sok_core.intake.rows import Checked, Ready
from sok_core.intake.table import Table
from sok_core.web.paper import cards_link, guide_link
from sok_core.web.table import link

PARTIES, RELATIONS, UPDATES = "Partijen", "Lijnen tussen partijen", "Berichten"
INTAKES: dict[str, ModuleType] = {PARTIES: party, RELATIONS: relation, UPDATES: update}
COLUMNS: dict[str, Mapping[str, str]] = {
    PARTIES: words.PARTY_COLUMNS,
    RELATIONS: words.RELATION_COLUMNS,
    UPDATES: words.UPDATE_COLUMNS,
}
LIKE = {
    PARTIES: "Naam, soort, stand: elke partij op een eigen regel",
    RELATIONS: "Van, naar: elke lijn op een eigen regel",
    UPDATES: "Afspraak, datum, hoe het staat: elk bericht op een eigen regel",
}
NOTHING_IN = "Er is niets in het dossier gezet. Verbeter je lijst en kies of plak hem opnieuw."
NOUNS = {PARTIES: ("partij", "partijen"), RELATIONS: ("lijn", "lijnen")}
LEFT_OUT = "doet niet mee"
FIRST_PROBLEMS = 50
FIRST_ROWS = 20
FILES = {
    "partijen.xlsx": ("Excel", ":material/table:"),
    "partijen.csv": ("Partijen als csv", ":material/csv:"),
    "relaties.csv": ("Lijnen als csv", ":material/csv:"),
    "kumu.xlsx": ("Voor Kumu", ":material/hub:"),
}


def show(here: door.Here) -> None:
    """Bring a table in (the facilitator alone), and take tables and papers out."""
    if here.visitor.may(Right.RUN):
        st.header("Zet een lijst in het dossier", anchor=False)
        bring_in()
    st.header("Neem mee", anchor=False)
    take_out()
    st.header("Papier", anchor=False)
    papers()


@st.fragment
def bring_in() -> None:
    """Ask for a table, say row by row what is wrong with it, and put it in the dossier."""
    here = door.enter(Right.RUN)
    _undo(here)
    turn = st.session_state.get(_key(here, "turn"), 0)  # a new turn has new, empty boxes
    what = st.segmented_control(
        "Wat staat er in je lijst?",
        [PARTIES, RELATIONS],
        default=PARTIES,
        required=True,
        key=_key(here, f"what_{turn}"),
    )
    hint = (
        "Begin met een rij koppen, bijvoorbeeld Naam, Soort en Stand. "
        f"Een voorbeeld met alle koppen: [download de Excel]({link(here.slug, 'partijen.xlsx')})."
    )
    found = asked(here, what or PARTIES, turn, hint=hint)
    if found is not None:
        _looked_at(here, what or PARTIES, found, turn)


def asked(here: door.Here, what: str, turn: int | str, *, hint: str) -> Table | None:
    """Return the table that was uploaded or pasted; what cannot be read is said, and stays in its box.

    ``hint`` stands there as long as there is none.
    """
    left, right = st.columns(2)
    file = left.file_uploader(
        "Kies een bestand op .xlsx of .csv",
        type=["xlsx", "csv", "txt"],
        max_upload_size=table.MEGABYTES,
        key=_key(here, f"file_{turn}"),
    )
    text = right.text_area(
        "Of plak hier cellen uit Excel",
        key=_key(here, f"text_{turn}"),
        height=130,
        placeholder=LIKE[what],
        disabled=file is not None,
    )
    if file is None and not text.strip():
        st.markdown(hint)
        return None
    has_headings = st.checkbox("De eerste rij zijn koppen", value=True, key=_key(here, f"headings_{turn}"))
    try:
        if file is None:
            return table.pasted(text, has_headings=has_headings)
        sheets = INTAKES[what].SHEETS
        return table.read(file.getvalue(), file.name, sheets=sheets, has_headings=has_headings)
    except SokError as error:
        feedback.say(error)
        return None


def _looked_at(here: door.Here, what: str, found: Table, turn: int) -> None:
    """Show what a table would do, and do it when it is all right and somebody says so."""
    updates = what == PARTIES and st.checkbox(
        "Werk partijen bij die er al staan",
        key=_key(here, f"updates_{turn}"),
        help="Een lege cel verandert niets.",
    )
    chosen = columns(here, what, found, turn)
    options: dict[str, Any] = {"updates": updates} if what == PARTIES else {}
    with here.store.read() as tables:
        checked: Checked = INTAKES[what].check(tables, found, chosen, **options)
    report(checked)
    preview(what, found, chosen, checked)
    if what == PARTIES:
        _changes(checked)
        options |= {"seen": st.session_state.get(_key(here, "seen"))}
        st.session_state[_key(here, "seen")] = checked.ready
    count = words.number(len(checked.waiting))
    label = f"Zet in dossier ({count})" if checked.may_go_in else "Zet in dossier"
    if st.button(
        label,
        type="primary",
        disabled=not checked.may_go_in,
        key=_key(here, f"go_{turn}"),
        icon=":material/add:",
    ):
        _put_in(here, what, found, chosen, options)


def columns(here: door.Here, what: str, found: Table, turn: int | str) -> dict[str, str]:
    """Return which field each heading stands for: what we know, and what somebody chose."""
    known: dict[str, str] = INTAKES[what].columns(found)
    names = COLUMNS[what]
    is_all_known = len(known) == len(found.headings)
    with st.expander("Kolommen", expanded=not is_all_known, icon=":material/view_column:"):
        places = st.columns(3)
        for place, heading in enumerate(found.headings):
            field = places[place % len(places)].selectbox(
                heading,
                ["", *names],
                index=["", *names].index(known.get(heading, "")),
                format_func=lambda name: names.get(name, LEFT_OUT),
                key=_key(here, f"column_{turn}_{what}_{heading}"),
            )
            known.pop(heading, None)
            if field:
                known[heading] = field
    return known


def report(checked: Checked, *, then: str = NOTHING_IN) -> None:
    """Say what was noticed, and row by row what is wrong and what to do; ``then`` is what happens now."""
    for notice in checked.notices:
        st.markdown(f":material/info: {markdown.escape(notice)}")
    if checked.left_out:
        named = ", ".join(f"‘{markdown.escape(heading)}’" for heading in checked.left_out)
        st.markdown(f":material/info: {LEFT_OUT.capitalize()}: {named}. Kies bij Kolommen wat het is.")
    _problems(checked.problems, then)


def _problems(problems: Sequence[Problem], then: str) -> None:
    if not problems:
        return
    count = words.count(len(problems), "ding klopt", "dingen kloppen")
    st.warning(f"{count} nog niet. {then}")
    lines = [(str(one.row), one.column, one.text) for one in problems[:FIRST_PROBLEMS]]
    head = [("Rij", "Kolom", "Wat er niet klopt, en wat je doet"), ("---", "---", "---")]
    told = [tuple(map(markdown.escape, line)) for line in lines]
    st.markdown("\n".join(f"| {' | '.join(line)} |" for line in [*head, *told]))
    if problems[FIRST_PROBLEMS:]:
        with st.expander(f"Bekijk alle {words.number(len(problems))}"):
            st.markdown(":gray[Met het pijltje rechts boven de tabel bewaar je de hele lijst.]")
            _table([{"Rij": one.row, "Kolom": one.column, "Wat doe je": one.text} for one in problems])


def preview(what: str, found: Table, chosen: Mapping[str, str], checked: Checked) -> None:
    """Show the first rows as we understand them, with what happens to each."""
    wrong = {one.row for one in checked.problems}
    becomes = dict.fromkeys(wrong, "klopt nog niet") | {one.row: _becomes(one) for one in checked.ready}
    otherwise = "klopt nog niet" if found.heading_row in wrong else "nog niets ingevuld"
    rows = [
        {"Rij": row.number, "Wat gebeurt er": becomes.get(row.number, otherwise)}
        | {
            COLUMNS[what][chosen[heading]]: cell
            for heading, cell in zip(found.headings, row.cells, strict=True)
            if heading in chosen
        }
        for row in found.rows[:FIRST_ROWS]
    ]
    if rows:
        more = len(found.rows) - len(rows)
        told = f" Je ziet de eerste {FIRST_ROWS}." if more > 0 else ""
        st.markdown(f"Zo lezen we je lijst: {words.count(len(found.rows), 'rij', 'rijen')}.{told}")
        _table(rows)


def _becomes(one: Ready) -> str:
    if one.is_there:
        return "staat er al"
    if one.party_id is None:
        return "komt erbij"
    return "wordt bijgewerkt" if one.is_new_or_changed else "blijft zoals het is"


def _changes(checked: Checked) -> None:
    """Show for each party that is there what stands in its fields now, and what comes there."""
    if checked.ready and not checked.waiting and not checked.problems:
        st.markdown("Alles in deze lijst staat al zo in het dossier.")
    rows = [
        {"Rij": one.row, "Partij": one.name, "Wat": field} | {"Nu": now, "Wordt": becomes}
        for one in checked.waiting
        if one.party_id is not None
        for field, now, becomes in party.differences(one)
    ]
    if rows:
        st.markdown("Dit verandert aan partijen die er al staan:")
        _table(rows)


def _table(rows: Sequence[Mapping[str, Any]]) -> None:
    st.dataframe(
        list(rows), hide_index=True, column_config={"Wat doe je": st.column_config.TextColumn(width="large")}
    )


def _put_in(
    here: door.Here, what: str, found: Table, chosen: Mapping[str, str], options: Mapping[str, Any]
) -> None:
    """Put a table in the dossier; afterwards the boxes are empty, and it can be taken back."""
    with feedback.show():
        today = clock.today(clock.now(), here.dossier.reference_date)
        done = INTAKES[what].bring_in(here.store, found, chosen, today=today, **options)
        turn = _key(here, "turn")
        st.session_state[turn] = st.session_state.get(turn, 0) + 1
        st.session_state[_key(here, "done")] = (what, done)
        feedback.toast_after_rerun("Het staat in het dossier.")
        st.rerun()


def _undo(here: door.Here) -> None:
    """Say what came in last, with the way to take exactly that out again."""
    key = _key(here, "done")
    if key not in st.session_state:
        return
    what, done = st.session_state[key]
    changed = getattr(done, "changed", 0)
    told = [f"{words.count(len(done.added), *NOUNS[what])} erbij"] if done.added else []
    told += [f"{words.count(changed, *NOUNS[what])} bijgewerkt"] if changed else []
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f":material/check: {' en '.join(told)}.", width="stretch")
        if st.button("Haal weer weg", key=_key(here, "undo"), icon=":material/undo:"):
            with feedback.show():
                INTAKES[what].take_back(here.store, done)
                del st.session_state[key]
                again = " Wat je bijwerkte staat er weer zoals het was." if changed else ""
                feedback.toast_after_rerun(f"Wat je toevoegde is weer weg.{again}")
                st.rerun()


@st.fragment
def take_out() -> None:
    """Every file, for the reader that is chosen; without a choice it is what may be on the table."""
    here = door.enter(Right.READ)
    chosen = reader.of_a_file(here, "Voor wie is het bestand?", key=_key(here, "reader"))
    with st.container(horizontal=True):
        for name, (label, icon) in FILES.items():
            st.link_button(label, link(here.slug, name, chosen), icon=icon)


@st.fragment
def papers() -> None:
    """The talk guide, and cards for the hall."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        names = {one.id: one.short_name for one in tables.party.all()}
    with st.container(horizontal=True):
        with st.popover("Gespreksleidraad", icon=":material/print:"):
            about = st.selectbox(
                "Voor welke partij?",
                [None, *names],
                format_func=lambda party_id: names.get(party_id, "Nog leeg"),
                key=_key(here, "guide"),
            )
            is_double = st.checkbox("Twee op één vel A4", key=_key(here, "double"))
            url = guide_link(here.slug, about, is_double=is_double)
            st.link_button("Download de leidraad", url, icon=":material/download:")
        with st.popover("Kaartjes: wie werkt met wie", icon=":material/print:"):
            st.markdown("Voor wie in de zaal op papier schrijft. Vier op een vel.")
            language = st.selectbox(
                "In welke taal?",
                words.LANGUAGES,
                format_func=words.LANGUAGES.__getitem__,
                key=_key(here, "language"),
            )
            st.link_button(
                "Download de kaartjes", cards_link(here.slug, language), icon=":material/download:"
            )


def _key(here: door.Here, name: str) -> str:
    """Return the key of a widget or a state: two dossiers in two tabs share nothing."""
    return f"intake_{here.dossier.uuid}_{name}"
