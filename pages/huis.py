"""The house: which pages there are, who is here, and the way between them."""

from pathlib import Path
from urllib.parse import urlsplit

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

# Once per run, and before the navigation: a second call would open and close the sidebar under somebody's
# hands, and without it the icon of a page becomes the icon of the tab, fetched from outside. So the address
# has to say which page this is.
asked = urlsplit(st.context.url or "").path.rpartition("/")[2]
names = {page.url_path: page.title for pages in PAGES.values() for page in pages}
st.set_page_config(
    page_title=f"{names.get(asked, names[''])} · SOK-tafel",
    page_icon=Path(__file__).parent / "static" / "tafel.svg",
    layout="wide",
    initial_sidebar_state="collapsed" if meeting.fills_page(asked) else 254,
)
page = st.navigation(PAGES, position="hidden")
feedback.show_pending_toast()
if page.url_path != "scherm":
    sidebar.show(PAGES, door.slug())
page.run()
dutch.speak()
