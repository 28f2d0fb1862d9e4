"""This machine: which dossiers there are, taking one in, the fictional neighbourhood."""

import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import streamlit as st

from pages._ui import backup, door, feedback, markdown, shelf
from sok_core import dossier, settings, words
from sok_core.errors import Conflict, RuleBroken, SokError
from sok_core.intake import demo
from sok_core.model import Dossier
from sok_core.store.file import described
from sok_core.store.shelf import UNREADABLE
from sok_core.web import running

LARGEST = 200_000_000


def dossiers() -> None:
    """Every dossier with the way to it; first what cannot be opened, with its backups."""
    found = running.current().shelf.all()
    named = shelf.names(found)
    if not found:
        st.markdown(":gray[Er is nog geen dossier.]")
    for one in found:
        if not isinstance(one, Dossier):
            spoiled(*one)
    for one in found:
        if isinstance(one, Dossier):
            with st.container(
                horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"
            ):
                more = " :gray[· verzonnen]" if one.is_fictional else ""
                st.markdown(f"**{markdown.escape(named[one.slug])}**{more}")
                if st.button("Beheer", key=f"manage_{one.slug}"):
                    door.go("beheer.py", d=one.slug)


def spoiled(slug: str, error: SokError) -> None:
    """A file that cannot be opened: what is wrong, and the backups that can take its place."""
    with st.container(border=True):
        st.warning(f"{slug}: {words.sentence(error)}")
        if error.code in UNREADABLE and not backup.listed(slug, before=backup.DAMAGED):
            st.markdown(
                "Er is geen back-up op deze computer. Heb je er ergens anders een? Haal die hieronder binnen."
            )


def take_in() -> None:
    """Put a dossier file from elsewhere on this machine; one that is here already only as a copy."""
    file = st.file_uploader(
        "Kies een bestand op .sqlite, of het zipbestand van een overdracht",
        type=["sqlite", "zip"],
        key="dossier_file",
    )
    if file is None:
        return
    is_offered = st.session_state.get("offered_as_copy") == file.file_id
    if is_offered:
        feedback.say(Conflict("dossier.already_here"))
        st.markdown(markdown.escape(st.session_state.get("offered_beside", "")))
    label = "Zet het erbij als kopie" if is_offered else "Haal het binnen"
    if not st.button(label, type="primary", key="take_in"):
        return
    with feedback.show(), tempfile.TemporaryDirectory() as folder:
        path = unpack(file.getvalue(), Path(folder))
        try:
            store = running.current().shelf.take_in(path, as_copy=is_offered)
        except Conflict as error:
            st.session_state["offered_as_copy"] = file.file_id
            st.session_state["offered_beside"] = beside(path, error.values["slug"])
            st.rerun()
        feedback.toast_after_rerun("Het dossier staat op deze computer.")
        door.go("beheer.py", d=store.slug)


def beside(path: Path, slug: str) -> str:
    """Return which is newer, a file or the same dossier that is here, as far as that can be known."""
    current = running.current()
    arriving, here = described(path), current.shelf.dossier(slug)
    return dossier.beside(arriving, here, machine=current.house.machine())


def unpack(content: bytes, folder: Path) -> Path:
    """Write an uploaded dossier to a folder and return its path; a zip may hold exactly one."""
    target = folder / "dossier.sqlite"
    if content.startswith(b"PK"):
        try:
            with zipfile.ZipFile(BytesIO(content)) as pack:
                (name,) = [info for info in pack.infolist() if info.filename.endswith(".sqlite")]
                if name.file_size > LARGEST:
                    raise RuleBroken("too_large")
                content = pack.read(name)
        except (ValueError, zipfile.BadZipFile) as error:
            raise RuleBroken("dossier.foreign") from error
    target.write_bytes(content)
    return target


def fictional() -> None:
    """The neighbourhood that ships with the house."""
    st.markdown("Molenkwartier is een verzonnen wijk, om te oefenen en te laten zien.")
    is_here = demo.SLUG in running.current().shelf.slugs()
    if st.button("Zet de voorbeeldwijk klaar", key="demo", disabled=is_here):
        with feedback.show():
            store = demo.load(running.current().shelf, running.current().house, settings.demo_folder())
            door.go("beheer.py", d=store.slug)
    if is_here:
        st.markdown(":gray[De voorbeeldwijk staat er al.]")
