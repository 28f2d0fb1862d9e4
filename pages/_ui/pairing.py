"""Devices of one meeting (tafelhulp, afstandsbediening): a code, who is in, and withdrawing."""

import datetime as dt
from collections.abc import Callable

import streamlit as st

from pages._ui import door, feedback
from sok_core import access, clock, words
from sok_core.access import Right
from sok_core.address import short
from sok_core.model import Role
from sok_core.store import Store
from sok_core.store.house import DoorKey, Login
from sok_core.web import door as web_door
from sok_core.web import qr, running

LOOK_EVERY = "5s"  # a device that comes in changes nothing in the dossier, so no bell rings
Name = Callable[[Login | DoorKey], str]


def show_code(code: str, *, title: str, whose: str) -> None:
    """A code that is shown once and kept nowhere: to type, or to scan."""
    picture, text = st.columns([1, 2], vertical_alignment="center")
    picture.image(qr.svg(web_door.pair_link(code)), width=170, alt="QR-code om dit toestel te koppelen")
    with text:
        st.metric(title, f"{code[:3]} {code[3:]}")
        st.markdown(
            f"Scan de QR-code met de telefoon van {whose}, of open daarop "
            f"**{short(running.current().address)}/deur** en typ de code. Hij werkt één keer, "
            f"{access.PAIRING_MINUTES} minuten lang."
        )


@st.fragment(run_every=LOOK_EVERY)
def inside(meeting_id: int, role: Role, *, name: Name, nobody: str) -> None:
    """Which devices are in with this role, and which codes still wait, each with a way to withdraw it."""
    here = door.enter(Right.RUN)
    now, house, uuid = clock.now(), running.current().house, here.dossier.uuid
    waiting = access.open_codes(house, role=role, dossier=uuid, meeting_id=meeting_id, now=now)
    found = of_meeting(house.logins(uuid), role, meeting_id, now=now)
    if not (found or waiting):
        st.markdown(f":gray[{nobody}]")
        return
    since = words.moments([login.created_at for login in found])
    for login, moment in zip(found, since, strict=True):
        if _row(f"**{name(login)}** :gray[· sinds {moment.rpartition(', ')[2]}]", f"withdraw_{login.id}"):
            withdraw(here.store, login)
    for code in waiting:
        until = words.clock_time(code.expires_at)
        if _row(f"**{name(code)}** :gray[· code nog niet gebruikt, tot {until}]", f"withdraw_{code.hash}"):
            with feedback.show():
                access.withdraw_code(house, code, now=now)
                feedback.again()


def _row(text: str, key: str) -> bool:
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(text)
        return st.button("Trek in", key=key)


def withdraw(store: Store, login: Login) -> None:
    """End one device, and what it listens to."""
    with feedback.show():
        running.current().withdraw(store, login)
        feedback.again()


def of_meeting(logins: list[Login], role: Role, meeting_id: int, *, now: dt.datetime) -> list[Login]:
    """Return who is in now with one role in one meeting, by table and by when they came."""
    found = [one for one in logins if one.role is role and one.meeting_id == meeting_id]
    return sorted(
        (one for one in found if one.expires_at > now), key=lambda one: (one.table or 0, one.created_at)
    )
