"""Where are we? The six steps, what to do now and what is missing. Without a dossier: which one?"""

import streamlit as st

from pages._ui import door, mark, markdown, picture, shelf, step
from sok_core import clock, settings, steps, words
from sok_core.access import Right

HELP = "LSA Bewoners denkt graag mee: lsabewoners.nl"

if door.slug() is None:
    shelf.show()
    st.stop()

here = door.enter(Right.READ)
known = steps.kept(here.store, now=clock.now())
progress = steps.progress(known)
shown = list(progress.values())
current, act = steps.next_act(known, progress)

as_of = words.day(known.as_of, with_year=True)
told = f"Voorbeeldwijk, alles is verzonnen. Het verhaal loopt tot en met {as_of}."
st.title("Waar staan we?", anchor=False)
st.markdown(f":gray[{told if here.dossier.is_fictional else as_of.capitalize()}]")
st.markdown(steps.headline(shown))
step.now_row(here, act, current)
picture.show(shown, current=current)
mark.reasons(shown)
step.missing_card(shown)

with st.container(horizontal=True, vertical_alignment="center"):
    if here.visitor.may(Right.RUN):
        mark.skip(here.store, shown, current)
        mark.repeat(here.store, shown)
        mark.more(here, shown, current)
    contact = here.dossier.contact or settings.read("SOK_CONTACT") or HELP
    st.markdown(
        f"Elke volgorde mag. Het is altijd maatwerk.  \n**Hulp nodig?** {markdown.escape(contact)}",
        width="stretch",
    )
