"""Consent: how far every party is, its answer to the frozen text, and the opening of the signing."""

from collections.abc import Mapping, Sequence

import streamlit as st

from pages._ui import door, feedback, figure, live, mandate, markdown, seen
from sok_core import agreement, clock, consent, words
from sok_core import mandate as mandate_rules
from sok_core.access import Right
from sok_core.agreement import Article, Document, Named
from sok_core.consent import Standing
from sok_core.mandate import Reserve
from sok_core.model import Agreement, Consent, ConsentAnswer, Version

YES, NO, GONE, UNMET = "✓ ja", "○ nog niet", "– gestopt", "– voorbehoud niet gelukt"
REFUSED = "▲ het besluit is nee"
GLYPHS = {ConsentAnswer.YES: "✓ ja", ConsentAnswer.YES_IF: "✓ ja, als", ConsentAnswer.NOT_YET: "○ nog niet"}


NOT_NAMED = "Tekende eerder, en staat niet in deze tekst: {}. Bevries opnieuw, dan staat elke partij erin."


def show(_here: door.Here) -> None:
    """The part of the page about consent."""
    consents()


@st.fragment
def consents() -> None:
    """Who is how far, what everybody answered, and the form for one more answer."""
    here = door.enter(Right.READ)
    st.header("Akkoord", anchor=False)
    with feedback.show():
        of_newest(here)
    live.dossier_bell(here, key="consent_bell")


def of_newest(here: door.Here) -> None:
    """Who is how far with the newest text, and the form."""
    with here.store.read() as tables:
        texts, kept = consent.answerable(tables), tables.agreement.current()
        names = {one.number: consent.named(tables, one) for one in texts}
    version = mandate.which(texts, names, key="consent_text")
    with here.store.read() as tables:
        found = consent.standings(tables, version) if version else []
        before = consent.earlier(tables, version.number) if version else {}
        reserves = mandate_rules.reserves(tables, version) if version else {}
        others = tables.party.all() if version and consent.has_been_signed(tables, version.number) else []
        missing = consent.missing(tables, version) if version else []
        may_shut = version is not None and consent.can_shut(tables, version)
    if version is None:
        st.markdown(mandate.NO_VERSION)
        return
    document = agreement.read(version.content)
    st.markdown(
        f"Eén vraag over de hele tekst: **kunnen jullie versie {version.number} tekenen?** "
        f":gray[Controlecode] {markdown.code(agreement.control_code(version.digest))}"
    )
    figure.table([row(one) for one in found])
    left, right = st.columns([5, 4], gap="large")
    with left:
        remarks(found, before, document)
        if here.visitor.may(Right.WRITE):
            for one in found:
                still_reserved(here, one, version, reserves.get(one.party.id, ()))
    with right:
        if version == texts[0]:
            if missing:
                st.markdown(f"▲ {markdown.escape(NOT_NAMED.format(words.enumerated(missing)))}")
            opening(here, found, version, kept, may_shut=may_shut and here.visitor.may(Right.RUN))
        if here.visitor.may(Right.WRITE):
            known = {one.party.id for one in found}
            found += [_newcomer(consent.named_now(one)) for one in others if one.id not in known]
            answer(here, found, version, document)


def _newcomer(party: agreement.Named) -> Standing:
    return Standing(party, has_written=False, has_read=False, answer=None, has_signed=False)


def row(one: Standing) -> dict[str, str]:
    """Return how far one party is, as a row of the table of all."""
    return {
        "Partij": one.party.more,
        "Meegeschreven": YES if one.has_written else "– nee",
        "Gelezen": YES if one.has_read else NO,
        "Akkoord": _agreed(one),
        "Getekend": _signed(one),
    }


def _agreed(one: Standing) -> str:
    if one.is_refused:
        return REFUSED
    if one.answer:
        return GLYPHS[one.answer.answer]
    return GONE if one.is_gone else NO


def _signed(one: Standing) -> str:
    if one.is_unmet:
        return UNMET
    if one.is_gone:
        return GONE
    later = ", later" if one.is_joined_later else ""
    stopped = ", gestopt" if one.has_stopped else ""
    return f"{YES if one.has_signed else NO}{later}{stopped}"


def remarks(found: Sequence[Standing], before: Mapping[int, Sequence[Consent]], document: Document) -> None:
    """What parties said with their answer, on what it hangs, and what they answered earlier."""
    for one in found:
        given, name = one.answer, markdown.escape(one.party.more)
        if one.is_refused and one.mandate:
            st.markdown(f"▲ **{name}**: {markdown.escape(mandate_rules.decided_no(one.mandate, one.party))}")
        if one.mandate and one.mandate.proviso and not one.has_signed:  # then it stands at ‘Tekenen’
            st.markdown(f"**{name}** onder voorbehoud van: {markdown.escape(one.mandate.proviso)}")
        if given and (given.text or given.exceptions):
            st.markdown(f"**{name}**: {said(given, document)}")
    if before:
        with st.expander(f"Eerdere antwoorden ({sum(map(len, before.values()))})"):
            for one in found:
                for given in before.get(one.party.id, ()):
                    st.markdown(f"**{markdown.escape(one.party.more)}**: {said(given, document)}")


def still_reserved(here: door.Here, one: Standing, version: Version, reserves: Sequence[Reserve]) -> None:
    """Ask whether what a party reserved for an earlier text still holds, and write down what it says."""
    number, party_id = version.number, one.party.id
    known = one.mandate or mandate_rules.none_yet(party_id=party_id, version=number)
    for each in reserves:
        st.markdown(f"**{markdown.escape(one.party.more)}**")
        holds = mandate.asked(each, f"reserve_{number}_{party_id}")
        if holds:
            kept = {field: text for field, text in each.kept.items() if not getattr(known, field)}
            mandate_rules.change(here.store, party_id=party_id, version=number, before=known, **kept)
        elif holds is False:
            mandate_rules.let_go(here.store, party_id=party_id, version=number, field=each.field)
        if holds is not None:
            feedback.again()


def said(given: Consent, document: Document) -> str:
    """Return an answer in words, with the articles for which it differs, in markdown."""
    text = words.CONSENT_ANSWERS[given.answer].removesuffix(" …")
    is_repeated = given.text.lower().startswith(("ja,", "ja "))  # people write "Ja, als …" once more
    parts = [given.text if is_repeated else f"{text}: {given.text}" if given.text else text]
    numbers = {one.clause_id: one.number for one in document.articles}
    reasons = {clause: why for clause, why, _ in given.objected}
    for clause in dict.fromkeys((*given.exceptions, *reasons)):
        why = f": {reasons[clause]}" if clause in reasons else ""
        parts.append(f"artikel {numbers.get(clause, '?')}{why}")
    by = f"{given.function}, " if given.function else ""
    about = f"{by}{words.day(given.date, with_year=True)}"
    return f"{markdown.escape(' · '.join(parts))} :gray[({markdown.escape(about)})]"


def opening(
    here: door.Here, found: Sequence[Standing], version: Version, kept: Agreement | None, *, may_shut: bool
) -> None:
    """Whether the signing is open; the facilitator opens it, with a reason when somebody did not say yes."""
    asked = [one for one in found if not one.is_joined_later and not one.is_gone]
    left = [one.party.more for one in asked if not one.has_agreed]
    with st.container(border=True), feedback.show():
        agreed = len(asked) - len(left)
        of = words.count(len(asked), "partij", "partijen")
        st.markdown(f"**{agreed} van {of} {'zei' if agreed == 1 else 'zeiden'} ja.**")
        if consent.is_open(kept, version):
            st.markdown(":green[● Het tekenen is open.]")
            if kept and kept.opened_why:
                st.markdown(f":gray[Open met reden: {markdown.escape(kept.opened_why)}]")
            if may_shut and st.button("Sluit het tekenen weer", key="shut_signing", type="tertiary"):
                consent.shut_signing(here.store)
                feedback.again()
            return
        if left:
            st.markdown(f"Nog geen ja: {words.ended(markdown.escape(', '.join(left)))}")
        if not here.visitor.may(Right.RUN):
            st.markdown(":gray[De begeleider opent het tekenen.]")
            return
        why = ""
        if left or not asked:
            why = st.text_input(
                "Waarom opent het tekenen toch?", max_chars=consent.MAX_TEXT, key=f"open_why_{version.number}"
            )
        label = "Open het tekenen toch" if left or not asked else "Open het tekenen"
        if st.button(label, key="open_signing", type="secondary" if left or not asked else "primary"):
            consent.open_signing(here.store, now=clock.now(), why=why or "")
            feedback.again()


def answer(here: door.Here, found: Sequence[Standing], version: Version, document: Document) -> None:
    """Type what one party answers; its earlier answer stays to be read."""
    of = {one.party.id: one for one in found}
    asked = st.selectbox(
        "Welke partij antwoordt?", list(of), format_func=lambda one: of[one].party.more, key="consent_party"
    )
    if asked is None:
        return
    party, there = of[asked].party, of[asked].answer
    st.link_button(
        "Druk het formulier af",
        f"/download/{here.slug}/akkoord/{party.id}?versie={version.number}",
        icon=":material/print:",
        key=f"consent_paper_{party.id}",
    )
    _form(here, party, there, version, document)


def _form(here: door.Here, party: Named, there: Consent | None, version: Version, document: Document) -> None:
    """What one party answers: on the whole text, and per article where that differs."""
    name = f"consent_{party.id}_{version.number}"
    key, before = seen.turn(name), seen.base(name, there.id if there else None)
    seen.changed(name, before, there.id if there else None)
    articles = {one.clause_id: one for one in document.articles if not one.is_withdrawn}
    differing = st.multiselect(
        "Bij welk artikel is het anders?",
        list(articles),
        format_func=lambda one: f"{articles[one].number} {articles[one].text[:60]}",
        placeholder="Geen",
        key=f"{key}_exceptions",
    )
    with st.form(key, enter_to_submit=False):
        kind = st.radio(
            f"Kan {markdown.label(party.more)} deze tekst tekenen?",
            list(ConsentAnswer),
            index=None,
            format_func=words.CONSENT_ANSWERS.__getitem__,
            horizontal=True,
            key=f"{key}_answer",
        )
        text = st.text_input(
            "Wat is er nog nodig, of wat willen ze kwijt?", max_chars=consent.MAX_TEXT, key=f"{key}_text"
        )
        exceptions = {one: _why(articles[one], key) for one in differing}
        with st.container(horizontal=True):  # side by side only where a whole date fits
            function = st.text_input(
                "Wie antwoordt? (functie)", max_chars=consent.MAX_FUNCTION, key=f"{key}_by", width=220
            )
            date = st.date_input("Wanneer", here.today, format="DD-MM-YYYY", key=f"{key}_date", width=170)
        if st.form_submit_button("Bewaar het antwoord", key=f"{key}_save"):
            with feedback.show():
                if kind is None:
                    st.warning("Kies eerst een antwoord.")
                    return
                consent.answer(
                    here.store,
                    party_id=party.id,
                    version=version.number,
                    answer=kind,
                    date=date or here.today,
                    text=text or "",
                    function=function or "",
                    exceptions=exceptions,
                    instead_of=before,
                )
                seen.renew(name)
                feedback.again()


def _why(one: Article, key: str) -> str:
    label = f"Wat moet er anders bij artikel {one.number}?"
    return st.text_input(label, max_chars=consent.MAX_TEXT, key=f"{key}_why_{one.clause_id}") or ""
