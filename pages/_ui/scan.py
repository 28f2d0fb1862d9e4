"""Scans of signed paper: to download, to add, and to take away with a reason."""

from collections.abc import Collection, Sequence

import streamlit as st

from pages._ui import door, feedback, markdown
from sok_core import agreement, clock, scan, signature, words
from sok_core.access import Right
from sok_core.errors import Conflict
from sok_core.model import Scan, Version


def paper(here: door.Here, version: Version, scans: Sequence[Scan], broken: Collection[int]) -> None:
    """Scans of signed paper: fetched with a login only, and never changed."""
    for one in scans:
        with st.container(horizontal=True, vertical_alignment="center"):
            code = agreement.control_code(one.digest)
            st.markdown(f"Scan: {markdown.escape(one.name)} {markdown.code(code)}", width="stretch")
            if one.id not in broken:
                url = f"/download/{here.slug}/scan/{one.id}"
                st.link_button("Download de scan", url, key=f"scan_{one.id}")
            if here.visitor.may(Right.RUN):
                detach(here, one)
        if one.id in broken:
            st.error(words.sentence(Conflict("scan.broken")))
    if not here.visitor.may(Right.RUN):
        return
    with st.expander("Voeg een scan van het tekenblad toe"):
        file = st.file_uploader(
            "Kies een pdf, png of jpg",
            type=["pdf", "png", "jpg", "jpeg"],
            max_upload_size=scan.MOST_MEGABYTES,
            key=f"scan_file_{version.number}_{len(scans)}",
        )
        if file is not None and st.button("Bewaar de scan", key="scan_save"):
            with feedback.show():
                about = {"version": version.number, "name": file.name}
                scan.attach(here.store, **about, data=file.getvalue(), now=clock.now())
                feedback.again()


def taken_away(one: Scan) -> str:
    """Say that a scan was taken away, when and why, in markdown; nothing of the scan itself."""
    day = words.day(clock.local(one.removed_at).date(), with_year=True) if one.removed_at else ""
    return f":gray[× Scan weggehaald op {day}: {markdown.escape(one.why)}]"


def detach(here: door.Here, one: Scan) -> None:
    """Take away a scan that does not belong here; asks why."""
    with st.popover("Haal weg", type="tertiary", key=f"scan_off_{one.id}"):
        st.markdown("De handtekeningen blijven staan. Alleen deze scan gaat weg. Jouw reden blijft bewaard.")
        with st.form(f"scan_off_form_{one.id}", border=False, enter_to_submit=False):
            why = st.text_input("Waarom?", max_chars=signature.MAX_WHY, key=f"scan_off_why_{one.id}")
            if st.form_submit_button("Haal de scan weg", key=f"scan_off_now_{one.id}"):
                with feedback.show():
                    scan.detach(here.store, scan_id=one.id, why=why or "", now=clock.now())
                    feedback.again()
