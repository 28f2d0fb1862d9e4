"""A figure on a page: its title is the finding, with what is counted, its text and its table beside it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from pages._ui import markdown
from sok_core.charts.style import CONFIG

Picked = Callable[[], None] | Literal["rerun"]


def template() -> str:
    """Return which template fits the page: on paper, or in the dark."""
    return "sok_dark" if st.context.theme.type == "dark" else "sok"


def show(
    chart: Any,
    *,
    title: str,
    counted: str,
    alt: str,
    rows: Sequence[Mapping[str, str]],
    key: str,
    legend: str = "",
    on_pick: Picked | None = None,
) -> None:
    """Show a figure under its finding.

    ``on_pick`` is called when somebody chose a point of it; "rerun" only draws anew.
    """
    st.subheader(markdown.escape(title), anchor=False)
    st.markdown(f":gray[{markdown.escape(counted)}]")
    if on_pick is None:
        st.plotly_chart(chart, theme=None, config=CONFIG, alt=alt, key=key)
    else:
        st.plotly_chart(
            chart, theme=None, config=CONFIG, alt=alt, key=key, on_select=on_pick, selection_mode="points"
        )
    if legend:
        st.markdown(f":gray[{markdown.escape(legend)}]")
    with st.expander("Bekijk als tabel", key=f"{key}_table"):
        table(rows)


def table(rows: Sequence[Mapping[str, str]]) -> None:
    """Show rows of texts as they are, whatever stands in them.

    Unlike a table in markdown it never makes the page of a phone wider: it scrolls by itself.
    """
    if not rows:
        st.markdown("Er is nog niets om te laten zien.")
        return
    heads = list(rows[0])
    safe = [{head: markdown.escape(str(row[head])) for head in heads} for row in rows]
    st.table(safe, hide_index=True)


def picked(key: str) -> list[int]:
    """Return the ids of the points that somebody chose in the figure with this key."""
    state = st.session_state.get(key) or {}
    points = state.get("selection", {}).get("points", [])
    found = [one.get("customdata") for one in points]
    ids = [one[0] if isinstance(one, list | tuple) else one for one in found]
    return [int(one) for one in ids if one is not None]
