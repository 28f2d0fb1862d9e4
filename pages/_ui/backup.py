"""Backups of one dossier: make one, take one home, put one back."""

import datetime as dt
from pathlib import Path

import streamlit as st

from pages._ui import door, feedback
from sok_core import clock, words
from sok_core.web import running

FIRST = 3


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
    kept = running.current().shelf.backups_of(here.slug)
    st.header("Back-ups op deze computer", anchor=False)
    if not kept:
        st.markdown(":gray[Nog geen back-up. De eerste maak je hierboven.]")
    for path in kept[:FIRST]:
        row(here.slug, path, among=len(kept))
    if kept[FIRST:]:
        with st.expander(f"Bekijk {words.count(len(kept) - FIRST, 'oudere back-up', 'oudere back-ups')}"):
            for path in kept[FIRST:]:
                row(here.slug, path, among=len(kept))


def row(slug: str, path: Path, *, among: int) -> None:
    """One backup with the way to put it back; the choice closes when there is one ``among`` them more."""
    moment = clock.local(dt.datetime.fromtimestamp(path.stat().st_mtime, dt.UTC))
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        day = words.day(moment.date(), with_year=True)
        st.markdown(f"**{day}**, {words.clock_time(moment)} :gray[· {size(path)}]")
        with st.popover("Zet terug", key=f"restore_{path.stem}_{among}"):
            st.markdown(
                f"Het dossier wordt weer zoals op {words.day(moment.date())} om {words.clock_time(moment)}. "
                "Van hoe het nu is, bewaren we eerst een back-up."
            )
            if st.button("Zet deze back-up terug", type="primary", key=f"restore_now_{path.stem}"):
                put_back(slug, path)


def put_back(slug: str, path: Path) -> None:
    """Put a backup back, and let everyone who looks on read anew."""
    current = running.current()
    with feedback.show():
        safety = current.shelf.restore(slug, path)
        current.hub.reset(slug, current.shelf.open(slug).revision())
        feedback.toast_after_rerun(f"Teruggezet. Wat er stond, is bewaard als {safety.name}.")
        st.rerun()


def size(path: Path) -> str:
    """Return how large a file is, as people say it."""
    kilobytes = max(1, round(path.stat().st_size / 1000))
    return (
        f"{words.number(kilobytes)} kB" if kilobytes < 1000 else f"{words.number(round(kilobytes / 1000))} MB"
    )
