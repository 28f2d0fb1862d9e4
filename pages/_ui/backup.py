"""Backups: make one, take one home, put one back, and bring back a dossier that was deleted."""

from pathlib import Path

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import words
from sok_core.store.file import made_at
from sok_core.store.shelf import Gone
from sok_core.web import running

FIRST = 3
SOUND = "Van hoe het nu is, bewaren we eerst een back-up."
DAMAGED = "Het bestand dat niet opengaat, bewaren we er ook bij."


def backups(here: door.Here) -> None:
    """What can be done now, and the backups that are on this machine."""
    st.markdown("Een back-up is het hele dossier in één bestand. Bewaar er ook een op een andere computer.")
    with st.container(horizontal=True):
        st.link_button(
            "Download een back-up",
            f"/download/{here.slug}/dossier",
            type="primary",
            icon=":material/download:",
        )
        if st.button("Bewaar een back-up hier", key="backup", icon=":material/save:"):
            with feedback.show():
                running.current().shelf.backup(here.slug)
                st.toast("De back-up is bewaard.")
    st.header("Back-ups op deze computer", anchor=False)
    if not listed(here.slug, before=SOUND):
        st.markdown(":gray[Nog geen back-up. De eerste maak je hierboven.]")


def listed(slug: str, *, before: str) -> bool:
    """List the backups of a dossier, the newest in sight; returns whether there are any.

    ``before`` says what happens to what is there now.
    """
    kept = running.current().shelf.backups_of(slug)
    told = [*zip(kept, moments(kept), strict=True)]
    for path, moment in told[:FIRST]:
        row(slug, path, moment, before=before, among=len(kept))
    if told[FIRST:]:
        older = words.count(len(kept) - FIRST, "oudere back-up", "oudere back-ups")
        with st.expander(f"Bekijk {older}"):
            for path, moment in told[FIRST:]:
                row(slug, path, moment, before=before, among=len(kept))
    return bool(kept)


def moments(kept: list[Path] | tuple[Path, ...]) -> list[str]:
    """Return when each backup was made, so that no two read the same."""
    return words.moments([made_at(path) for path in kept])


def row(slug: str, path: Path, moment: str, *, before: str, among: int) -> None:
    """One backup with the way to put it back; the choice closes when there is one ``among`` them more."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.markdown(f"**{moment}** :gray[· {size(path)}]")
        with st.popover("Zet terug", key=f"restore_{path.stem}_{among}"):
            st.markdown(f"Het dossier wordt weer zoals op {moment}. {before}")
            if st.button("Zet deze back-up terug", type="primary", key=f"restore_now_{path.stem}"):
                put_back(slug, path)


def put_back(slug: str, path: Path) -> None:
    """Put a backup back, and let everyone who looks on read anew."""
    current = running.current()
    with feedback.show():
        safety = current.shelf.restore(slug, path)
        current.hub.reset(slug, current.shelf.open(slug).revision())
        kept = f" Wat er stond, is bewaard als {safety.name}." if safety else ""
        feedback.toast_after_rerun(f"Teruggezet.{kept}")
        st.rerun()


def deleted(found: list[Gone]) -> None:
    """Dossiers that were deleted here, each with the way to bring it back from a backup."""
    st.markdown("Deze dossiers zijn verwijderd. Er is nog een back-up, dus je kunt ze terughalen.")
    for one in found:
        with st.form(f"bring_back_{one.uuid}", enter_to_submit=False):
            told = dict(zip(one.backups, moments(one.backups), strict=True))
            st.markdown(f"**{markdown.escape(one.name)}**")
            path = st.selectbox(
                "Zoals op",
                one.backups,
                format_func=told.__getitem__,
                key=f"bring_back_from_{one.uuid}",
            )
            if st.form_submit_button("Haal terug", key=f"bring_back_now_{one.uuid}"):
                bring_back(one, path)
    st.markdown(":gray[Codes werken dan weer. Links voor het kernteam maak je opnieuw.]")


def bring_back(one: Gone, path: Path) -> None:
    """Make a deleted dossier anew, and go there."""
    with feedback.show():
        store = running.current().shelf.bring_back(path)
        feedback.toast_after_rerun(f"{one.name} is terug.")
        door.go("start.py", d=store.slug)


def size(path: Path) -> str:
    """Return how large a file is, as people say it."""
    kilobytes = max(1, round(path.stat().st_size / 1000))
    return (
        f"{words.number(kilobytes)} kB" if kilobytes < 1000 else f"{words.number(round(kilobytes / 1000))} MB"
    )
