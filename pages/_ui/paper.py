"""The papers of a meeting: what to print beforehand, and the notes to sort by hand."""

from collections.abc import Callable

import streamlit as st

from pages._ui import door, feedback, live, markdown
from sok_core import address, settings, words
from sok_core.access import Right
from sok_core.export.card import MOST_TABLES
from sok_core.model import Dossier, Meeting, Prompt, PromptKind
from sok_core.web import running
from sok_core.web.paper import MOST_CONTACT, Kind, link

AT_FIRST_SIGHT = 5
Draw = Callable[[Dossier, Meeting, list[Prompt]], None]

NAMES = {
    Kind.RUN_SHEET: ("Draaiboek", "Tijden, vragen en wat je meeneemt, met ruimte om te schrijven."),
    Kind.INVITATION: ("Uitnodiging", "Een Word-bestand dat je zelf afmaakt."),
    Kind.POSTERS: ("Posters", "Elke vraag groot op papier, met QR-code en code. A4, ook goed op A3."),
    Kind.EMPTY_NOTES: ("Lege kaartjes", "Voor wie op papier schrijft. Een vel om te knippen, per vraag."),
    Kind.DOT_CARDS: ("Stipkaarten", "Voor wie op papier stemt: per thema rondjes om te kleuren."),
    Kind.WRITTEN_NOTES: ("Briefjes", "Alle briefjes met hun nummer, om uit te knippen en te sorteren."),
}


@st.fragment
def papers(meeting_id: int) -> None:
    """One line and one button per paper; what is needed least is under more."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        chosen = tables.meeting.get(meeting_id)
        prompts = tables.prompt.of(meeting_id)
        is_written = any(tables.note.counts_by_prompt(meeting_id).values())
    kinds = order(prompts, is_written=is_written)
    with feedback.show():
        for kind in kinds[:AT_FIRST_SIGHT]:
            row(kind, here.dossier, chosen, prompts)
        if not is_written:
            st.markdown(":gray[Hangen er briefjes? Dan druk je die hier ook af.]")
        if kinds[AT_FIRST_SIGHT:]:
            with st.expander("Meer papier"):
                for kind in kinds[AT_FIRST_SIGHT:]:
                    row(kind, here.dossier, chosen, prompts)
    live.dossier_bell(here, key="paper_bell")


def order(prompts: list[Prompt], *, is_written: bool) -> list[Kind]:
    """Return the papers that can be made now, what is needed first on top."""
    if is_written:
        kinds = [Kind.WRITTEN_NOTES, Kind.DOT_CARDS, Kind.EMPTY_NOTES, Kind.POSTERS, Kind.RUN_SHEET]
        kinds.append(Kind.INVITATION)
    else:
        kinds = [Kind.RUN_SHEET, Kind.INVITATION, Kind.POSTERS, Kind.EMPTY_NOTES, Kind.DOT_CARDS]
    return kinds if prompts else [kind for kind in kinds if kind is not Kind.POSTERS]


def row(kind: Kind, dossier: Dossier, chosen: Meeting, prompts: list[Prompt]) -> None:
    """What a paper is for, and its button."""
    name, about = NAMES[kind]
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{name}**  \n:gray[{about}]", width="stretch")
        BUTTONS[kind](dossier, chosen, prompts)


def download(label: str, url: str) -> None:
    """A button that fetches a file."""
    st.link_button(label, url, icon=":material/print:")


def language(kind: Kind, chosen: Meeting) -> str:
    """Ask in which language a paper is made."""
    return st.selectbox(
        "In welke taal?",
        words.LANGUAGES,
        format_func=words.LANGUAGES.__getitem__,
        key=f"paper_language_{kind}_{chosen.id}",
    )


def untranslated(prompts: list[Prompt], chosen_language: str) -> None:
    """Name the questions that stay Dutch, and where the facilitator translates them."""
    missing = [str(prompt.position) for prompt in prompts if chosen_language not in dict(prompt.translations)]
    if chosen_language == "nl" or not missing:
        return
    listed = words.enumerated(missing)
    named = f"Vragen {listed} hebben" if len(missing) > 1 else f"Vraag {listed} heeft"
    st.markdown(
        f"▲ {named} nog geen vertaling. Daar staat de vraag in het Nederlands. Vertalen kan bij Plan."
    )


def run_sheet(dossier: Dossier, chosen: Meeting, _: list[Prompt]) -> None:
    """The run sheet needs no choice."""
    download("Maak het draaiboek", link(dossier.slug, chosen.id, Kind.RUN_SHEET))


def invitation(dossier: Dossier, chosen: Meeting, _: list[Prompt]) -> None:
    """Ask what there will be for who comes; all of it can still be changed in Word.

    A form, because a link that is pressed right after typing would still be the one from before.
    """
    key = f"paper_invitation_{chosen.id}"
    with st.popover("Maak de uitnodiging", icon=":material/mail:"):
        with st.form(f"{key}_form", border=False, enter_to_submit=False):
            has_food = st.checkbox("Er is eten", key=f"{key}_food")
            has_childcare = st.checkbox("Er is kinderopvang", key=f"{key}_childcare")
            is_accessible = st.checkbox("Een rolstoel kan naar binnen", key=f"{key}_access")
            contact = st.text_input(
                "Wie kunnen mensen bellen?",
                dossier.contact,
                key=f"{key}_contact",
                max_chars=MOST_CONTACT,
                placeholder="Naam en telefoonnummer",
            ).strip()
            if st.form_submit_button("Maak klaar", key=f"{key}_make"):
                st.session_state[key] = link(
                    dossier.slug,
                    chosen.id,
                    Kind.INVITATION,
                    eten=int(has_food),
                    kinderopvang=int(has_childcare),
                    toegankelijk=int(is_accessible),
                    contact="" if contact == dossier.contact.strip() else contact,
                )
        if key in st.session_state:
            st.markdown(":gray[In Word kun je alles nog veranderen.]")
            st.link_button(
                "Download voor Word", st.session_state[key], icon=":material/download:", type="primary"
            )


def posters(dossier: Dossier, chosen: Meeting, prompts: list[Prompt]) -> None:
    """Show which address would stand on the poster: at home it may be another one than in the hall."""
    with st.popover("Maak de posters", icon=":material/print:"):
        where = address.short(f"{running.current().address}/m")
        st.markdown(f"Op de poster komt **{markdown.escape(where)}** met de code **{chosen.code}**.")
        if not settings.read("SOK_ADDRESS"):
            st.markdown(
                "▲ Dit adres hoort bij de wifi waar deze computer nu op zit. In de zaal kan het anders zijn. "
                "Maak de posters dan daar, of zonder QR-code."
            )
        with_code = st.checkbox("Met QR-code en adres", value=True, key=f"paper_qr_{chosen.id}")
        other = language(Kind.POSTERS, chosen)
        if other != "nl":
            st.markdown(":gray[De Nederlandse vraag blijft groot staan, met de vertaling eronder.]")
        untranslated(prompts, other)
        url = link(dossier.slug, chosen.id, Kind.POSTERS, papier=int(not with_code), taal=said(other))
        st.link_button("Download de posters", url, icon=":material/download:", type="primary")


def empty_notes(dossier: Dossier, chosen: Meeting, prompts: list[Prompt]) -> None:
    """Ask in which language; a question that nobody translated stays Dutch."""
    with st.popover("Maak lege kaartjes", icon=":material/print:"):
        other = language(Kind.EMPTY_NOTES, chosen)
        untranslated([prompt for prompt in prompts if prompt.kind is PromptKind.NOTES], other)
        url = link(dossier.slug, chosen.id, Kind.EMPTY_NOTES, taal=said(other))
        st.link_button("Download de kaartjes", url, icon=":material/download:", type="primary")


def dot_cards(dossier: Dossier, chosen: Meeting, _: list[Prompt]) -> None:
    """Ask in which language; the names of themes stay as the group gave them."""
    with st.popover("Maak stipkaarten", icon=":material/print:"):
        other = language(Kind.DOT_CARDS, chosen)
        if other != "nl":
            st.markdown(":gray[De namen van de thema's blijven zoals de groep ze gaf.]")
        url = link(dossier.slug, chosen.id, Kind.DOT_CARDS, taal=said(other))
        st.link_button("Download de stipkaarten", url, icon=":material/download:", type="primary")


def said(other: str) -> str:
    """Return a language as it stands in an address: Dutch goes without saying."""
    return "" if other == "nl" else other


def written_notes(dossier: Dossier, chosen: Meeting, _: list[Prompt]) -> None:
    """Ask over how many tables the notes are dealt, and in which language the words around them are."""
    with st.popover("Druk briefjes af", icon=":material/content_cut:"):
        tables = st.selectbox(
            "Verdeel ze over hoeveel tafels?", range(1, MOST_TABLES + 1), key=f"paper_tables_{chosen.id}"
        )
        st.markdown(":gray[Elke tafel krijgt een eigen stapel. Verborgen briefjes zitten er niet bij.]")
        other = language(Kind.WRITTEN_NOTES, chosen)
        st.markdown(
            ":gray[Een briefje blijft zoals het is. Is er een vertaling, dan staat die er klein onder.]"
        )
        dealt = tables if tables > 1 else 0
        url = link(dossier.slug, chosen.id, Kind.WRITTEN_NOTES, tafels=dealt, taal=said(other))
        st.link_button("Download de briefjes", url, icon=":material/download:", type="primary")


BUTTONS: dict[Kind, Draw] = {
    Kind.RUN_SHEET: run_sheet,
    Kind.INVITATION: invitation,
    Kind.POSTERS: posters,
    Kind.EMPTY_NOTES: empty_notes,
    Kind.DOT_CARDS: dot_cards,
    Kind.WRITTEN_NOTES: written_notes,
}
