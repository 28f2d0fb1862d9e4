"""Mandates: the day of signing, who decides for each party, and whether that is in time."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

import streamlit as st

from pages._ui import door, feedback, live, markdown, seen
from sok_core import consent, mandate, signature, words
from sok_core.access import Right
from sok_core.mandate import Plan, Reserve, Sheet
from sok_core.model import Agreement, MandateBasis, MandateStatus, Version

CHOSEN = [MandateStatus.ASKED, MandateStatus.IN, MandateStatus.REFUSED]
NO_VERSION = "Er is nog geen bevroren tekst. Bevries eerst een versie: daarover beslist elke partij."
TAKE_OVER = {"proviso": "Neem het voorbehoud over", "substitute_for": "Neem de volmacht over"}
WIDE, DATE = 260, 160  # pixels: side by side where there is room, else below each other


def show(_here: door.Here) -> None:
    """The part of the page about mandates."""
    mandates()


@st.fragment
def mandates() -> None:
    """Every signing party with how it stands, and the form of one of them."""
    here = door.enter(Right.READ)
    st.header("Mandaat", anchor=False)
    with feedback.show():
        of_newest(here)
    live.dossier_bell(here, key="mandate_bell")


def of_newest(here: door.Here) -> None:
    """How every party stands with the newest text or one that is signed, and the form of one of them."""
    with here.store.read() as tables:
        texts, kept = consent.answerable(tables), tables.agreement.current()
        names = {one.number: consent.named(tables, one) for one in texts}
    version = which(texts, names, key="mandate_text")
    with here.store.read() as tables:
        sheets = mandate.sheets(tables, version) if version else []
        reserves = mandate.reserves(tables, version) if version else {}
        gone = dict.fromkeys(tables.signature.stopped(here.today), "Gestopt")
        if version:
            gone |= dict.fromkeys(tables.signature.unmet(version.number), "Voorbehoud niet gelukt")
    if version is None or kept is None:
        st.markdown(NO_VERSION)
        return
    st.markdown(
        f"Wie tekent, moet mogen tekenen. Elke partij beslist over versie {version.number}. "
        ":gray[Wij schatten zelf hoe lang dat duurt, zonder vrije dagen en zomerreces. Weet een partij "
        "het beter? Vul in wanneer haar bestuur vergadert.]"
    )
    feast(here, kept)
    sheets.sort(key=lambda one: one.party.more.casefold())
    plans = [plan_of(here, one, kept) for one in sheets]
    left, right = st.columns([3, 5], gap="medium")
    with left:
        if noes := [one.party.more for one in sheets if one.mandate.status is MandateStatus.REFUSED]:
            verb = "zei" if len(noes) == 1 else "zeiden"
            st.markdown(
                f"▲ **{len(noes)} van {words.count(len(sheets), 'partij', 'partijen')} {verb} nee: "
                f"{markdown.escape(words.enumerated(noes))}.**"
            )
        for one, found in zip(sheets, plans, strict=True):
            st.markdown(row(one, found, kept, gone=gone.get(one.party.id, "")))
    with right:
        one_party(here, sheets, kept, reserves)


def which(
    texts: Sequence[Version], names: Mapping[int, str], *, key: str, label: str = "Over welke tekst?"
) -> Version | None:
    """Which of these texts this is about, the first when nobody chose; ``names`` are by number."""
    if len(texts) < 2:
        return texts[0] if texts else None
    numbers = [one.number for one in texts]
    chosen = st.selectbox(label, numbers, format_func=names.__getitem__, key=key)
    return next((one for one in texts if one.number == chosen), texts[0])


def plan_of(here: door.Here, one: Sheet, kept: Agreement) -> Plan:
    """Return whether one mandate is there in time."""
    return mandate.plan(
        one.mandate,
        one.party.kind,
        signing_on=kept.signing_on,
        today=here.today,
        region=here.dossier.region,
    )


def feast(here: door.Here, kept: Agreement) -> None:
    """The day and the place of the signing."""
    if not here.visitor.may(Right.WRITE):
        return
    key, before = seen.turn("feast"), seen.base("feast", (kept.signing_on, kept.place))
    seen.changed("feast", before, (kept.signing_on, kept.place))
    with st.form(key, enter_to_submit=False):
        left, middle, right = st.columns([3, 4, 2], vertical_alignment="bottom")
        day = left.date_input("Dag van het tekenen", before[0], format="DD-MM-YYYY", key=f"{key}_day")
        place = middle.text_input("Plaats", before[1], max_chars=mandate.MAX_TEXT, key=f"{key}_place")
        if right.form_submit_button("Bewaar", key=f"{key}_save", width="stretch"):
            with feedback.show():
                signature.plan(here.store, signing_on=day, place=place or "", before=before)
                seen.renew("feast")
                feedback.again()


def row(one: Sheet, found: Plan, kept: Agreement, *, gone: str = "") -> str:
    """Say of one party who decides, and whether that is in time, or why nobody waits for it (``gone``)."""
    if gone and one.mandate.status is not MandateStatus.SIGNED:
        return f"**{markdown.escape(one.party.more)}** :gray-badge[– {gone}]"
    badge = ":gray-badge[○ Kies een dag]"
    if one.mandate.status is MandateStatus.SIGNED:
        badge = ":green-badge[✓ Getekend]"
    elif found.is_refused:
        badge = ":orange-badge[▲ Zei nee]"
    elif found.is_in_time is False:
        badge = ":orange-badge[▲ Te laat]"
    elif found.is_decided:
        badge = ":blue-badge[✓ Besloten]"
    elif found.is_in_time:
        badge = ":green-badge[● Op tijd]"
    elif found.is_past and not found.is_over and kept.signing_on:
        badge = ":orange-badge[▲ Wat is er besloten?]"
    said = words.MANDATE_BASES[found.basis] + (" (denken wij)" if found.is_assumed else "")
    sentences = mandate.sentences(found, one.mandate, signing_on=kept.signing_on)
    sentences += mandate.earlier_noes(one.mandate)
    more = f"  \n:gray[{markdown.escape(' '.join([f'{said.capitalize()}.', *sentences]))}]"
    return f"**{markdown.escape(one.party.more)}** {badge}{more}"


def one_party(
    here: door.Here, sheets: Sequence[Sheet], kept: Agreement, reserves: Mapping[int, Sequence[Reserve]]
) -> None:
    """What is known of one mandate, its packet to print, and what the party reads aloud."""
    of = {one.party.id: one for one in sheets}  # a box of ids: one of rows would keep the row of before
    asked = st.selectbox(
        "Welke partij?", list(of), format_func=lambda one: of[one].party.more, key="mandate_party"
    )
    if asked is None:
        return
    chosen, party = of[asked], of[asked].party
    with st.container(horizontal=True):
        st.link_button(
            "Download het mandaatpakket",
            f"/download/{here.slug}/mandaat/{party.id}?versie={chosen.version.number}",
            icon=":material/download:",
            key=f"packet_{party.id}",
        )
        st.markdown(":gray[Wat er gevraagd wordt, wat jullie beloven, en de hele tekst.]")
    if mandate.lacks_legal_form(party):
        st.markdown(f"▲ {mandate.NO_LEGAL_FORM}")
    if here.visitor.may(Right.WRITE):
        form(here, chosen, plan_of(here, chosen, kept), reserves.get(party.id, ()))
        mistakes(here, chosen)
    else:
        for text in mandate.read_aloud(chosen.document, party.id, chosen.mandate):
            st.markdown(f"- {markdown.escape(text)}")


def mistakes(here: door.Here, chosen: Sheet) -> None:
    """Each no of this party, to take it away when it belongs to another one, or never was said."""
    noes = mandate.noes(chosen.mandate)
    if not noes:
        return
    about = {"party_id": chosen.party.id, "version": chosen.version.number}
    key = f"no_mistake_{chosen.party.id}_{chosen.version.number}"
    with st.popover("Het nee was een vergissing", type="tertiary", key=key):
        st.markdown(
            "Hoort dit nee bij een andere partij, of is het nooit gezegd? Dan halen wij het weg, ook van het "
            "mandaatpakket. Kwam er later een ander besluit? Schrijf dat op in het formulier."
        )
        for place, (day, why) in enumerate(noes):
            st.markdown(markdown.escape(f"Nee op {words.date(day, with_year=True)}: ‘{why.rstrip('.')}’."))
            if st.button("Haal dit nee weg", key=f"{key}_{place}_{day}_{len(noes)}"):
                with feedback.show():
                    mandate.forget_no(here.store, **about, no=(day, why))
                    seen.renew(f"mandate_{chosen.party.id}_{chosen.version.number}")
                    feedback.again()


def form(here: door.Here, chosen: Sheet, found: Plan, reserves: Sequence[Reserve]) -> None:
    """Everything of one mandate in one form; what was reserved for an earlier text is taken over with it."""
    name = f"mandate_{chosen.party.id}_{chosen.version.number}"
    key, known = seen.turn(name), seen.base(name, chosen.mandate)
    seen.changed(name, known, chosen.mandate)
    typed: dict[str, Any] = {}
    with st.form(key, enter_to_submit=False):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            typed["basis"] = st.selectbox(
                "Wie beslist?",
                list(MandateBasis),
                index=list(MandateBasis).index(known.basis or found.basis),
                format_func=words.MANDATE_BASES.__getitem__,
                key=f"{key}_basis",
                width=WIDE,
            )
            typed["body"] = _text("Naam van dat college of bestuur", known.body, f"{key}_body")
            typed["requested_on"] = _date("Gevraagd op", known.requested_on, f"{key}_requested")
            typed["meets_on"] = _date("Vergadert op", known.meets_on, f"{key}_meets")
            typed["decided_on"] = _date("Besloten op", known.decided_on, f"{key}_decided")
            typed["read_on"] = _date("Tekst gelezen op", known.read_on, f"{key}_read")
            if known.status is MandateStatus.SIGNED:
                st.text_input("Hoe ver is het?", "getekend", disabled=True, key=f"{key}_signed", width=WIDE)
            else:
                typed["status"] = st.selectbox(
                    "Hoe ver is het?",
                    CHOSEN,
                    index=CHOSEN.index(known.status),
                    format_func=words.MANDATE_STATUSES.__getitem__,
                    key=f"{key}_status",
                    width=WIDE,
                )
            typed["function"] = _text("Wie tekent? (functie)", known.function, f"{key}_function")
        if known.status is not MandateStatus.SIGNED:
            label = "Zei het nee? Schrijf op waarom"
            typed["why"] = _text(label, known.why, f"{key}_why", "stretch")
        typed["proviso"] = _text("Onder voorbehoud van", known.proviso, f"{key}_proviso", "stretch")
        said = [(one, asked(one, key, is_in_form=True)) for one in reserves]
        kept = [one for one, holds in said if holds]
        over = [one for one, holds in said if holds is False]
        typed["promise"] = st.text_area(
            "Korte belofte, voor op het scherm",
            known.promise,
            max_chars=mandate.MAX_PROMISE,
            key=f"{key}_promise",
            placeholder="Leeg? Dan staan de eigen artikelen op het scherm.",
        )
        if st.form_submit_button("Bewaar het mandaat", key=f"{key}_save") or kept or over:
            for one in kept:
                typed |= {field: text for field, text in one.kept.items() if not typed.get(field)}
            with feedback.show():
                about = {"party_id": chosen.party.id, "version": chosen.version.number}
                for one in over:
                    mandate.let_go(here.store, field=one.field, **about)
                mandate.change(here.store, before=known, **about, **typed)
                seen.renew(name)
                feedback.again()


def asked(one: Reserve, key: str, *, is_in_form: bool = False) -> bool | None:
    """Ask whether a reserve of an earlier text still holds: yes, no, or None as long as nobody says."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"▲ {markdown.escape(one.question)}", width="content")
        button = st.form_submit_button if is_in_form else st.button
        is_kept = button(TAKE_OVER[one.field], key=f"{key}_{one.field}_again")
        is_over = button("Nee, dat is voorbij", key=f"{key}_{one.field}_over", type="tertiary")
    return True if is_kept else False if is_over else None


def _date(label: str, value: Any, key: str) -> Any:
    return st.date_input(label, value, format="DD-MM-YYYY", key=key, width=DATE)


def _text(label: str, value: str, key: str, width: int | Literal["stretch"] = WIDE) -> str:
    return st.text_input(label, value, max_chars=mandate.MAX_TEXT, key=key, width=width) or ""
