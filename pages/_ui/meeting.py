"""A meeting as a whole in the control room: its name and who is connected, its beginning and its end."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import door, feedback, live, markdown, mention, parts, plan
from sok_core import address, clock, meeting, words
from sok_core.access import Right
from sok_core.errors import SokError
from sok_core.model import Meeting, MeetingStatus
from sok_core.store import Store
from sok_core.web import running

BEGINNING, ENDING = "is_beginning", "is_ending"


AT_FIRST_SIGHT = 3


def asked_for(meetings: Sequence[Meeting]) -> Meeting | None:
    """Return the meeting that the address asks for, else the one that goes on, else None.

    ``?plan=`` asks for a new one, and an unknown ``?m=`` for the list.
    """
    if st.query_params.get("plan"):
        return None
    asked = st.query_params.get("m", "")
    if asked:
        return next((one for one in meetings if str(one.id) == asked), None)
    return next(iter(going_on(meetings)), None)


def fills_page(url_path: str) -> bool:
    """Whether this page leads an evening: then its whole width is for the evening, and the sidebar waits."""
    slug = door.slug()
    if url_path != "regie" or slug is None:
        return False
    try:
        with running.current().shelf.open(slug).read() as tables:
            chosen = asked_for(tables.meeting.all())
    except SokError:  # the page itself says what is wrong
        return False
    return chosen is not None and chosen.status is MeetingStatus.RUNNING


def choose(meetings: Sequence[Meeting]) -> None:
    """The meetings of this neighbourhood, each with one button; the older ones behind "Meer"."""
    if not meetings:
        st.markdown("Er is nog geen bijeenkomst. Plan hieronder de eerste.")
        return
    st.markdown("Kies een bijeenkomst, of plan hieronder een nieuwe.")
    for one in meetings[:AT_FIRST_SIGHT]:
        choice(one)
    if meetings[AT_FIRST_SIGHT:]:
        with st.expander("Meer bijeenkomsten"):
            for one in meetings[AT_FIRST_SIGHT:]:
                choice(one)


def choice(one: Meeting) -> None:
    """One meeting in the list."""
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        about = f"**{markdown.escape(one.title)}**  \n:gray[{markdown.escape(plan.label(one))}]"
        st.markdown(about, width="stretch")
        primary = one.status is not MeetingStatus.CLOSED
        if st.button("Open", key=f"open_{one.id}", type="primary" if primary else "secondary"):
            door.go("regie.py", m=str(one.id))


@st.fragment
def heading(meeting_id: int, seen: Sequence[Meeting]) -> None:
    """When, where and what; while it runs: screen, phones, and the address for who comes late.

    ``seen`` are the meetings that the page was drawn with; what another facilitator or the command line
    begins or closes draws the page anew, but not under the hands of who leads an evening.
    """
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        there = tables.meeting.all()
        chosen = tables.meeting.get(meeting_id)
    is_running = chosen.status is MeetingStatus.RUNNING
    if statuses([chosen]) - statuses(seen) or (not is_running and statuses(there) != statuses(seen)):
        st.rerun()
    when = " · ".join(part for part in (words.day(chosen.date).capitalize(), chosen.place) if part)
    with st.container(gap=None):
        st.markdown(f":gray[{markdown.escape(when)}]")
        st.title(markdown.escape(chosen.title), anchor=False)
        live.dossier_bell(here, key="follow_bell")
    if is_running:
        others(here.store, chosen, there)
        with st.container(horizontal=True, vertical_alignment="center"):
            presence(here.store, chosen)
            live.bell(here, chosen.code, key="heading_bell", has_presence=True)


@st.fragment
def follow(seen: Sequence[Meeting]) -> None:
    """Draw the list of meetings anew when somebody else plans, begins or closes one."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        if statuses(tables.meeting.all()) != statuses(seen):
            st.rerun()
    live.dossier_bell(here, key="follow_bell")


def statuses(meetings: Sequence[Meeting]) -> set[tuple[int, str]]:
    """Return how far each meeting is."""
    return {(one.id, one.status) for one in meetings}


def presence(store: Store, chosen: Meeting) -> None:
    """Say whether the screen is on, how many phones are here, and where they come in."""
    room = running.current().hub.rooms.get((store.slug, chosen.id))
    screens, phones = (room.screens, room.phones()) if room else (0, 0)
    if screens:
        st.badge("● Scherm aan", color="green")
    else:
        st.link_button("Open het scherm", f"/scherm?d={store.slug}", icon=":material/cast:", type="tertiary")
    st.badge(f"● {words.count(phones, 'telefoon', 'telefoons')}", color="green" if phones else "gray")
    url = address.short(f"{running.current().address}/m/{chosen.code}")
    st.markdown(f"Code **{chosen.code}** :gray[· {markdown.escape(url)}]")


def others(store: Store, chosen: Meeting, meetings: Sequence[Meeting]) -> None:
    """Say which other meeting goes on too; there is one screen, and it shows the one that began last."""
    for other in going_on(meetings):
        if other.id == chosen.id:
            continue
        is_newer = going_on(meetings)[0].id == other.id
        title = markdown.escape(other.title)
        with st.container(border=True, horizontal=True, vertical_alignment="center"), feedback.show():
            if is_newer:
                st.markdown(f"▲ **‘{title}’** is ook begonnen, en staat nu op het scherm.", width="stretch")
                if st.button("Ga daarheen", key=f"other_{other.id}"):
                    door.go("regie.py", m=str(other.id))
            else:
                st.markdown(f"▲ **‘{title}’** is nog niet gesloten.", width="stretch")
                if st.button(f"Sluit ‘{title}’", key=f"close_{other.id}"):
                    meeting.close(store, meeting_id=other.id, now=clock.now())
                    feedback.again()


def going_on(meetings: Sequence[Meeting]) -> list[Meeting]:
    """Return the meetings that go on, the one that began last first: that one has the screen."""
    found = [one for one in meetings if one.status is MeetingStatus.RUNNING]
    return sorted(found, key=lambda one: (one.opened_at or clock.now(), one.id), reverse=True)


def planned(here: door.Here, chosen: Meeting) -> None:
    """A planned meeting can begin."""
    st.markdown("Deze bijeenkomst is gepland. Begin je, dan kunnen telefoons meedoen.")
    begin(here.store, chosen, label="Begin de avond", is_primary=True)
    st.link_button("Open het scherm", f"/scherm?d={here.slug}", icon=":material/cast:", type="tertiary")


def called_off(here: door.Here, chosen: Meeting) -> None:
    """A meeting that was called off can be planned again, or begin after all."""
    st.markdown("Deze bijeenkomst gaat niet door. Kies bij Plan een andere dag, dan staat ze weer gepland.")
    begin(here.store, chosen, label="Begin toch")


def begin(store: Store, chosen: Meeting, *, label: str, is_primary: bool = False) -> None:
    """Begin a meeting, or open it again; when another one goes on, that one is closed first."""
    with store.read() as tables:
        others = [one for one in going_on(tables.meeting.all()) if one.id != chosen.id]
    with feedback.show():
        if st.session_state.get(BEGINNING) != chosen.id:
            if st.button(label, type="primary" if is_primary else "secondary", key="begin"):
                if others:
                    st.session_state[BEGINNING] = chosen.id
                    st.rerun()
                _begin(store, chosen, [])
            return
        names = words.enumerated(f"‘{markdown.escape(one.title)}’" for one in others)
        st.warning(f"Er is één scherm, en {names} loopt nog. Daarna kan daar niemand meer schrijven.")
        with st.container(horizontal=True):
            if st.button(f"Sluit {names} en begin", type="primary", key="begin_sure"):
                _begin(store, chosen, others)
            if st.button("Toch niet", key="begin_not"):
                st.session_state.pop(BEGINNING)
                st.rerun()


def _begin(store: Store, chosen: Meeting, others: Sequence[Meeting]) -> None:
    for other in others:
        meeting.close(store, meeting_id=other.id, now=clock.now())
    meeting.begin(store, meeting_id=chosen.id, now=clock.now())
    st.session_state.pop(BEGINNING, None)
    st.rerun()


def closed(here: door.Here, chosen: Meeting) -> None:
    """A closed meeting gives its summary and the plan of the next."""
    with here.store.read() as tables:
        waiting = len(tables.decision.waiting())
    still = f"Er staan nog {words.count(waiting, 'punt', 'punten')} open." if waiting else ""
    st.markdown(f"Deze bijeenkomst is afgelopen. {still}")
    with st.container(horizontal=True):
        summary(here.slug, chosen, is_primary=True)
        if st.button("Plan de volgende", icon=":material/event:"):
            door.go("regie.py", plan=plan.next_step(chosen.step), na=str(chosen.id))
        with st.popover("Meer", icon=":material/more_horiz:"):
            st.markdown(
                "Open je de bijeenkomst opnieuw, dan kunnen mensen weer schrijven. "
                "Hun eerdere briefjes kunnen zij niet meer wijzigen. Een stemming die klaar is, blijft klaar."
            )
            begin(here.store, chosen, label="Open opnieuw")


@st.fragment
def ending(meeting_id: int) -> None:
    """The end of the evening: the summary, which can be had at any time, and closing."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        chosen = tables.meeting.get(meeting_id)
    st.markdown("De samenvatting kun je ook tussendoor ophalen: er staat in wat er nu is.")
    summary(here.slug, chosen)
    if chosen.status is MeetingStatus.RUNNING:
        end(here.store, chosen)


def end(store: Store, chosen: Meeting) -> None:
    """Close the evening; asks once."""
    if not st.session_state.get(ENDING):
        if st.button("Sluit de avond", icon=":material/door_front:", key="end"):
            st.session_state[ENDING] = True
            feedback.again()
        return
    undecided(store, chosen)
    st.markdown("Daarna kan niemand nog schrijven. Telefoons zien een bedankje.")
    with st.container(horizontal=True):
        if st.button("Ja, sluit de avond", type="primary", key="end_sure"):
            st.session_state.pop(ENDING)
            with feedback.show():
                meeting.close(store, meeting_id=chosen.id, now=clock.now())
                door.go("regie.py", m=str(chosen.id))
        if st.button("Toch niet", key="end_not"):
            st.session_state.pop(ENDING)
            feedback.again()


def undecided(store: Store, chosen: Meeting) -> None:
    """Say that lines from the hall wait for a decision, with the way there; closing may go on."""
    waiting = mention.undecided(store, chosen.id)
    if not waiting:
        return
    lines, they = ("één genoemde lijn", "hij") if waiting == 1 else (f"{waiting} genoemde lijnen", "ze")
    be = "komt" if waiting == 1 else "komen"
    st.warning(f"Over {lines} is nog niet beslist. Sluit je nu, dan {be} {they} niet in het dossier.")
    if st.button(
        "Beslis over de lijnen",
        key="end_lines",
        icon=":material/timeline:",
        on_click=parts.turn_to,
        args=("Lijnen",),
    ):
        st.rerun()


def overview(here: door.Here) -> None:
    """Every meeting with its summary; one that goes on can be closed here too."""
    with here.store.read() as tables:
        meetings = plan.sort(tables.meeting.all())
    st.page_link("regie.py", label="Plan of begin een bijeenkomst", query_params={door.DOSSIER: here.slug})
    for one in meetings:
        about = f"**{markdown.escape(one.title)}**  \n:gray[{markdown.escape(plan.label(one))}]"
        with st.container(horizontal=True, vertical_alignment="center"), feedback.show():
            st.markdown(about, width="stretch")
            summary(here.slug, one, key=f"summary_{one.id}")
            if one.status is MeetingStatus.RUNNING and st.button("Sluit de avond", key=f"close_{one.id}"):
                meeting.close(here.store, meeting_id=one.id, now=clock.now())
                st.rerun()


def summary(slug: str, chosen: Meeting, *, is_primary: bool = False, key: str | None = None) -> None:
    """The one button for the summary; also in mid-meeting."""
    st.link_button(
        "Download de samenvatting",
        f"/download/{slug}/samenvatting/{chosen.id}",
        icon=":material/download:",
        type="primary" if is_primary else "secondary",
        key=key,
    )
