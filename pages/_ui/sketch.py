"""The first sketch of the agreement, to read here and to go on with in Word."""

import streamlit as st

from pages._ui import door, live, markdown, road
from sok_core import clock, delicate
from sok_core.access import Right
from sok_core.export import sketch
from sok_core.export.paper import Block, Closing, Heading, Paragraph, Points, Quotes, Table
from sok_core.words import CONCEPT


def show(_here: door.Here) -> None:
    """The part of the page with the sketch."""
    reading()


@st.fragment
def reading() -> None:
    """The sketch as it falls out of what is there now, with its files."""
    here = door.enter(Right.READ)
    drawn = sketch.gather(here.store, now=clock.now())
    with here.store.read() as tables:
        told = delicate.on_paper(tables)
    st.header(sketch.NAME, anchor=False)
    st.info(CONCEPT)
    road.read_first(here, told)
    with st.container(horizontal=True):
        for label, form in (("Download voor Word", "docx"), ("Download als PDF", "pdf")):
            url = f"/download/{here.slug}/schets/{form}"
            st.link_button(label, url, icon=":material/download:", key=f"sketch_{form}")
    for block in sketch.blocks(drawn):
        draw(block)
    live.dossier_bell(here, key="sketch_bell")


def draw(block: Block) -> None:
    """One block of the paper, on a page."""
    match block:
        case Heading(level=1):
            st.subheader(markdown.escape(block.text), anchor=False)
        case Heading():
            st.markdown(f"**{markdown.escape(block.text)}**")
        case Paragraph():
            text = markdown.escape(block.text)
            st.markdown(f":gray[{text}]" if block.is_soft else text)
        case Points():
            st.markdown("\n".join(f"- {markdown.escape(one)}" for one in block.points))
        case Quotes():
            lines = [f"„{markdown.escape(' '.join(one.text.split()))}”" for one in block.quotes]
            st.markdown("  \n".join([f":gray[{markdown.escape(block.about)}]", *lines]))
        case Table():
            rows = [f"- **{markdown.escape(who)}:** {markdown.escape(text)}" for who, text in block.rows]
            st.markdown("\n".join(rows))
        case Closing():
            st.markdown(":gray[" + "  \n".join(markdown.escape(one) for one in block.lines[1:]) + "]")
