"""The door inside the pages: who is here, which dossier, may he see this? Worked out anew in every run."""

import datetime as dt
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from pages._ui import feedback, markdown
from sok_core import access, clock, words
from sok_core.access import LOGIN_COOKIE, NOBODY, Right, Visitor
from sok_core.errors import Forbidden, SokError
from sok_core.model import Dossier, Role
from sok_core.store import Store
from sok_core.store.house import House, Login
from sok_core.store.shelf import UNREADABLE
from sok_core.web import running

DOSSIER = "d"
GONE = "een dossier dat nu niet opengaat"
WHY_NOT = {
    Right.RUN: "Dit deel is voor de begeleider.",
    Right.READ: "Dit deel is voor het kernteam en de begeleider.",
    Right.WRITE: "Dit deel is voor het kernteam en de begeleider.",
    Right.SHOW: "Dit deel is voor het scherm, het kernteam en de begeleider.",
    Right.HELP: "Dit deel is voor een tafelhulp.",
    Right.STEER: "Dit deel is voor de begeleider.",
    None: "Dit dossier is niet van jou.",
}
OWNER = "_owner"


def cookies() -> dict[str, str]:
    """Return the cookies of this browser; tests replace this one function to hand in a signed cookie."""
    return dict(st.context.cookies)


@dataclass(frozen=True)
class Here:
    """One run of one page: who looks, at which dossier.

    What is read after it is at least as new as ``dossier.revision`` and, outside the file, as ``pulse``.
    """

    visitor: Visitor
    store: Store
    dossier: Dossier
    pulse: int

    @property
    def slug(self) -> str:
        """The file name of the dossier, as it stands in addresses."""
        return self.dossier.slug

    @property
    def today(self) -> dt.date:
        """The day that is today for this dossier, in Amsterdam."""
        return clock.today(clock.now(), self.dossier.reference_date)


def slug() -> str | None:
    """Return which dossier the address asks for; under an earlier name it is put right in the address.

    Who may not come in there learns nothing of the new name.
    """
    asked = st.query_params.get(DOSSIER) or None
    renamed = running.current().renamed(asked) if asked else None
    if renamed is None or access.visitor(*_who(), dossier=renamed.uuid, now=clock.now()) is NOBODY:
        return asked
    st.query_params[DOSSIER] = renamed.slug
    return renamed.slug


def is_gone() -> bool:
    """Whether no dossier has the name that the address asks for, now or earlier."""
    asked = slug()
    return asked is not None and not running.current().shelf.has(asked)


def _who() -> tuple[House, str]:
    return running.current().house, cookies().get(LOGIN_COOKIE, "")


def logins() -> list[Login]:
    """Return as whom this browser came in; a remote and a helper are nobody in the pages."""
    found = access.valid_logins(*_who(), now=clock.now())
    return [login for login in found if login.role not in access.OF_ONE_MEETING]


def visitor(dossier: str | None = None) -> Visitor:
    """Return who is here, for one dossier (its UUID) or for the machine.

    A session that was begun by another browser is emptied first: its id may have been overheard.
    """
    if st.session_state.get(OWNER) not in (None, *(login.id for login in logins())):
        st.session_state.clear()
    who = access.visitor(*_who(), dossier=dossier, now=clock.now())
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
    pulse = running.current().hub.pulse
    try:
        store = running.current().shelf.open(asked)
        with store.read() as tables:
            dossier = tables.dossier.current()
    except SokError as error:
        who = visitor()
        if not _is_of_somebody_here(asked):
            refuse(WHY_NOT[None])
        _does_not_open(error, who)
    who = visitor(dossier.uuid)
    if not who.may(right):
        refuse(WHY_NOT[right if who.role else None])
    return Here(who, store, dossier, pulse)


def enter_house(right: Right = Right.READ) -> Visitor:
    """Guard a page that is about this machine and no dossier in particular."""
    who = visitor()
    if not who.may(right):
        refuse("Dit deel is voor de begeleider van deze computer.")
    return who


def refuse(why: str) -> NoReturn:
    """Show the door instead of the page; who is inside already hears as whom, and where he can go."""
    inside = {(login.role, login.dossier, login.label): login for login in logins()}
    if inside:
        st.title("Hier kun je niet in", anchor=False)
        st.warning(why)
        for login in inside.values():
            _inside(login)
        st.markdown("Wil je hier iets doen? Kom dan binnen als iemand anders.")
        st.link_button("Wissel of log uit", "/deur")
        st.stop()
    st.title("Hier is de deur")
    feedback.say(Forbidden("forbidden"))
    st.markdown("Ben je de begeleider, of zit je in het kernteam? Kom dan eerst binnen.")
    with st.container(horizontal=True):
        st.link_button("Naar de deur", "/deur", type="primary")
        st.link_button("Ik doe mee aan een bijeenkomst", "/m")
    st.stop()


def _inside(login: Login) -> None:
    """Say as whom somebody is here, with the way to where he may go."""
    role, of = words.ROLES[login.role], _name_of(login.dossier)
    label = f" ({markdown.escape(login.label)})" if login.label else ""
    st.markdown(f"Je bent binnen als **{role}**{label} van {words.ended(markdown.escape(of or GONE))}")
    if login.role is Role.SCREEN:
        page, text = "scherm.py", "Naar het scherm"
    else:
        page, text = "start.py", f"Naar {markdown.escape(of)}"
    if of:
        slug = running.current().shelf.slug_of(login.dossier or "")
        query = {DOSSIER: slug} if slug else None
        st.page_link(page, label=text, icon=":material/arrow_forward:", query_params=query)


def _name_of(uuid: str | None) -> str:
    """Return the name of a dossier as people say it, empty when it does not open."""
    if uuid is None:
        return "deze computer"
    try:
        slug = running.current().shelf.slug_of(uuid)
        return running.current().shelf.dossier(slug).name if slug else ""
    except SokError:
        return ""


def _is_of_somebody_here(slug: str) -> bool:
    """Whether a dossier that does not open belongs to this visitor, as far as its file name tells."""
    named = running.current().house.dossiers_named(slug)
    return any(login.dossier is None or login.dossier in named for login in logins())


def _does_not_open(error: SokError, who: Visitor) -> NoReturn:
    """Say what is wrong with a dossier, with the way on."""
    st.title("Dit dossier gaat niet open", anchor=False)
    feedback.say(error)
    if error.code in UNREADABLE and who.may(Right.RUN):
        st.page_link("beheer.py", label="Zet een back-up terug", icon=":material/history:")
    st.page_link("start.py", label="Kies een andere wijk", icon=":material/swap_horiz:")
    st.stop()


def go(page: str, **params: str) -> NoReturn:
    """Change page; keeps the dossier, which Streamlit would drop."""
    here = slug()
    query = ({DOSSIER: here} if here else {}) | params
    st.switch_page(page, query_params=query)
