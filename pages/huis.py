"""The house: which pages there are, who is here, and the way between them."""

from pathlib import Path

import streamlit as st

from pages._ui import door, dutch, feedback, meeting, sidebar

PAGES = {
    "": [st.Page("start.py", title="Waar staan we?", icon=":material/home:", default=True)],
    "De zes stappen": [
        st.Page("stap_1_verkenning.py", title="Verkenning", icon=":material/group:", url_path="verkenning"),
        st.Page(
            "stap_2_doelen_en_waarden.py",
            title="Doelen en waarden",
            icon=":material/sticky_note_2:",
            url_path="doelen-en-waarden",
        ),
        st.Page("stap_3_rollen.py", title="Rollen", icon=":material/notes:", url_path="rollen"),
        st.Page(
            "stap_4_projecten.py", title="Projecten", icon=":material/potted_plant:", url_path="projecten"
        ),
        st.Page(
            "stap_5_ondertekenen.py", title="Ondertekenen", icon=":material/stylus:", url_path="ondertekenen"
        ),
        st.Page(
            "stap_6_monitoring.py",
            title="Elkaar scherp houden",
            icon=":material/bar_chart:",
            url_path="monitoring",
        ),
    ],
    "De avond": [
        st.Page("regie.py", title="Regie", icon=":material/tune:", url_path="regie"),
        st.Page("scherm.py", title="Scherm", icon=":material/cast:", url_path="scherm"),
    ],
    "Achter de schermen": [
        st.Page("beheer.py", title="Beheer", icon=":material/settings:", url_path="beheer")
    ],
}

page = st.navigation(PAGES, position="hidden")
# One call per run: a second one with another sidebar would open and close it under somebody's hands.
st.set_page_config(
    page_title=f"{page.title} · SOK-tafel",
    # An icon of our own: a Material icon would be fetched from outside, and the hall may have no internet.
    page_icon=Path(__file__).parent / "static" / "tafel.svg",
    layout="wide",
    initial_sidebar_state="collapsed" if meeting.fills_page(page.url_path) else 254,
)
feedback.show_pending_toast()
if page.url_path != "scherm":
    sidebar.show(PAGES, door.slug())
page.run()
dutch.speak()
