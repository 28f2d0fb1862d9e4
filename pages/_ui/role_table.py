"""A table to type what stands on paper role cards: many at once, all of it or nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import clock, role, words
from sok_core.errors import RuleBroken
from sok_core.model import Capacity, Group, Party, Stance, Task

EMPTY_ROWS = 6
TURN = "role_table_turn"
TASK, PARTY, ROLE, WHAT, WHO, PAID, HOURS = (
    *("Taak", "Partij", "Rol", "Aangeboden of verwacht"),
    *("Wie verwacht het", "Betaald", "Uren per week"),
)
STANCES = {words.STANCES[each]: each for each in (Stance.OFFERED, Stance.EXPECTED)}
GROUPS = {"bewoners": Group.RESIDENT, "organisaties": Group.ORGANISATION}
ROLES = {label: kind for kind, label in words.ROLE_KINDS.items()}
PAYS = {label: kind for kind, label in words.PARTY_CAPACITIES.items()}

LABELS: tuple[Mapping[str, Any], ...] = (ROLES, STANCES, GROUPS, PAYS)


def table(here: door.Here, tasks: Sequence[Task], parties: Sequence[Party]) -> None:
    """Type cards one under the other, and save them by one button."""
    with st.expander("Typ rolkaarten in een tabel"):
        turn = st.session_state.get(TURN, 0)
        columns = (TASK, PARTY, ROLE, WHAT, WHO, PAID)
        choices: list[list[str]] = [
            [one.title for one in tasks],
            [one.short_name for one in parties],
            *(list(each) for each in LABELS),
        ]
        config = {
            name: st.column_config.SelectboxColumn(options=options)
            for name, options in zip(columns, choices, strict=True)
        }
        hours = st.column_config.NumberColumn(min_value=0, max_value=role.MOST_HOURS, step=0.5)
        rows: list[dict[str, Any]] = st.data_editor(
            [dict.fromkeys((*columns, HOURS)) for _ in range(EMPTY_ROWS)],
            num_rows="dynamic",
            hide_index=True,
            key=f"role_table_{turn}",
            column_config={**config, HOURS: hours},
        )
        if st.button("Bewaar de kaarten", key="save_role_table"):
            with feedback.show():
                try:
                    typed = [said(row, tasks, parties) for row in rows if any(row.values())]
                    number = role.say_all(here.store, typed, now=clock.now())
                except RuleBroken as error:
                    if error.code != "role.rows":
                        raise
                    wrong(error)
                    return
                st.session_state[TURN] = turn + 1
                feedback.toast_after_rerun(f"{words.count(number, 'regel', 'regels')} bewaard.")
                feedback.again()


def said(row: dict[str, Any], tasks: Sequence[Task], parties: Sequence[Party]) -> dict[str, Any]:
    """Return one row as ``role.put`` takes it; what was left open is None."""
    found: dict[str, Any] = {
        "task_id": next((one.id for one in tasks if one.title == row.get(TASK)), None),
        "party_id": next((one.id for one in parties if one.short_name == row.get(PARTY)), None),
        "role": ROLES.get(str(row.get(ROLE))),
        "stance": STANCES.get(str(row.get(WHAT)), Stance.OFFERED),
        "hours": row.get(HOURS),
    }
    group: Group | None = GROUPS.get(str(row.get(WHO)))
    capacity: Capacity | None = PAYS.get(str(row.get(PAID)))
    is_expected = found["stance"] is Stance.EXPECTED
    more = {"group": group, "hours": None} if is_expected else {"capacity": capacity}
    return found | more


def wrong(error: RuleBroken) -> None:
    """Say which rows cannot be kept; the others wait too, and nothing that was typed is lost."""
    rows = ", ".join(str(number) for number in error.values["rows"])
    st.warning(markdown.escape(f"{words.sentence(error)} Kijk naar regel {rows}."))
