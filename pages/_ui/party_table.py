"""Parties in a table: change many at once, paste from Excel; and the first evening at the kitchen table."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import streamlit as st

from pages._ui import door, feedback, live, markdown
from sok_core import party, words
from sok_core.access import Right
from sok_core.errors import RuleBroken, SokError
from sok_core.model import Party
from sok_core.party import Row
from sok_core.store import Store
from sok_core.words import capital, counted

ID = "id"
EMPTY_ROWS = 10
LABELS: dict[str, Mapping[Any, str]] = {
    "type": words.PARTY_TYPES,
    "status": words.PARTY_STATUSES,
    "ring": words.PARTY_RINGS,
    "capacity": words.PARTY_CAPACITIES,
    "listed_as": words.PARTY_LISTS,
}
CODES: dict[str, dict[str, StrEnum]] = {
    field: {label: code for code, label in labels.items()} for field, labels in LABELS.items()
}
COLUMNS = (
    *("name", "short_name", "type", "status", "caller", "call_by", "contact_role", "contact_name"),
    *("interest_text", "brings", "needs", "ring", "capacity", "represents", "listed_as"),
)
WIDE = ("name", "interest_text", "brings", "needs")
KITCHEN = ("name", "type", "caller")
KITCHEN_LABELS = {"name": "Wie", "type": "Soort", "caller": "Wie gaat erheen"}
TURN, BASE, TOLD, SURE = "party_table_turn", "party_table_base", "party_table_told", "party_table_sure"
KITCHEN_TURN, KITCHEN_OPEN = "kitchen_turn", "kitchen_open"
KITCHEN_HEAD = "Eerste avond aan de keukentafel"


def close(here: door.Here) -> None:
    """Forget what the table showed, so that it opens with what there is then."""
    for kept in (BASE, TOLD, SURE):
        st.session_state.pop(f"{kept}_{here.slug}", None)


@st.fragment
def table() -> None:
    """All parties in one table, saved by one button: all of it, or nothing."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        parties = tables.party.all()
    fields = [name for name in COLUMNS if here.dossier.has_contact_names or name != "contact_name"]
    if not here.visitor.may(Right.RUN):
        st.markdown(":gray[De begeleider verandert deze tabel. Een partij erbij zetten kan in de lijst.]")
        st.dataframe([shown(one, fields) for one in parties], hide_index=True, column_order=labels(fields))
    else:
        edit(here, parties, fields)
    live.dossier_bell(here, key="party_table_bell")


def edit(here: door.Here, parties: Sequence[Party], fields: Sequence[str]) -> None:
    """The table of who may change it.

    It keeps showing what it opened with, so that nothing that is typed is lost; others' changes are told.
    """
    key = f"party_table_{here.slug}_{st.session_state.get(TURN, 0)}"
    if key not in st.session_state:  # it was just opened
        close(here)
    base: list[Party] = st.session_state.setdefault(f"{BASE}_{here.slug}", list(parties))
    st.markdown(
        "Typ in de tabel, of plak rijen uit Excel. Onderaan zet je een partij erbij. "
        "Er verandert pas iets als je bewaart."
    )
    edited = st.data_editor(
        [shown(one, fields) for one in base] or [shown(None, fields)],
        num_rows="dynamic",
        hide_index=True,
        key=key,
        column_order=labels(fields),
        column_config=columns(fields),
        placeholder=" ",
    )
    tell(here, base, parties, is_typing=is_edited(st.session_state.get(key)))
    if not st.button("Bewaar de tabel", key="save_party_table"):
        return
    with feedback.show():
        save(here, base, [read(row, fields) for row in edited], {one.id: one for one in parties})


def save(
    here: door.Here,
    base: Sequence[Party],
    typed: Sequence[tuple[int | None, dict[str, Any]]],
    parties: Mapping[int, Party],
) -> None:
    """Save the table; say per row what is wrong, and ask once before a party goes."""
    told: dict[int, Party] = st.session_state.setdefault(f"{TOLD}_{here.slug}", {})
    rows = rows_of(base, typed, told)
    kept = {party_id for party_id, _ in typed}
    removed = [one for one in base if one.id not in kept and one.id in parties]
    if removed and st.session_state.get(f"{SURE}_{here.slug}") != [one.id for one in removed]:
        st.session_state[f"{SURE}_{here.slug}"] = [one.id for one in removed]
        st.warning(f"{leaving(here.store, removed)} Bewaar nog een keer als dat klopt.")
        return
    try:
        party.save_table(here.store, rows, removed=[one.id for one in removed])
    except RuleBroken as error:
        if error.code != "party.rows":
            raise
        feedback.say(error)
        for number, wrong in error.values["rows"]:
            st.warning(f"**{markdown.escape(called(rows[number - 1], number))}** {sentence(wrong)}")
            if wrong.code == "party.changed" and (before := rows[number - 1].before):
                told[before.id] = parties[before.id]
        return
    close(here)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    feedback.toast_after_rerun("De tabel is bewaard.")
    st.rerun()


def sentence(error: SokError) -> str:
    """Return what is wrong with a row, as markdown that shows it as it is."""
    return markdown.escape(words.sentence(error))


GOING = {
    "relation": ("lijn", "lijnen"),
    "conversation": ("gesprek", "gesprekken"),
    "estimate": ("inschatting", "inschattingen"),
    "stake": ("zin over wat het voor hen betekent", "zinnen over wat het voor hen betekent"),
    "role_part": ("rol", "rollen"),
    "mandate": ("mandaat", "mandaten"),
    "meeting_party": ("keer aanwezig", "keer aanwezig"),
    "attendance": ("kwartaalmoment", "kwartaalmomenten"),
    "mention": ("antwoord uit de zaal", "antwoorden uit de zaal"),
}


def leaving(store: Store, removed: Sequence[Party]) -> str:
    """Return all that goes with parties that are removed, in sentences."""
    with store.read() as tables:
        going = tables.party.going([one.id for one in removed])
    what = [counted(going[noun], *called) for noun, called in GOING.items() if going[noun]]
    names = words.enumerated([one.short_name for one in removed])
    verb = "gaat" if len(removed) == 1 else "gaan"
    more = f", met {words.enumerated(what)}" if what else ""
    seat = " Hun plek in het kernteam blijft, zonder partij." if going["core_team"] else ""
    return f"{markdown.escape(names)} {verb} weg{more}.{seat}"


def tell(here: door.Here, base: Sequence[Party], parties: Sequence[Party], *, is_typing: bool) -> None:
    """Say what somebody else changed since the table was opened."""
    names = others_changed(base, parties)
    if not names:
        return
    what = f"Iemand anders veranderde intussen {markdown.escape(words.enumerated(names[:3]))}"
    more = f" en nog {len(names) - 3}" if len(names) > 3 else ""
    with st.container(horizontal=True, vertical_alignment="center"):
        if is_typing:
            st.markdown(f"{what}{more}. Dat zie je als je bewaard hebt.", width="stretch")
        else:
            st.markdown(f"{what}{more}.", width="stretch")
            if st.button("Haal het op", key="fetch_party_table"):
                close(here)
                st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
                feedback.again()


def others_changed(base: Sequence[Party], parties: Sequence[Party]) -> list[str]:
    """Return the names of parties that were added, removed or changed since the table was opened."""
    before, now = {one.id: one for one in base}, {one.id: one for one in parties}
    changed = [
        now.get(party_id, before.get(party_id))
        for party_id in dict.fromkeys([*now, *before])
        if party_id not in now
        or party_id not in before
        or party.what_changed(before[party_id], now[party_id])
    ]
    return [one.short_name for one in changed if one]


def is_edited(state: Any) -> bool:
    """Whether somebody typed, added or removed something in a table that was not saved yet."""
    return bool(state) and any(state[part] for part in ("edited_rows", "added_rows", "deleted_rows"))


def rows_of(
    base: Sequence[Party], typed: Sequence[tuple[int | None, dict[str, Any]]], told: Mapping[int, Party]
) -> list[Row]:
    """Return what was typed as rows to save: of a known party what changed, of a new one all; none empty.

    ``told`` holds parties as somebody else made them, of which the writer has heard.
    """
    known = {one.id: one for one in base}
    rows = []
    for party_id, fields in typed:
        before = known.get(party_id or 0)
        if before is not None:
            changed = {name: value for name, value in fields.items() if value != getattr(before, name)}
            rows.append(Row(changed, told.get(before.id, before)))
        elif any(value not in (None, "") for value in fields.values()):
            rows.append(Row(fields))
    return rows


def called(row: Row, number: int) -> str:
    """Return how a row is named when something is wrong with it."""
    name = str(row.fields.get("name") or (row.before.name if row.before else "")).strip()
    return f"Rij {number}, {name}:" if name else f"Rij {number}:"


def shown(one: Party | None, fields: Iterable[str]) -> dict[str, Any]:
    """Return one party as a row of the table."""
    row: dict[str, Any] = {ID: one.id if one else None}
    for field in fields:
        value = getattr(one, field) if one else None
        row[words.PARTY_FIELDS[field]] = LABELS[field].get(value) if field in LABELS else value
    return row


def read(row: Mapping[str, Any], fields: Iterable[str]) -> tuple[int | None, dict[str, Any]]:
    """Return which party a row of the table is about, and its fields; None where nothing stands."""
    values: dict[str, Any] = {}
    for field in fields:
        value = _plain(row.get(words.PARTY_FIELDS[field]))
        if field in CODES:
            value = CODES[field].get(value, value)
        elif value is None and field in (*party.TEXTS, "name", "short_name"):
            value = ""
        values[field] = value
    party_id = _plain(row.get(ID))
    return (None if party_id is None else int(party_id)), values


def _plain(value: Any) -> Any:
    """Return a cell as Python has it: an empty one is None, a moment is a day."""
    if value is None or value != value:  # NaN and NaT differ from themselves
        return None
    if isinstance(value, dt.datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return value


def labels(fields: Iterable[str]) -> list[str]:
    """Return the heads of the columns."""
    return [words.PARTY_FIELDS[field] for field in fields]


def columns(fields: Iterable[str], names: Mapping[str, str] = words.PARTY_FIELDS) -> dict[str, Any]:
    """Return how each column is typed: a choice from a list, a day, a number or a text."""
    return {names[field]: _column(field) for field in fields}


def _column(field: str) -> Any:
    if field in LABELS:
        return st.column_config.SelectboxColumn(options=list(LABELS[field].values()), width="medium")
    if field == "call_by":
        return st.column_config.DateColumn(format="DD-MM-YYYY")
    if field == "represents":
        return st.column_config.NumberColumn(min_value=0, max_value=party.MOST_REPRESENTED, step=1)
    return st.column_config.TextColumn(width="large" if field in WIDE else "medium")


def kitchen(store: Store, *, is_first: bool) -> None:
    """The sheet for the first evening; after that it stays as long as something stands in it."""
    turn = st.session_state.get(KITCHEN_TURN, 0)
    is_begun = is_edited(st.session_state.get(f"kitchen_{turn}")) or bool(
        st.session_state.get(f"kitchen_date_{turn}")
    )
    st.session_state[KITCHEN_OPEN] = is_first or (is_begun and bool(st.session_state.get(KITCHEN_OPEN)))
    if st.session_state[KITCHEN_OPEN]:
        with st.container(border=True):
            st.header(KITCHEN_HEAD, anchor=False)
            kitchen_table(store, turn)
    else:
        with st.expander(KITCHEN_HEAD):
            kitchen_table(store, turn)


def kitchen_table(store: Store, turn: int) -> None:
    """Ten empty rows and one date, saved in one go."""
    st.markdown(
        "Wie kennen jullie al, en wie gaat erheen? Een functie is genoeg. Laat leeg wat je niet weet."
    )
    empty: dict[str, Any] = {KITCHEN_LABELS[field]: None for field in KITCHEN}
    typed = st.data_editor(
        [dict(empty) for _ in range(EMPTY_ROWS)],
        num_rows="dynamic",
        hide_index=True,
        key=f"kitchen_{turn}",
        column_config=columns(KITCHEN, KITCHEN_LABELS),
        placeholder=" ",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        by = st.date_input(
            "Wanneer zijn jullie overal geweest?",
            None,
            format="DD-MM-YYYY",
            key=f"kitchen_date_{turn}",
            width=280,
        )
        is_ready = st.button("Schrijf ze op", key="save_kitchen")
    if is_ready:
        with feedback.show():
            write_down(store, typed, by)


def write_down(store: Store, typed: Sequence[Mapping[str, Any]], by: dt.date | None) -> None:
    """Write down who was named at the kitchen table: all of them, or none."""
    rows = [row for row in (kitchen_row(each, by) for each in typed) if row]
    if not rows:
        raise RuleBroken("party.name_empty")
    try:
        party.save_table(store, rows)
    except RuleBroken as error:
        feedback.say(error)
        for number, wrong in error.values.get("rows", ()):
            st.warning(f"**{markdown.escape(called(rows[number - 1], number))}** {sentence(wrong)}")
        return
    st.session_state[KITCHEN_TURN] = st.session_state.get(KITCHEN_TURN, 0) + 1
    feedback.toast_after_rerun(f"{capital(counted(len(rows), 'partij', 'partijen'))} opgeschreven.")
    st.rerun()


def kitchen_row(typed: Mapping[str, Any], by: dt.date | None) -> Row | None:
    """Return one row of the kitchen table, None for an empty one."""
    values = {field: _plain(typed.get(label)) for field, label in KITCHEN_LABELS.items()}
    if not any(values.values()):
        return None
    values["type"] = CODES["type"].get(values["type"])
    return Row(values | {"call_by": by})
