"""The papers of the agreement: what each is for, and its buttons."""

from collections.abc import Mapping

import streamlit as st

from pages._ui import door, live, markdown, road, word_template
from sok_core import agreement, consent, delicate
from sok_core.access import Right
from sok_core.model import Version, WordTemplate
from sok_core.web.agreement_paper import ENDINGS, FROZEN_ONLY, Kind, link

ABOUT = {
    Kind.AGREEMENT: ("De overeenkomst", "De hele tekst. Word om in te werken, PDF om te delen."),
    Kind.IN_TEMPLATE: (
        "De overeenkomst in jullie huisstijl",
        "Dezelfde tekst, in jullie eigen Word-sjabloon.",
    ),
    Kind.PUBLIC: ("Publieksversie", "Twee bladzijden in gewone taal, voor iedereen in de wijk."),
    Kind.NOTES: ("Van briefje naar artikel", "Per artikel wat bewoners schreven, in hun eigen woorden."),
    Kind.SIGNATURES: ("Om te tekenen", "Per partij een vel met de eigen belofte en een streep."),
    Kind.PRESS: ("Persblad", "Eén A4 voor de krant."),
    Kind.POSTER: ("Poster", "Voor aan de muur: waarden, doelen en wie er meedoen."),
    Kind.REACTIONS: ("Reactienota", "Per artikel wie wat zei, en wat jullie ermee deden."),
    Kind.CHANGES: ("Verschillen", "Wat er veranderde tussen twee teksten."),
    Kind.EXACT: (
        "Precies de bevroren tekst",
        "Om na te rekenen: de SHA-256 van dit bestand is de hele code achter in de overeenkomst.",
    ),
}
AT_FIRST_SIGHT = (Kind.AGREEMENT, Kind.PUBLIC, Kind.NOTES, Kind.SIGNATURES, Kind.REACTIONS)
NAMES = {"docx": "Maak Word", "pdf": "Maak PDF", "json": "Download"}
SIZES = {"a3": "Maak A3", "a2": "Maak A2"}


def show(_here: door.Here) -> None:
    """The part of the page with papers."""
    papers()


@st.fragment
def papers() -> None:
    """Choose the text, then one line per paper."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        versions, template = tables.version.all(), tables.word_template.current()
        has_text = bool(agreement.document(tables).articles)
        signed = consent.signed_version(tables)
        names = {one.number: _named(one, consent.named(tables, one)) for one in versions}
        told = delicate.on_paper(tables)
    st.header("Papieren", anchor=False)
    if not has_text:
        st.markdown("Er is nog geen artikel. Schrijf er eerst een. Dan maak je hier alle papieren.")
    else:
        road.read_first(here, told)
        _all(here, versions, names, template, signed.number if signed else None)
    live.dossier_bell(here, key="agreement_paper_bell")


def _all(
    here: door.Here,
    versions: list[Version],
    names: Mapping[int, str],
    template: WordTemplate | None,
    signed: int | None,
) -> None:
    """Which text, first the one that was signed, and its papers; ``names`` are of the versions."""
    numbers = [None, *(one.number for one in reversed(versions))]
    chosen = st.selectbox(
        "Van welke tekst?",
        numbers,
        index=numbers.index(signed),
        format_func=lambda number: names.get(number, "De tekst zoals die nu is"),
        key="agreement_paper_version",
    )
    if chosen is None:
        st.markdown(":gray[Op deze papieren staat dat het een concept is.]")
    shown = [kind for kind in Kind if _can(kind, chosen, versions)]
    if template is None:
        shown.remove(Kind.IN_TEMPLATE)
    for kind in shown:
        if kind in AT_FIRST_SIGHT:
            _row(here, kind, chosen, versions)
    with st.expander("Meer papier"):
        for kind in shown:
            if kind not in AT_FIRST_SIGHT:
                _row(here, kind, chosen, versions)
        word_template.manage(here, template)


def _named(version: Version, name: str) -> str:
    """Return the name of a text with how it stands, its title and its code."""
    title = f": {version.title}" if version.title else ""
    return f"{name}{title} · {agreement.control_code(version.digest)}"


def _can(kind: Kind, chosen: int | None, versions: list[Version]) -> bool:
    if kind is Kind.CHANGES:
        return bool(_others(chosen, versions))
    return chosen is not None or kind not in FROZEN_ONLY


def _others(chosen: int | None, versions: list[Version]) -> list[Version]:
    """Return the versions that a text can be compared with: those before it, the last one first."""
    return [one for one in reversed(versions) if chosen is None or one.number < chosen]


def _row(here: door.Here, kind: Kind, chosen: int | None, versions: list[Version]) -> None:
    name, about = ABOUT[kind]
    with st.container(border=True, horizontal=True, vertical_alignment="center"):
        st.markdown(f"**{markdown.escape(name)}**  \n:gray[{markdown.escape(about)}]", width="stretch")
        before = None
        if kind is Kind.CHANGES:
            before = st.selectbox(
                "Vergeleken met",
                [one.number for one in _others(chosen, versions)],
                format_func=lambda number: f"Versie {number}",
                key=f"agreement_paper_before_{chosen}",
                width=160,
            )
        if kind is Kind.POSTER:
            for size, label in SIZES.items():
                url = link(here.slug, kind, "pdf", version=chosen, size=size)
                st.link_button(label, url, icon=":material/print:", key=f"agreement_paper_{kind}_{size}")
            return
        with st.container(horizontal=True, width="content"):
            for ending in ENDINGS[kind]:
                url = link(here.slug, kind, ending, version=chosen, before=before)
                st.link_button(
                    NAMES[ending], url, icon=":material/print:", key=f"agreement_paper_{kind}_{ending}"
                )
