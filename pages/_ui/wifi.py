"""The Wi-Fi of the hall, for the QR code on the screen: one form, wherever it is asked."""

import streamlit as st

from pages._ui import door, feedback

SHORTEST_PASSWORD = 8


def form(here: door.Here, *, key: str) -> None:
    """Ask for the name and the password of the Wi-Fi; ``key`` tells this form from another one."""
    known = here.dossier
    with st.form(key, enter_to_submit=False):
        st.header("De wifi van de zaal", anchor=False)
        left, right = st.columns(2)
        name = left.text_input("Naam van de wifi", known.wifi_name, key=f"{key}_name", max_chars=32)
        password = right.text_input(
            "Wachtwoord van de wifi", known.wifi_password, key=f"{key}_password", max_chars=63
        )
        st.markdown(
            ":gray[Op het scherm komt een QR-code waarmee telefoons op deze wifi komen. "
            "Die kies je tijdens de avond: Scherm, Wifi op scherm. Iedereen in de zaal leest dan mee.]"
        )
        if st.form_submit_button("Bewaar de wifi", key=f"{key}_save"):
            _keep(here, name.strip(), password.strip())


def _keep(here: door.Here, name: str, password: str) -> None:
    if password and not name:
        st.warning("Typ ook de naam van de wifi. Er is nog niets bewaard.")
    elif 0 < len(password) < SHORTEST_PASSWORD:
        st.warning(f"Een wachtwoord van wifi heeft minstens {SHORTEST_PASSWORD} tekens. Er is niets bewaard.")
    else:
        with feedback.show():
            with here.store.write() as tables:
                tables.dossier.update(wifi_name=name, wifi_password=password)
            feedback.toast_after_rerun("De wifi is bewaard.")
            st.rerun()
