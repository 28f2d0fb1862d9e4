"""The door inside the pages: who is here, which dossier, may he see this? Worked out anew in every run."""

from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from pages._ui import feedback
from sok_core import access, clock
from sok_core.access import LOGIN_COOKIE, NOBODY, Right, Visitor
from sok_core.errors import Forbidden, SokError
from sok_core.model import Dossier
from sok_core.store import Store
from sok_core.web import running

DOSSIER = "d"
OWNER = "_owner"


def cookies() -> dict[str, str]:
    """Return the cookies of this browser; tests replace this one function to hand in a signed cookie."""
    return dict(st.context.cookies)


@dataclass(frozen=True)
class Here:
    """One run of one page: who looks, at which dossier."""

    visitor: Visitor
    store: Store
    dossier: Dossier

    @property
    def slug(self) -> str:
        """The file name of the dossier, as it stands in addresses."""
        return self.dossier.slug


def slug() -> str | None:
    """Return which dossier the address asks for."""
    return st.query_params.get(DOSSIER)


def visitor(dossier: str | None = None) -> Visitor:
    """Return who is here, for one dossier (its UUID) or for the machine.

    A session that was begun by another browser is emptied first: its id may have been overheard.
    """
    house, cookie = running.current().house, cookies().get(LOGIN_COOKIE, "")
    ours = [login.id for login in access.valid_logins(house, cookie, now=clock.now())]
    if st.session_state.get(OWNER) not in (None, *ours):
        st.session_state.clear()
    who = access.visitor(house, cookie, dossier=dossier, now=clock.now())
    if who is not NOBODY:
        st.session_state[OWNER] = who.login_id
    return who


def enter(right: Right) -> Here:
    """Open the dossier of this page for whoever may see it; anybody else gets the door, and the run stops.

    Called at the top of every page, and of every fragment that reads or writes.
    """
    asked = slug()
    if asked is None:
        st.switch_page("start.py")
    try:
        store = running.current().shelf.open(asked)
        with store.read() as tables:
            dossier = tables.dossier.current()
    except SokError as error:
        if not visitor().may(Right.READ):
            refuse()
        refuse(error)
    who = visitor(dossier.uuid)
    if not who.may(right):
        refuse()
    return Here(who, store, dossier)


def enter_house(right: Right = Right.READ) -> Visitor:
    """Guard a page that is about this machine and no dossier in particular."""
    who = visitor()
    if not who.may(right):
        refuse()
    return who


def refuse(error: SokError | None = None) -> NoReturn:
    """Show the door instead of the page."""
    st.title("Hier is de deur")
    feedback.say(error or Forbidden("forbidden"))
    st.markdown("Ben je de begeleider, of zit je in het kernteam? Kom dan eerst binnen.")
    with st.container(horizontal=True):
        st.link_button("Naar de deur", "/deur", type="primary")
        st.link_button("Ik doe mee aan een bijeenkomst", "/m")
    st.stop()


def go(page: str, **params: str) -> NoReturn:
    """Change page; keeps the dossier, which Streamlit would drop."""
    here = slug()
    query = ({DOSSIER: here} if here else {}) | params
    st.switch_page(page, query_params=query)
