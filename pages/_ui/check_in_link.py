"""The way to one moment (?moment=6), from everywhere; and how it is called in a line."""

import datetime as dt
from collections.abc import Iterable

import streamlit as st

from pages._ui import commitment_link, door, markdown
from sok_core import check_in, words
from sok_core.model import CheckIn, CheckInStatus, Meeting

ADDRESS = "moment"
PART = {"deel": "momenten"}
MOVED = ":gray-badge[→ Verzet]"
UNSAID = ":gray-badge[○ Hoe was het?]"  # its day is over, and nobody wrote down whether it was held


def listed(here: door.Here, one: CheckIn, lines: Iterable[str]) -> None:
    """A moment in a list: its title, lines of markdown about it, and the way to it.

    A title is often longer than a link can be: that is cut off, and this goes on to the next line.
    """
    st.markdown("  \n".join([f"**{markdown.escape(one.title)}**", *lines]))
    query = {door.DOSSIER: here.slug, **PART, ADDRESS: str(one.id)}
    st.page_link(commitment_link.PAGE, label="Bekijk het moment", icon="", query_params=query)


def whole(here: door.Here) -> None:
    """The way back to all moments."""
    query = {door.DOSSIER: here.slug, **PART}
    st.page_link(
        commitment_link.PAGE, label="Alle momenten", icon=":material/arrow_back:", query_params=query
    )


def when(one: CheckIn | Meeting) -> str:
    """Return when and where it is: "donderdag 14 januari 2027, 13:30 tot 15:00, De Spil"."""
    times = " tot ".join(filter(None, (words.clock_time(one.starts_at), words.clock_time(one.ends_at))))
    return ", ".join(filter(None, (words.day(one.date, with_year=True), times, one.place)))


def became(one: CheckIn, last: CheckIn, *, today: dt.date) -> str:
    """Return on which day a moment that moved came in the end, or that it did not; ``last`` is what it is."""
    is_back = check_in.is_back(one, last)
    day = "toch weer deze dag" if is_back else words.day(last.date, with_year=True)
    if last.status is not CheckInStatus.CANCELLED:
        return f"Het werd {day}."
    return f"Het zou {day} worden, maar dat {'ging' if last.date < today else 'gaat'} ook niet door."
