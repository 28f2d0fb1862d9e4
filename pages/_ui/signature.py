"""Signing: the roll call in the hands of the facilitator, who signed, scans, and who joins or stops."""

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from pages._ui import control, door, feedback, live, markdown, signature_change, step
from pages._ui import mandate as mandate_part
from pages._ui import proviso as proviso_part
from pages._ui import scan as scan_part
from sok_core import agreement, clock, consent, mandate, notice, proviso, signature, words
from sok_core.access import Right
from sok_core.errors import Conflict
from sok_core.model import (
    Meeting,
    MeetingStatus,
    Party,
    RollCall,
    ScreenView,
    Signature,
    SignatureMethod,
    Step,
    Turn,
    Undone,
    Version,
)
from sok_core.scan import broken_scans
from sok_core.signature import Pen
from sok_core.web import qr, running
from sok_core.web.signature import link

KEY = "signing_link_{}"
MONTHS_TO_CHECK = 3
UNDONE = {
    Undone.STOP: "Zou stoppen op {day}: {why} Toch niet: {not_why}",
    Undone.UNMET: "Hier stond dat aan het voorbehoud niet is voldaan, {day}: {why} "
    "Dat geldt niet meer: {not_why}",
    Undone.OVERTAKEN: "Zou stoppen op {day}: {why} Eerder bleek dat aan het voorbehoud niet is voldaan: "
    "{not_why}",
}


def show(here: door.Here) -> None:
    """The part of the page about signing; while the evening goes on, with the roll call."""
    with here.store.read() as tables:
        meeting = tables.meeting.running()
    st.header("Tekenen", anchor=False)
    if meeting is not None and meeting.step is Step.SIGNING and here.visitor.may(Right.RUN):
        stage(meeting.id)
    signatures()


# ---------------------------------------------------------------- on stage


@st.fragment
def stage(meeting_id: int) -> None:
    """The roll call: whose turn it is, how that party signs, and one button to go on."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        meeting = tables.meeting.get(meeting_id)
    with st.container(border=True), feedback.show():
        on_stage(here, meeting)
    live.bell(here, meeting.code, key="stage_bell", has_presence=True)
    live.dossier_bell(here, key="stage_dossier_bell")


def on_stage(here: door.Here, meeting: Meeting) -> None:
    """The roll call when the signing is open, else what comes first."""
    with here.store.read() as tables:
        version, kept, newest = signature.at_hand(tables), tables.agreement.current(), tables.version.newest()
        call, binding = signature.roll_call(tables), consent.signed_version(tables)
        signed = signature.under(tables, version.number) if version else {}
        answers = consent.in_force(tables, version.number) if version else {}
        situation = tables.situation(meeting.id)
    if version is None or call is None:
        st.markdown(mandate_part.NO_VERSION)
        return
    if not consent.is_open(kept, version):
        st.markdown("Het tekenen is nog niet open. Dat doe je bij stap 5, bij ‘Akkoord’.")
        query = {door.DOSSIER: here.slug, "deel": "akkoord"}
        st.page_link(step.PAGES[Step.SIGNING], label="Naar akkoord", query_params=query)
        return
    if newest is not None and newest.number != version.number:
        st.markdown(f":gray[Er is al een nieuwere tekst: versie {newest.number}. Die open je bij ‘Akkoord’.]")
    if binding is not None and binding.number < version.number:
        st.markdown(f":gray[{consent.until_then(version, binding.number)}]")
    functions = {party_id: one.function for party_id, one in answers.items()}
    roll_call(here, meeting, call, signed, functions)
    sheets = running.current().sheets(here.store, situation)
    if call.party_id is not None and meeting.screen is ScreenView.SIGNING and sheets > 1:
        control.turn_sheet(here.store, meeting, sheets)


def roll_call(
    here: door.Here,
    meeting: Meeting,
    call: RollCall,
    signed: Mapping[int, Signature],
    functions: Mapping[int, str],
) -> None:
    """The turn of the moment with its acts, and the order below it."""
    now = next((one for one in call.turns if one.party_id == call.party_id), None)
    done = [one.short_name for one in call.turns if one.is_signed]
    asked = [one for one in call.turns if one.is_signed or one.is_left]
    is_running = meeting.status is MeetingStatus.RUNNING
    is_shown = meeting.screen is ScreenView.SIGNING
    st.markdown(
        f":gray[{len(done)} van {len(asked)} getekend · versie {call.version} · "
        f"{call.code} · {'nu op het scherm' if is_shown else 'niet op het scherm'}]"
    )
    if now is None:
        st.header(signature.counted(done) if done else "Klaar om te tekenen?", anchor=False)
    else:
        st.header(f"{call.turns.index(now) + 1}. {markdown.escape(now.name)}", anchor=False)
    is_left = any(one.is_left for one in call.turns)
    if is_running:
        acts(here, meeting, call, now, is_left=is_left)
    if now is not None and now.is_signed:
        mark(here, signed[now.party_id])
    elif now is not None and now.is_refused:
        said_no(here)
    elif now is not None and is_running:
        pen(here, call, now, functions.get(now.party_id, ""))
    elif done and not is_left:
        afterwards(here)
    if now is not None and not now.is_refused:
        with st.expander("Wat deze partij voorleest", expanded=len(now.promises) == 1, key="signing_promise"):
            for text in now.promises:
                st.markdown(f"> {markdown.escape(text)}")
        for text in hangs_on(now):
            st.markdown(markdown.escape(text))
    order(here, call)


def said_no(here: door.Here) -> None:
    """That a party cannot sign as long as its decision is no, and where another one is written down."""
    st.markdown(f"▲ {words.sentence(Conflict('signature.refused'))}")
    query = {door.DOSSIER: here.slug, "deel": "mandaat"}
    st.page_link(step.PAGES[Step.SIGNING], label="Naar mandaat", query_params=query)


def hangs_on(now: Turn) -> list[str]:
    """Return that an earlier proviso of a party failed, and on what its signature hangs now."""
    failed = ["Aan het voorbehoud waarmee deze partij tekende, is niet voldaan."] if now.is_unmet else []
    return [*failed, *proviso.said(now)]


def acts(here: door.Here, meeting: Meeting, call: RollCall, now: Turn | None, *, is_left: bool) -> None:
    """Go on, pass somebody over, or end it; one of these is the obvious one."""
    is_shown = meeting.screen is ScreenView.SIGNING
    is_ready = is_shown and (now is None or now.is_signed)
    with st.container(horizontal=True):
        if not is_shown and st.button("Tekenen op scherm", type="primary", key="signing_show"):
            signature.show(here.store, meeting_id=meeting.id)
            feedback.again()
        # The key names whose turn it was: a second press, here or elsewhere, finds no button any more.
        if (is_left or now is not None) and st.button(
            "Volgende" if is_left else "Rond af",
            type="primary" if is_ready else "secondary",
            key=f"signing_next_{call.party_id}_{is_left}",
        ):
            signature.go_on(here.store, after=call.party_id)
            feedback.again()
        if now is None or now.is_signed:
            return
        if st.button("Sla over", key=f"signing_pass_{now.party_id}"):
            signature.pass_over(here.store, party_id=now.party_id)
            feedback.again()
        if (
            is_left
            and any(one.is_signed for one in call.turns)
            and st.button("Rond af", key="signing_finish", type="tertiary")
        ):
            signature.finish(here.store)
            feedback.again()


def mark(here: door.Here, one: Signature) -> None:
    """That the party of this turn signed, and the way back from a mistake."""
    moment = words.clock_time(one.signed_at)
    how = words.SIGNATURE_METHODS[one.method]
    st.markdown(f":green[✓ Getekend {how}, door {markdown.escape(one.function)}, om {moment}.]")
    with st.popover(signature_change.MISTAKE, type="tertiary", key=f"take_back_{one.id}"):
        signature_change.mistake(here, one, key=f"take_back_{one.id}")


def pen(here: door.Here, call: RollCall, now: Turn, function: str) -> None:
    """Who signs, in whose place, and with what: on paper, on a phone, or typed here."""
    key = f"pen_{call.version}_{now.party_id}_{now.function}_{now.substitute_for}"
    with here.store.read() as tables:
        kept_now = tables.agreement.current()
    place = kept_now.feast(here.today)[1] if kept_now else ""
    # What stood here when somebody pressed; by the time of this run it may be another promise.
    seen_key, shown = f"pen_seen_{call.version}_{now.party_id}", signature.shown_in(now).mark
    seen = st.session_state.get(seen_key, shown)
    st.session_state[seen_key] = shown
    with st.form(key, enter_to_submit=False):
        left, right = st.columns(2)
        by = left.text_input(
            "Wie tekent? (functie)",
            now.function or function,
            max_chars=signature.MAX_TEXT,
            key=f"{key}_function",
        )
        instead = right.text_input(
            "Met volmacht, in de plaats van",
            now.substitute_for,
            max_chars=signature.MAX_TEXT,
            key=f"{key}_substitute",
            placeholder="Niemand",
        )
        with st.expander("Stond er al een handtekening op papier?", key=f"{key}_earlier"):
            earlier, there = st.columns(2)
            on = earlier.date_input("Welke dag?", here.today, format="DD-MM-YYYY", key=f"{key}_on")
            where = there.text_input("Plaats", place, max_chars=mandate.MAX_TEXT, key=f"{key}_place")
        with st.container(horizontal=True):
            on_paper = st.form_submit_button("Getekend op papier", type="primary", key=f"{key}_paper")
            on_phone = st.form_submit_button("Teken op een telefoon", key=f"{key}_phone")
            typed = st.form_submit_button("Teken getypt", key=f"{key}_typed")
            kept = st.form_submit_button("Bewaar wie tekent", type="tertiary", key=f"{key}_keep")
    if on_paper or typed:
        method = SignatureMethod.PEN if on_paper else SignatureMethod.TYPED
        with feedback.show():
            signature.sign(
                here.store,
                party_id=now.party_id,
                pen=Pen(method, by or "", substitute_for=instead or ""),
                now=clock.now(),
                seen=seen,
                signed_on=on if on_paper and on != here.today else None,
                place=where if on_paper else None,
            )
            feedback.again()
    if on_phone or kept:
        with feedback.show():
            mandate.change(
                here.store,
                party_id=now.party_id,
                version=call.version,
                function=by or "",
                substitute_for=instead or "",
            )
            if on_phone:
                made = signature.make_key(here.store, party_id=now.party_id, now=clock.now())
                st.session_state[KEY.format(now.party_id)] = made  # to show it until the party signed
            feedback.again()
    if KEY.format(now.party_id) in st.session_state:
        shown_link(here, now, str(st.session_state[KEY.format(now.party_id)]))


def shown_link(here: door.Here, now: Turn, key: str) -> None:
    """The link with which this party signs once, to scan or to open on a touch screen."""
    with here.store.read() as tables:
        meeting = tables.meeting.running()
    if meeting is None:
        return
    url = link(meeting.code, key)
    picture, text = st.columns([1, 2], vertical_alignment="center")
    picture.image(qr.svg(url), width=170, alt=f"QR-code om te tekenen voor {now.short_name}")
    with text:
        st.markdown(
            f"Scan dit met de telefoon van **{markdown.escape(now.short_name)}**. De link werkt één keer, "
            f"{signature.KEY_MINUTES} minuten lang."
        )
        st.link_button("Open op dit scherm", url, icon=":material/draw:", key=f"signing_open_{now.party_id}")


def order(here: door.Here, call: RollCall) -> None:
    """Everybody in the order of signing; the order changes on the spot."""
    with st.expander("Volgorde", key="signing_order"):
        for place, one in enumerate(call.turns):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{glyph(call, one)} {markdown.escape(one.short_name)}", width="stretch")
                if one.is_signed:
                    continue
                if place and st.button("Eerder", key=f"signing_up_{one.party_id}", type="tertiary"):
                    signature.put_earlier(here.store, party_id=one.party_id)
                    feedback.again()
                if one.party_id != call.party_id and st.button("Nu", key=f"signing_now_{one.party_id}"):
                    signature.call(here.store, party_id=one.party_id)
                    feedback.again()


def glyph(call: RollCall, one: Turn) -> str:
    """Return how one party stands in the roll call, as a sign and a word."""
    if one.is_signed:
        return "✓ getekend, gestopt ·" if one.has_stopped else "✓ getekend ·"
    if one.party_id == call.party_id:
        return "▶ nu ·"
    if one.is_unmet:
        return "– voorbehoud niet gelukt ·"
    if one.is_refused:
        return "▲ besluit is nee ·"
    return "– gestopt ·" if one.has_stopped else "○ nog niet ·"


def afterwards(here: door.Here) -> None:
    """What comes after the feast: the first time to look how it goes."""
    with here.store.read() as tables:
        planned = [one for one in tables.meeting.of_step(Step.MONITORING) if one.date >= here.today]
    if planned:
        st.markdown(f"Daarna: kijken hoe het gaat, op **{words.day(planned[0].date, with_year=True)}**.")
        return
    month = here.today.month + MONTHS_TO_CHECK
    year = here.today.year + (month - 1) // 12
    name = words.day(here.today.replace(year=year, month=(month - 1) % 12 + 1, day=1)).rpartition(" ")[2]
    st.markdown(
        f"Daarna: kijken hoe het gaat. Prik nu een dag, nu iedereen er is. Na drie maanden is gewoon: {name}."
    )
    if st.button("Plan de eerste keer", key="plan_monitoring", icon=":material/arrow_forward:"):
        door.go("regie.py", plan=str(Step.MONITORING))


# ---------------------------------------------------------------- afterwards


@st.fragment
def signatures() -> None:
    """Under which text who signed, scans of it, and who joins or stops."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        texts, binding = signature.texts(tables), consent.signed_version(tables)
        names = {one.number: consent.named(tables, one) for one in texts}
    version = mandate_part.which(texts, names, key="signature_text", label="Van welke tekst?")
    if version is None:
        st.markdown(mandate_part.NO_VERSION)
    else:
        under(here, version, binding)
    live.dossier_bell(here, key="signature_bell")


def under(here: door.Here, version: Version, binding: Version | None) -> None:
    """Who signed one text, its scans, and who may still sign it; ``binding`` is the text in force."""
    with here.store.read() as tables:
        found, scans = tables.signature.of(version.number), tables.scan.of(version.number)
        removed, parties = tables.scan.removed(version.number), {one.id: one for one in tables.party.all()}
        is_sound, broken = agreement.is_sound(tables, version), broken_scans(tables, scans)
        is_open = consent.opened_version(tables) == version
        led, hanging = notice.led(tables), proviso.hanging(tables, version)
    if binding is not None and binding.number != version.number:
        st.markdown(consent.until_then(version, binding.number) or f"Nu geldt versie {binding.number}.")
    seal(version, is_sound=is_sound)
    if not found:
        st.markdown("Niemand tekende nog.")
    for one in found:
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            name = parties[one.party_id].short_name
            st.markdown(line(one, name, today=here.today), width="stretch")
            if here.visitor.may(Right.RUN) and one.counts and one.id in hanging:
                proviso_part.show(here, one, hanging[one.id])
    if here.visitor.may(Right.RUN):
        signature_change.show(here, [one for one in found if one.counts], parties, led)
    scan_part.paper(here, version, scans, broken)
    for scan in removed:
        st.markdown(scan_part.taken_away(scan))
    is_replaced = binding is not None and binding.number > version.number
    if here.visitor.may(Right.RUN) and (is_open or any(one.counts for one in found)) and not is_replaced:
        still(here, version, found, parties)


def still(
    here: door.Here, version: Version, found: Sequence[Signature], parties: Mapping[int, Party]
) -> None:
    """Who may still sign a text that others signed: a party that it names and was late, or one that joins."""
    with here.store.read() as tables:
        answers, running_now = consent.in_force(tables, version.number), tables.meeting.running()
        refused = consent.refused(tables, version.number)
        stopped = tables.signature.stopped(here.today)
    signed = {one.party_id for one in found if one.holds(here.today)}
    gone = ({one.party_id for one in found if one.counts} | stopped.keys()) - signed
    document = agreement.opened(version)
    named = {one.id for one in document.parties} if document else set()
    left = [party for party_id, party in parties.items() if party_id in named - signed - gone - refused]
    if left and not (running_now is not None and running_now.step is Step.SIGNING):
        late(here, left, version)
    if noes := [party.short_name for party_id, party in parties.items() if party_id in refused - signed]:
        st.markdown(
            f"▲ {markdown.escape(words.ended(f'Het besluit is nee: {words.enumerated(noes)}'))} "
            "Is er een nieuw besluit? Schrijf dat eerst op bij ‘Mandaat’. Daarna kan die partij tekenen."
        )
    named -= gone  # who stopped can come back
    can_join = answers.keys() - signed - named - refused
    ready = [party for party_id, party in parties.items() if party_id in can_join]
    if any(one.counts for one in found):
        join(here, ready, version)


def seal(version: Version, *, is_sound: bool) -> None:
    """Which text is signed, and whether it is to the byte what it was."""
    st.markdown(
        f"Versie {version.number} · controlecode {markdown.code(agreement.control_code(version.digest))}  \n"
        f":gray[SHA-256 {version.digest}]"
    )
    if is_sound:
        st.markdown(":green[✓ De bewaarde tekst is precies deze tekst.]")
    else:
        st.error(words.sentence(Conflict("version.broken")))


def line(one: Signature, name: str, *, today: dt.date) -> str:
    """Say who signed, how and when, in markdown; what was taken back or stopped says so."""
    parts = [one.function] + ([f"met volmacht van {one.substitute_for}"] if one.substitute_for else [])
    parts += [words.SIGNATURE_METHODS[one.method], signature_change.when(one)]
    if one.kind == "toetreding":
        parts.append("deed later mee")
    sign, more = "✓", ""
    if not one.counts:
        sign, more = "×", f"  \nTeruggenomen: {markdown.escape(one.why)}"
    elif one.withdrawn_on is not None:
        since = words.day(one.withdrawn_on, with_year=True)
        sign, verb = ("✓", "Stopt op") if one.holds(today) else ("×", "Gestopt op")
        verb = "Aan het voorbehoud is niet voldaan," if one.is_unmet else verb
        more = f"  \n{verb} {since}: {markdown.escape(one.why)}"
    elif one.met_on is not None:
        more = f"  \nAan het voorbehoud is voldaan op {words.day(one.met_on, with_year=True)}."
    more += "".join(
        f"  \n{markdown.escape(undone(dt.date.fromisoformat(on), why, not_why, *kind))}"
        for on, why, _, not_why, *kind in one.stayed
    )
    return f"{sign} **{markdown.escape(name)}** :gray[{markdown.escape(' · '.join(parts))}]{more}"


def undone(on: dt.date, why: str, not_why: str, kind: str = Undone.STOP) -> str:
    """Say what was said of a signature and holds no more."""
    return UNDONE[Undone(kind)].format(day=words.day(on, with_year=True), why=why, not_why=not_why)


def late(here: door.Here, left: Sequence[Party], version: Version) -> None:
    """Let a party of the text sign that could not on the evening; it gets its own line, as the others."""
    with st.expander("Getekend op papier, na de avond"):
        st.markdown(":gray[Deze partijen staan in de tekst en tekenden nog niet.]")
        on_paper(
            here, left, version, key=f"late_{version.number}_{len(left)}", label="Bewaar de handtekening"
        )


def join(here: door.Here, ready: Sequence[Party], version: Version) -> None:
    """Let a party that the text does not name sign what the others signed; it said yes first."""
    with st.expander("Een partij doet later mee, of weer mee"):
        if not ready:
            st.markdown("Schrijf eerst bij ‘Akkoord’ op dat deze partij ja zegt.")
            return
        on_paper(here, ready, version, key=f"join_{version.number}_{len(ready)}", label="Getekend op papier")


def on_paper(here: door.Here, parties: Sequence[Party], version: Version, *, key: str, label: str) -> None:
    """Which party signed on paper afterwards, who did that, on which day and where."""
    with here.store.read() as tables:
        kept = tables.agreement.current()
    place = kept.feast(here.today)[1] if kept else ""
    names = {one.id: one.short_name for one in parties}
    with st.form(key, border=False, enter_to_submit=False):
        party_id = st.selectbox(
            "Welke partij?", list(names), format_func=names.__getitem__, key=f"{key}_party"
        )
        left, right = st.columns(2)
        function = left.text_input("Wie tekent? (functie)", max_chars=signature.MAX_TEXT, key=f"{key}_by")
        instead = right.text_input(
            "Met volmacht, in de plaats van",
            max_chars=signature.MAX_TEXT,
            key=f"{key}_instead",
            placeholder="Niemand",
        )
        on = left.date_input("Welke dag?", here.today, format="DD-MM-YYYY", key=f"{key}_on")
        where = right.text_input("Plaats", place, max_chars=mandate.MAX_TEXT, key=f"{key}_place")
        if st.form_submit_button(label, key=f"{key}_save") and party_id is not None:
            with feedback.show():
                pen = Pen(SignatureMethod.PEN, function or "", substitute_for=instead or "")
                signature.join(
                    here.store,
                    party_id=party_id,
                    pen=pen,
                    now=clock.now(),
                    version=version.number,
                    signed_on=on,
                    place=where or "",
                )
                feedback.again()
