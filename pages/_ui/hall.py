"""Try the hall: what this computer sees of itself, one phone that proves it, the Wi-Fi for on the screen."""

import datetime as dt
from collections.abc import Sequence
from typing import Literal

import streamlit as st

from pages._ui import door, feedback, live, markdown, wifi
from sok_core import address, clock, hall, words
from sok_core.access import Right
from sok_core.hall import Check, State
from sok_core.live import Room
from sok_core.machine import Place
from sok_core.model import Meeting
from sok_core.web import qr, running
from sok_core.web.hall import place_of, trial_url

BADGES: dict[State, tuple[str, Literal["green", "orange", "red"]]] = {
    State.GOOD: ("● Goed", "green"),
    State.CARE: ("▲ Let op", "orange"),
    State.BROKEN: ("■ Werkt nog niet", "red"),
}
FRESH = dt.timedelta(hours=1)

NOT_ARRIVING = """
1. Zet de telefoon op dezelfde wifi als deze computer.
2. Zet op de telefoon de mobiele data en een VPN even uit.
3. Zegt de telefoon dat er geen internet is? Kies: toch verbonden blijven.
4. Kijk hierboven bij Firewall, en doe wat er staat.
5. Lukt het dan nog niet? Dan houdt de wifi telefoons en computer uit elkaar. Neem een eigen router.
"""
OWN_NETWORK = """
**Een eigen router** past bij elke zaal. Internet is niet nodig.

1. Zet de router midden in de zaal, hoog, met de stekker in het stopcontact.
2. Verbind deze computer met de router, het liefst met een kabel.
3. Vul hieronder de naam en het wachtwoord van die wifi in.
4. Kies ‘Kijk opnieuw’ en test één telefoon.
5. Zegt een telefoon dat er geen internet is? Kies: toch verbonden blijven.

**Een hotspot** is voor een kleine groep: vaak passen er maar tien telefoons op.

1. Zet op een telefoon de hotspot aan, en leg hem aan de lader.
2. Verbind deze computer met die hotspot.
3. Vul hieronder de naam en het wachtwoord in, en test een andere telefoon.

Lukt het niet? Papier werkt altijd: neem de briefjes over in de regie.
"""


def trial(here: door.Here, meeting: Meeting) -> None:
    """Everything to try out in the hall before people come."""
    look(meeting.id)
    st.markdown(
        "Geen goede wifi in de zaal? Neem een eigen router mee, of zet de hotspot van een telefoon aan."
    )
    with st.expander("Zo maak je een eigen netwerk"):
        st.markdown(OWN_NETWORK)
    wifi.form(here, key="hall_wifi")


@st.fragment
def look(meeting_id: int) -> None:
    """The checks and the trial phone; drawn anew when a phone comes through."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        code = tables.meeting.get(meeting_id).code
    live.bell(here, code, key="hall_bell", seconds=1.0, has_presence=True)
    moment = clock.now()
    room = running.current().hub.rooms.get((here.store.slug, meeting_id))
    is_fresh = has_fresh_trial(room, moment)
    left, right = st.columns([5, 4], gap="medium")
    with right:
        phone(code, room, is_fresh=is_fresh)
    with left, feedback.show():
        checks(place_of(here.dossier), moment, is_fresh=is_fresh)


def has_fresh_trial(room: Room | None, moment: dt.datetime) -> bool:
    """Whether a phone came through within the hour: one of this morning, at home, proves nothing here."""
    return room is not None and room.last_trial is not None and moment - room.last_trial < FRESH


def checks(place: Place, moment: dt.datetime, *, is_fresh: bool) -> None:
    """The list under how it stands: what asks for something first, a card each; what is good together."""
    report = hall.report(place, now=moment)
    found = hall.after_trial(report.checks) if is_fresh else report.checks
    st.header(heading(found), anchor=False)
    for state in (State.BROKEN, State.CARE):
        for check in found:
            if check.state is state:
                with st.container(border=True):
                    row(check)
    with st.container(border=True):
        for check in found:
            if check.state is State.GOOD:
                row(check)
    with st.container(horizontal=True, vertical_alignment="center"):
        if st.button("Kijk opnieuw", icon=":material/refresh:", key="hall_look"):
            hall.report(place, now=moment, again=True)
            feedback.again()
        st.markdown(f":gray[Gekeken om {words.clock_time(report.looked_at)}]")


def heading(found: Sequence[Check]) -> str:
    """Return in one sentence how it stands."""
    broken = sum(check.state is State.BROKEN for check in found)
    careful = sum(check.state is State.CARE for check in found)
    if broken:
        return f"{words.count(broken, 'punt werkt', 'punten werken')} nog niet"
    if careful:
        return f"{words.count(careful, 'punt vraagt', 'punten vragen')} je aandacht"
    return "Alles ziet er goed uit"


def row(check: Check) -> None:
    """One check: how it stands, what we found, what to do."""
    word, color = BADGES[check.state]
    advice = f"  \n:gray[{markdown.escape(check.advice)}]" if check.advice else ""
    st.markdown(f"**{check.name}** :{color}-badge[{word}]  \n{markdown.escape(check.finding)}{advice}")


def phone(code: str, room: Room | None, *, is_fresh: bool) -> None:
    """The way for one phone, and whether it came."""
    st.header("Test één telefoon", anchor=False)
    url = trial_url(code)
    st.markdown("Scan de code met een telefoon die op de wifi van de zaal zit. Druk daar op de knop.")
    st.image(qr.svg(url), width=260, alt="QR-code naar de proefpagina voor één telefoon")
    st.markdown(f"**{markdown.escape(address.short(url))}**")
    arrived(room, is_fresh=is_fresh)
    if not is_fresh:
        with st.expander("Komt de telefoon niet aan?"):
            st.markdown(NOT_ARRIVING)


def arrived(room: Room | None, *, is_fresh: bool) -> None:
    """Whether a phone came through, and when."""
    if room is None or room.last_trial is None:
        st.badge("○ Nog geen proeftelefoon gezien", color="gray")
    elif is_fresh:
        st.badge("✓ Een telefoon kwam aan", color="green")
        times = f", {words.number(room.trials)} keer in totaal" if room.trials > 1 else ""
        st.markdown(f":gray[Om {words.clock_time(room.last_trial)}{times}. Er is niets van bewaard.]")
    else:
        st.badge("○ Test opnieuw", color="gray")
        moment = f"{words.day(clock.local(room.last_trial).date())} om {words.clock_time(room.last_trial)}"
        st.markdown(f":gray[De vorige proeftelefoon kwam {moment}. Dat zegt nu niet genoeg.]")
