"""A proposal in the hands of the facilitator: on the screen, objections, a better text, a decision."""

import secrets

import streamlit as st

from pages._ui import count, door, feedback, live, markdown
from sok_core import clock, proposal, words
from sok_core.access import Right
from sok_core.model import (
    Answer,
    AnswerKind,
    Channel,
    MeetingStatus,
    ProposalStatus,
    Round,
    ScreenView,
    Situation,
    Wall,
)
from sok_core.store import Store

TURN, OBJECTION_TURN = "proposal_turn", "objection_turn"
ON_PAPER = {AnswerKind.YES: "Kan hiermee leven", AnswerKind.OBJECTION: "Heeft een bezwaar"}


@st.fragment
def proposals(meeting_id: int) -> None:
    """Every proposal of this meeting, the newest first; what people answer shows here at once."""
    here = door.enter(Right.RUN)
    with here.store.read() as tables:
        wall = tables.wall(meeting_id)
        found = [proposal.rounds(tables, one.id) for one in tables.proposal.of(meeting_id)]
    st.markdown(
        "**Kun je hiermee leven?** Zet een voorstel op het scherm. Wie een bezwaar heeft, zegt wat er anders "
        "moet. Samen maken jullie de tekst beter. :gray[Goed genoeg voor nu, veilig genoeg om te proberen.]"
    )
    for rounds in found[::-1]:
        with st.container(border=True), feedback.show():
            card(here.store, wall.situation, rounds)
    if not is_over(wall.situation):
        write(here.store, wall, is_first=not found)
    live.bell(here, wall.situation.meeting.code, key="proposal_bell")


def write(store: Store, wall: Wall, *, is_first: bool) -> None:
    """The box for a new proposal; it can begin as a copy of a theme or a note."""
    turn = st.session_state.get(TURN, 0)  # a new turn is a new, empty form
    with st.expander("Schrijf een voorstel", expanded=is_first, key=f"proposal_new_{is_first}"):
        copied = copy_from(wall, turn)
        with st.form(f"proposal_{turn}_{copied}", border=False, enter_to_submit=False):
            text = st.text_area(
                "Voorstel",
                copied,
                max_chars=proposal.MAX_LENGTH,
                key=f"proposal_text_{turn}_{copied}",
                placeholder="Bijvoorbeeld: We eten elke maand samen in De Spil.",
            )
            if st.form_submit_button("Bewaar het voorstel"):
                with feedback.show():
                    proposal.write(store, meeting_id=wall.situation.meeting.id, text=text, now=clock.now())
                    st.session_state[TURN] = turn + 1
                    feedback.again()


def copy_from(wall: Wall, turn: int) -> str:
    """Return a text to begin with: the name of a theme, or a note; empty as long as nothing is chosen."""
    texts = {f"Thema: {one.title}": one.title for one in wall.themes if one.title}
    texts |= {f"{one.number}. {one.text}": one.text for one in wall.notes if not one.is_hidden}
    chosen = st.selectbox(
        "Begin met een thema of briefje",
        list(texts),
        None,
        placeholder="Kies, of begin leeg",
        key=f"proposal_copy_{turn}",
    )
    return texts.get(chosen or "", "")


def card(store: Store, situation: Situation, rounds: list[Round]) -> None:
    """One proposal: its text, how it stands, and the acts of the moment."""
    now = rounds[-1]
    st.markdown(f":gray[{eye(situation, now)}]")
    st.subheader(markdown.escape(now.wording.text), anchor=False)
    if now.wording.opened_at is not None:
        st.markdown(f"**{markdown.escape(standing(now))}**")
    acts(store, situation, now)
    if now.wording.opened_at is not None:
        objections(store, now)
    if now.wording.is_open and situation.meeting.status is MeetingStatus.RUNNING:
        from_paper(store, now)
    earlier(rounds[:-1])


def is_over(situation: Situation) -> bool:
    """Whether the meeting has ended: what was said then can still be decided or taken off the table."""
    return situation.meeting.status is MeetingStatus.CLOSED


def eye(situation: Situation, now: Round) -> str:
    """Say where a proposal is."""
    text = f"tekst {now.wording.version}"
    if now.proposal.status is ProposalStatus.DECIDED:
        return f"✓ Besloten · {text}"
    if now.proposal.status is ProposalStatus.WITHDRAWN:
        return f"× Van tafel · {text}"
    if now.wording.opened_at is None:
        return "Nog niet op het scherm geweest"
    place = "nu op het scherm" if situation.meeting.proposal_id == now.proposal.id else "niet op het scherm"
    return f"Op tafel · {text} · ronde {'open' if now.wording.is_open else 'dicht'} · {place}"


def standing(now: Round) -> str:
    """Say how many answered; while the round goes on the hall hears only the first number."""
    counted = proposal.poll(now.answers)
    if not now.wording.is_open:
        return proposal.finding(counted)
    answers = words.count(counted.people, "antwoord", "antwoorden")
    return f"{answers}, waarvan {words.count(counted.objections, 'bezwaar', 'bezwaren')}."


def acts(store: Store, situation: Situation, now: Round) -> None:
    """What can be done with a proposal now; one act is the obvious one."""
    meeting, key = situation.meeting, now.proposal.id
    is_running = meeting.status is MeetingStatus.RUNNING
    is_shown = meeting.proposal_id == key and meeting.screen is ScreenView.PROPOSAL
    with st.container(horizontal=True):
        if is_running and not is_shown and now.proposal.status is not ProposalStatus.WITHDRAWN:
            label = "Weer op het scherm" if now.wording.opened_at else "Zet op het scherm"
            if st.button(label, key=f"proposal_show_{key}", type="primary"):
                proposal.show(store, proposal_id=key, now=clock.now())
                feedback.again()
        if now.proposal.status is ProposalStatus.ON_TABLE:
            end_round(store, now, is_running=is_running)
            if not is_over(situation):
                better(store, now)
                translate(store, now)
            if st.button("Haal van tafel", key=f"proposal_away_{key}", type="tertiary"):
                proposal.withdraw(store, proposal_id=key, now=clock.now())
                feedback.again()
        elif st.button("Toch weer op tafel", key=f"proposal_back_{key}", icon=":material/undo:"):
            proposal.put_back(store, proposal_id=key)
            feedback.again()


def end_round(store: Store, now: Round, *, is_running: bool) -> None:
    """Close the round, or decide once it is closed; a round that was closed too early goes on."""
    key = now.proposal.id
    if now.wording.is_open:
        if st.button("Sluit de ronde", key=f"proposal_close_{key}", type="primary"):
            proposal.close_round(store, proposal_id=key, now=clock.now())
            feedback.again()
    elif now.wording.closed_at is not None:
        decide(store, now)
        if is_running and st.button(
            "Ronde weer open", key=f"proposal_reopen_{key}", type="tertiary", icon=":material/undo:"
        ):
            proposal.reopen_round(store, proposal_id=key)
            feedback.again()


def decide(store: Store, now: Round) -> None:
    """Write it down as a decision; with an objection left this asks once."""
    left, key = proposal.poll(now.answers).objections, now.proposal.id
    if not left:
        if st.button("Leg vast als besluit", key=f"proposal_decide_{key}", type="primary"):
            proposal.decide(store, proposal_id=key, now=clock.now())
            feedback.again()
        return
    with st.popover("Leg vast als besluit", key=f"proposal_decide_ask_{key}"):
        st.markdown(
            f"Er {'is' if left == 1 else 'zijn'} nog {words.count(left, 'bezwaar', 'bezwaren')}. "
            "Dat staat straks ook in het verslag. Vraag liever eerst wat er anders moet."
        )
        if st.button("Toch vastleggen", key=f"proposal_decide_{key}", type="primary"):
            proposal.decide(store, proposal_id=key, now=clock.now())
            feedback.again()


def better(store: Store, now: Round) -> None:
    """A better text is a new round; before anybody saw it, it is only a change."""
    is_seen = now.wording.opened_at is not None
    with (
        st.popover("Schrijf een betere tekst" if is_seen else "Wijzig", key=f"better_{now.wording.id}"),
        st.form(f"better_form_{now.wording.id}", border=False, enter_to_submit=False),
    ):
        text = st.text_area(
            "Betere tekst" if is_seen else "Voorstel",
            now.wording.text,
            max_chars=proposal.MAX_LENGTH,
            key=f"better_text_{now.wording.id}_{now.wording.text}",
        )
        if is_seen:
            st.markdown(":gray[Iedereen antwoordt opnieuw. De vorige tekst blijft bewaard.]")
        if st.form_submit_button("Begin een nieuwe ronde" if is_seen else "Bewaar", type="primary"):
            with feedback.show():
                proposal.reword(store, proposal_id=now.proposal.id, text=text, now=clock.now())
                if now.wording.translations and not is_seen:
                    feedback.toast_after_rerun("Kijk of de vertalingen van het voorstel nog kloppen.")
                    st.rerun()
                feedback.again()


def translate(store: Store, now: Round) -> None:
    """Put a text in the other languages of the phone; nothing is translated by itself."""
    there, key = dict(now.wording.translations), now.wording.id
    names = ", ".join(words.LANGUAGES[language] for language in there)
    with (
        st.popover(f"Vertaald: {names}" if names else "Vertaal", type="tertiary", key=f"translate_{key}"),
        st.form(f"translate_form_{key}", border=False, enter_to_submit=False),
    ):
        st.markdown(
            ":gray[Een telefoon in deze taal toont jouw vertaling, met het Nederlands eronder. "
            "Een betere tekst vertaal je opnieuw.]"
        )
        typed = {
            language: st.text_area(
                name,
                there.get(language, ""),
                max_chars=proposal.MAX_LENGTH,
                key=f"translation_{key}_{language}_{there.get(language)}",
            )
            for language, name in words.OTHER_LANGUAGES.items()
        }
        if st.form_submit_button("Bewaar de vertalingen", type="primary"):
            with feedback.show():
                for language, text in typed.items():
                    if text != there.get(language, ""):
                        proposal.translate(store, proposal_id=now.proposal.id, language=language, text=text)
                feedback.again()


def objections(store: Store, now: Round) -> None:
    """What people want to have otherwise, without anybody's name; the hall reads it when it is shown."""
    found = proposal.objections(now.answers)
    if not found:
        return
    later = " Op het scherm komt het pas als de ronde dicht is." if now.wording.is_open else ""
    st.markdown(f":gray[Wat moet er anders? De zaal leest een bezwaar alleen als jij het laat zien.{later}]")
    for one in found:
        with st.container(horizontal=True, wrap=False, vertical_alignment="center"):
            more = [f"tafel {one.table}"] if one.table else []
            more += ["mag op het scherm"] if one.shown_at else []
            about = f" :gray[· {' · '.join(more)}]" if more else ""
            st.markdown(f"{markdown.escape(one.text)}{about}", width="stretch")
            show_or_hide(store, now, one)


def show_or_hide(store: Store, now: Round, one: Answer) -> None:
    """One click lets the hall read an objection, one click hides it again."""
    label = "Verberg" if one.shown_at else "Laat straks zien" if now.wording.is_open else "Laat zien"
    if st.button(label, key=f"show_objection_{one.id}_{bool(one.shown_at)}"):
        proposal.show_objection(store, answer_id=one.id, is_shown=not one.shown_at, now=clock.now())
        feedback.again()
    is_ours = not one.people and now.wording.is_open
    if is_ours and st.button(
        "Haal weg", key=f"drop_objection_{one.id}", type="tertiary", icon=":material/delete:"
    ):
        proposal.take_back(store, meeting_id=one.meeting_id, answer_id=one.id)
        feedback.again()


def from_paper(store: Store, now: Round) -> None:
    """Hands or papers, counted per table or in the whole room, and what somebody said."""
    asked = {
        "meeting_id": now.wording.meeting_id,
        "proposal_id": now.proposal.id,
        "wording": now.wording.version,
    }
    with st.expander("Van papier, of handen in de zaal"):
        table = st.number_input(
            "Tafel", 0, proposal.MOST_TABLE, 0, help="0 = de hele zaal", key=f"answers_table_{now.wording.id}"
        )
        known = proposal.on_paper(now.answers, table=table)
        place = f"{now.wording.id}_{table}"
        counts: count.Counts[AnswerKind] = count.Counts(f"answers_{place}")
        with st.form(f"answers_{place}", border=False, enter_to_submit=False):
            for column, (kind, label) in zip(st.columns(2), ON_PAPER.items(), strict=True):
                with column:
                    counts.box(
                        kind,
                        label,
                        there=known[kind],
                        most=proposal.MOST_ON_PAPER,
                        key=f"answers_{kind}_{place}",
                    )
            if st.form_submit_button("Tel mee"):
                with feedback.show():
                    changed = counts.changed
                    proposal.count_paper(store, counts=changed, table=table, **asked)  # type: ignore[arg-type]
                    counts.begin_anew()
                    feedback.again()
        objection_on_paper(store, asked, place=place, table=table)


def objection_on_paper(store: Store, asked: dict[str, int], *, place: str, table: int) -> None:
    """Type what somebody said or wrote; the box empties itself when it is written down."""
    turn = st.session_state.get(OBJECTION_TURN, 0)
    with st.form(f"objection_{place}_{turn}", border=False, enter_to_submit=False):
        text = st.text_input(
            "Wat moet er anders?", key=f"objection_text_{place}_{turn}", max_chars=proposal.MAX_LENGTH
        )
        st.markdown(":gray[Wie je hier opschrijft, hoef je bij ‘Heeft een bezwaar’ niet ook te tellen.]")
        if st.form_submit_button("Schrijf het bezwaar op"):
            with feedback.show():
                proposal.object_on_paper(
                    store,
                    text=text,
                    key=secrets.token_urlsafe(12),
                    table=table,
                    channel=Channel.FACILITATOR,
                    **asked,
                )
                st.session_state[OBJECTION_TURN] = turn + 1
                feedback.again()


def earlier(before: list[Round]) -> None:
    """The wordings that were on the table before, and how each came out."""
    for one in before[::-1]:
        told = proposal.finding(proposal.poll(one.answers))
        st.markdown(
            f":gray[Tekst {one.wording.version}: ‘{markdown.escape(one.wording.text)}’ "
            f"{markdown.escape(told)}]"
        )
