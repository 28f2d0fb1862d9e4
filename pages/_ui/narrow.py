"""What a narrow screen needs that Streamlit does not give: a table as cards, and a code on one line."""

from collections.abc import Sequence

import streamlit as st

PHONE = 640  # pixels: where Streamlit lays columns below each other
CODE = ".stMarkdown code{white-space:nowrap}"
CARDS = (
    "@media (max-width:{phone}px){{"
    "{box} table,{box} tbody{{display:block}}"
    "{box} thead{{display:none}}"
    "{box} tr{{display:grid;grid-template-columns:1fr 1fr;gap:0 .75rem;padding:.4rem .6rem}}"
    "{box} tr+tr{{border-top:1px solid #D9CDB9}}"
    "{box} td{{border:0;padding:.1rem 0}}"
    "{box} td:first-child{{grid-column:1/-1;font-weight:700}}"
    "{names}}}"
)


def whole_codes() -> None:
    """Let no code break over two lines, on the page as it is drawn now."""
    st.html(f"<style>{CODE}</style>")


def table(text: str, heads: Sequence[str], *, key: str) -> None:
    """Draw a table in markdown; on a phone each row is a card, with ``heads`` before all cells but the first.

    The first column has no head there: it says what the card is about.
    """
    box = f".st-key-{key}"
    names = "".join(
        f'{box} td:nth-child({place})::before{{content:"{head}: "}}' for place, head in enumerate(heads, 2)
    )
    st.html(f"<style>{CARDS.format(phone=PHONE, box=box, names=names)}</style>")
    with st.container(key=key):
        st.markdown(text)
