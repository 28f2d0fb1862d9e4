"""The dossiers on this machine: which ones this visitor may open, a new one, the fictional one."""

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from pages._ui import backup, door, feedback, markdown
from sok_core import access, clock, settings, steps, words
from sok_core.access import Right
from sok_core.errors import SokError
from sok_core.intake import demo
from sok_core.model import Dossier
from sok_core.store.shelf import UNREADABLE
from sok_core.web import running

Spoiled = tuple[str, SokError]


def visible(*, is_facilitator: bool) -> list[Dossier | Spoiled]:
    """Return the dossiers that this visitor may read, and for a facilitator the files that do not open."""
    house, cookie = running.current().house, door.cookies().get(access.LOGIN_COOKIE, "")
    found: list[Dossier | Spoiled] = []
    for one in running.current().shelf.all():
        if not isinstance(one, Dossier):
            found += [one] if is_facilitator else []
        elif access.visitor(house, cookie, dossier=one.uuid, now=clock.now()).may(Right.READ):
            found.append(one)
    return found


def show() -> None:
    """Let a visitor choose a dossier; a facilitator may also begin one."""
    is_facilitator = door.visitor().may(Right.RUN)
    found = visible(is_facilitator=is_facilitator)
    if not found and not is_facilitator:
        door.refuse(door.WHY_NOT[Right.READ])
    st.title("Welke wijk?", anchor=False)
    if not found:
        st.markdown("Er staat nog geen dossier op deze computer. Begin er een, of kijk eerst rond.")
        with st.container(border=True, width=560):
            begin()
    named = names(found)
    for one in found:
        if isinstance(one, Dossier):
            _card(one, named[one.slug])
        else:
            _spoiled(*one)
    if is_facilitator:
        _more(is_first=not found)


def names(found: Sequence[Dossier | Spoiled]) -> dict[str, str]:
    """Return what each dossier is called in a list, by its file name; who shares a name shows that too."""
    dossiers = [one for one in found if isinstance(one, Dossier)]
    times = Counter(one.name for one in dossiers)
    return {one.slug: f"{one.name} ({one.slug})" if times[one.name] > 1 else one.name for one in dossiers}


def _more(*, is_first: bool) -> None:
    """What a facilitator can do here besides opening a dossier."""
    shelf = running.current().shelf
    deleted = shelf.gone()
    with st.container(horizontal=True):
        if not is_first:
            with st.popover("Nieuw dossier", icon=":material/add:", key="new_dossier"):
                begin()
        if demo.SLUG not in shelf.slugs():
            try_out()
        if deleted:
            with st.popover("Meer", icon=":material/more_horiz:", key="more"):
                backup.deleted(deleted)


def begin() -> None:
    """Ask for the one thing that a new dossier needs."""
    with st.form("begin", border=False):
        name = st.text_input("Hoe heet jullie wijk?", key="neighbourhood", max_chars=60)
        if st.form_submit_button("Maak het dossier", type="primary", key="begin"):
            with feedback.show():
                store = running.current().shelf.create(name)
                feedback.toast_after_rerun(f"Het dossier van {name.strip()} staat klaar.")
                door.go("start.py", d=store.slug)


def try_out() -> None:
    """Open the fictional neighbourhood, to look around in without breaking anything."""
    if st.button("Open de voorbeeldwijk", icon=":material/explore:", key="demo"):
        with feedback.show():
            here = running.current()
            demo.load(here.shelf, here.house, settings.demo_folder())
            door.go("start.py", d=demo.SLUG)


def _card(dossier: Dossier, name: str) -> None:
    known = steps.kept(running.current().shelf.open(dossier.slug), now=clock.now())
    headline = steps.headline(list(steps.progress(known).values()))
    badge = "  :gray-badge[voorbeeld]" if dossier.is_fictional else ""
    given = (
        f" Overgedragen aan {words.ended(markdown.escape(dossier.handed_over_to))}"
        if dossier.handed_over_to
        else ""
    )
    with st.container(border=True, horizontal=True, vertical_alignment="center", width=860):
        st.markdown(f"**{markdown.escape(name)}**{badge}  \n{headline}{given}", width="stretch")
        st.page_link(
            "start.py",
            label=f"Open {markdown.escape(name)}",
            icon=":material/arrow_forward:",
            query_params={door.DOSSIER: dossier.slug},
        )


def _spoiled(slug: str, error: SokError) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", width=860):
        st.markdown(f"**{markdown.escape(slug)}**  \n{words.sentence(error)}", width="stretch")
        if error.code in UNREADABLE and st.button(
            "Zet een back-up terug", key=f"mend_{slug}", icon=":material/history:"
        ):
            door.go("beheer.py")
