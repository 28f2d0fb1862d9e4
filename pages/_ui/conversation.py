"""Talks: a form of one minute, who is still to be spoken, whom people named, and all that was told."""

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages._ui import door, feedback, live, markdown, party_link, reader, together
from sok_core import conversation, words
from sok_core.access import Right
from sok_core.conversation import ToSpeak
from sok_core.model import Conversation, CoreTeamMember, Party, Reader, Relation, TalkResult
from sok_core.store import Store
from sok_core.words import capital, counted

TURN, OPEN, FOR_WHOM = "talk_turn", "talk_open", "talk_for_whom"
PER_SHEET = 10
MOST = 6
BOXES = {  # the end of the key of each box, by field
    "date": "date",
    "held_by": "by",
    "result": "result",
    "what_matters": "matters",
    "worries": "worries",
    "named": "named",
    "next_step": "step",
    "next_date": "next",
    "reader": "reader",
}
RESULTS = {TalkResult.SPOKEN: "Ja, we spraken ze", TalkResult.FAILED: "Nee, niet gelukt"}
READ_BACK = {
    Reader.FACILITATOR: "Alleen de begeleider leest dit gesprek.",
    Reader.CORE_TEAM: "De begeleider en het kernteam lezen dit gesprek.",
    Reader.TABLE: "Dit gesprek mag op tafel.",
}


def show(_here: door.Here) -> None:
    """The part of the page about talks; the address may name the party to speak with (?met=3)."""
    asked = st.query_params.get(party_link.WITH, "")
    talks(int(asked) if asked.isdecimal() else 0)


@st.fragment
def talks(with_party: int) -> None:
    """Write one down, see who is next, and read what was told."""
    here = door.enter(Right.READ)
    with here.store.read() as tables:
        parties, seats = tables.party.all(), tables.core_team.now()
        held = tables.conversation.readable_by(here.visitor.reader)
        lines = tables.relation.all()
    left, right = st.columns([3, 2], gap="medium")
    if here.visitor.may(Right.WRITE):
        with left:
            new(here, parties, seats, with_party)
    with right:
        next_ones(here, conversation.to_speak(parties, held), has_parties=bool(parties))
        candidates(here, held, parties)
        undrawn(here, held, lines, parties)
    told(here, held, parties, seats)
    live.dossier_bell(here, key="talk_bell")


def new(here: door.Here, parties: Sequence[Party], seats: Sequence[CoreTeamMember], with_party: int) -> None:
    """The form of one minute; what was typed stays, when it is refused and when another party is chosen."""
    key = f"talk_{st.session_state.get(TURN, 0)}"
    first = next((one.short_name for one in parties if one.id == with_party), None)
    if first and st.session_state.get(FOR_WHOM) != (key, with_party):
        st.session_state[f"{key}_party"] = first
    st.session_state[FOR_WHOM] = (key, with_party)
    with st.form(key, enter_to_submit=False):
        st.header("Schrijf een gesprek op", anchor=False)
        whom = st.selectbox(
            "Met welke partij?",
            [one.short_name for one in parties],
            index=None,
            accept_new_options=True,
            placeholder="Kies, of typ een nieuwe naam",
            key=f"{key}_party",
        )
        typed = fields(here, key, parties, seats)
        if here.visitor.reader is not Reader.FACILITATOR:
            st.markdown(
                ":gray[Kies je ‘alleen begeleider’? Dan lees jij dit gesprek straks ook niet terug. "
                "Dat het er was, en wanneer, ziet het kernteam wel.]"
            )
        is_ready = st.form_submit_button("Bewaar het gesprek", key=f"save_{key}")
    if is_ready:
        with feedback.show():
            conversation.hold(here.store, with_whom=whom or "", **typed)
            st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
            st.query_params.pop(party_link.WITH, None)
            feedback.toast_after_rerun(f"Het gesprek met {whom} is bewaard.")
            st.rerun()


def fields(
    here: door.Here,
    key: str,
    parties: Sequence[Party],
    seats: Sequence[CoreTeamMember],
    one: Conversation | None = None,
) -> dict[str, Any]:
    """The questions of a talk; the last is who may read it."""
    return {
        **_occasion(here, key, seats, one),
        "what_matters": st.text_area(
            "Wat is belangrijk voor hen?", one.what_matters if one else "", height=90, key=f"{key}_matters"
        ),
        "worries": st.text_area(
            "Waar hebben ze zorgen over?", one.worries if one else "", height=90, key=f"{key}_worries"
        ),
        "named": _named(key, parties, one),
        **_next_step(key, one),
        "reader": reader.choice(
            "Mag ik dit delen?", one.reader if one else Reader.FACILITATOR, key=f"{key}_reader"
        ),
    }


def _occasion(
    here: door.Here, key: str, seats: Sequence[CoreTeamMember], one: Conversation | None
) -> dict[str, Any]:
    left, right = st.columns(2)
    date = left.date_input(
        "Wanneer?", one.date if one else here.today, format="DD-MM-YYYY", key=f"{key}_date"
    )
    own = one.held_by if one else reader.writer(here)
    functions = list(dict.fromkeys(name for name in (own, *(seat.function for seat in seats)) if name))
    held_by = right.selectbox(
        "Wie was erbij?",
        functions,
        index=0 if functions else None,
        accept_new_options=True,
        placeholder="Een functie",
        key=f"{key}_by",
    )
    result = st.segmented_control(
        "Lukte het?",
        list(TalkResult),
        default=one.result if one else TalkResult.SPOKEN,
        required=True,
        format_func=RESULTS.__getitem__,
        key=f"{key}_result",
    )
    return {"date": date, "held_by": held_by, "result": result}


def _named(key: str, parties: Sequence[Party], one: Conversation | None) -> list[str]:
    known = [*(each.short_name for each in parties), *(one.named_unlisted if one else ())]
    return st.multiselect(
        "Wie noemden ze?",
        list(dict.fromkeys(known)),
        default=names_in(one, parties) if one else None,
        accept_new_options=True,
        placeholder="Kies, of typ een nieuwe naam",
        key=f"{key}_named",
    )


def _next_step(key: str, one: Conversation | None) -> dict[str, Any]:
    left, right = st.columns([3, 2])
    step = left.text_input("Wat is de volgende stap?", one.next_step if one else "", key=f"{key}_step")
    by = right.date_input(
        "Voor wanneer?", one.next_date if one else None, format="DD-MM-YYYY", key=f"{key}_next"
    )
    return {"next_step": step, "next_date": by}


def names_in(one: Conversation, parties: Sequence[Party]) -> list[str]:
    """Return the names that fell in a talk, as far as this visitor may read them."""
    names = {each.id: each.short_name for each in parties}
    return [*(names[each] for each in one.named_parties if each in names), *one.named_unlisted]


def next_ones(here: door.Here, waiting: Sequence[ToSpeak], *, has_parties: bool) -> None:
    """Who is still to be spoken, those that are late first; one click opens the form for them."""
    st.header("Nog te spreken", anchor=False)
    if not has_parties:
        st.markdown("Er staan nog geen partijen in dit dossier.")
    elif not waiting:
        st.markdown("Iedereen op de lijst is gesproken.")
    for place, one in enumerate(waiting):
        if place == MOST:
            more = st.expander(f"En nog {len(waiting) - MOST}")
        with more if place >= MOST else st.container():
            _next_one(here, one)


def _next_one(here: door.Here, one: ToSpeak) -> None:
    with st.container(gap=None):
        if here.visitor.may(Right.WRITE):
            party_link.talk(here, one.party, label=markdown.escape(one.party.short_name))
        else:
            party_link.link(here, one.party)
        st.markdown(when(one, here.today))


def when(one: ToSpeak, today: dt.date) -> str:
    """Return who goes to a party and when, in markdown; that it is late is said in a word."""
    parts = [f"{one.party.caller} gaat erheen"] if one.party.caller else []
    if one.by is not None:
        parts.append(f"uiterlijk {words.day(one.by, with_year=one.by.year != today.year)}")
    if one.has_tried:
        parts.append("eerder niet gelukt")
    if one.named_by:
        parts.append(f"genoemd door {counted(len(one.named_by), 'partij', 'partijen')}")
    if not parts:
        parts = ["nog geen afspraak"]
    late = ":red-badge[te laat] " if one.is_late(today) else ""
    return f"{late}:gray[{markdown.escape(' · '.join(parts))}]"


def candidates(here: door.Here, held: Sequence[Conversation], parties: Sequence[Party]) -> None:
    """Names that fell and are no party yet: one click makes a party, with a line to who named it."""
    found = conversation.candidates(held, parties)
    if not found:
        return
    names = {one.id: one.short_name for one in parties}
    st.header("Genoemd, nog geen partij", anchor=False)
    st.markdown(":gray[Een partij en haar lijn zijn voor iedereen te zien.]")
    for one in found:
        by = words.enumerated([names[each] for each in one.named_by if each in names])
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(
                f"**{markdown.escape(one.name)}** :gray[genoemd door {markdown.escape(by)}]", width="stretch"
            )
            if here.visitor.may(Right.WRITE) and st.button(
                "Maak partij", key=f"adopt_{one.name}", icon=":material/add:"
            ):
                with feedback.show():
                    made = conversation.adopt(
                        here.store, name=one.name, named_by=one.named_by, today=here.today
                    )
                    feedback.toast_after_rerun(f"{made.short_name} is een partij, met een lijn.")
                    st.rerun()


def undrawn(
    here: door.Here, held: Sequence[Conversation], lines: Sequence[Relation], parties: Sequence[Party]
) -> None:
    """Talks whose party named others to whom it has no line yet; one click draws those."""
    names = {one.id: one.short_name for one in parties}
    found = [(one, to) for one in held if (to := conversation.undrawn(one, lines, parties))]
    if not found or not here.visitor.may(Right.WRITE):
        return
    st.header("Genoemd, nog geen lijn", anchor=False)
    st.markdown(":gray[Een lijn is voor iedereen te zien.]")
    for place, (one, to) in enumerate(found):
        if place == MOST:
            more = st.expander(f"En nog {words.count(len(found) - MOST, 'gesprek', 'gesprekken')}")
        with (
            more if place >= MOST else st.container(),
            st.container(horizontal=True, vertical_alignment="center"),
        ):
            text = f"{names[one.party_id]} noemde {words.enumerated([names[each] for each in to])}"
            st.markdown(markdown.escape(text), width="stretch")
            label = "Teken de lijn" if len(to) == 1 else "Teken de lijnen"
            if st.button(label, key=f"draw_{one.id}", icon=":material/timeline:"):
                with feedback.show():
                    conversation.draw_named(here.store, conversation_id=one.id, today=here.today)
                    feedback.again()


def told(
    here: door.Here,
    held: Sequence[Conversation],
    parties: Sequence[Party],
    seats: Sequence[CoreTeamMember],
) -> None:
    """Every talk, newest first, with one search box over all words."""
    st.header(f"Alle gesprekken ({len(held)})", anchor=False)
    wanted = ""
    if held:
        wanted = st.text_input(
            "Zoek in de gesprekken", key="talk_search", placeholder="Een woord, of een partij", live=True
        )
    found = conversation.search(held, parties, wanted or "")
    if wanted:
        st.markdown(f":gray[{capital(counted(len(found), 'gesprek', 'gesprekken'))} gevonden.]")
    last = max(1, -(-len(found) // PER_SHEET))
    sheet = st.selectbox("Blad", range(1, last + 1), key=f"talk_sheet_{last}") if last > 1 else 1
    names = {one.id: one for one in parties}
    for one in found[(sheet - 1) * PER_SHEET : sheet * PER_SHEET]:
        card(here, one, names, seats)


def of_party(here: door.Here, one: Party, held: Sequence[Conversation], parties: Mapping[int, Party]) -> None:
    """The talks with one party, on its card."""
    st.header("Gesprekken", anchor=False)
    if not held:
        st.markdown("Er is nog geen gesprek opgeschreven.")
    if here.visitor.may(Right.WRITE):
        party_link.talk(here, one)
    for each in held:
        card(here, each, parties, (), is_on_its_card=True)


def card(
    here: door.Here,
    one: Conversation,
    parties: Mapping[int, Party],
    seats: Sequence[CoreTeamMember],
    *,
    is_on_its_card: bool = False,
) -> None:
    """One talk: who, when, and the words for who may read them."""
    with st.container(border=True):
        heads = [] if is_on_its_card else [f"**{markdown.escape(parties[one.party_id].short_name)}**"]
        heads += [words.day(one.date, with_year=True), markdown.escape(one.held_by)]
        failed = " :orange-badge[▲ niet gelukt]" if one.result is TalkResult.FAILED else ""
        st.markdown(f"{' · '.join(heads)}{failed}")
        if not here.visitor.reader.may_read(one.reader):
            st.markdown(f":gray[{READ_BACK[one.reader]}]")
            return
        if text := words_of(one, list(parties.values())):
            st.markdown(text)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f":gray[{READ_BACK[one.reader]}]", width="stretch")
            if here.visitor.may(Right.RUN) and not is_on_its_card:
                acts(here.store, one, parties[one.party_id])
        if here.visitor.may(Right.RUN) and st.session_state.get(OPEN) == one.id and not is_on_its_card:
            change(here, one, list(parties.values()), seats)


def words_of(one: Conversation, parties: Sequence[Party]) -> str:
    """Return what was told in a talk, in markdown."""
    next_date = f" ({words.day(one.next_date, with_year=True)})" if one.next_date else ""
    parts = (
        ("Belangrijk", one.what_matters),
        ("Zorgen", one.worries),
        ("Noemden", words.enumerated(names_in(one, parties))),
        ("Volgende stap", f"{one.next_step}{next_date}" if one.next_step or next_date else ""),
    )
    return "  \n".join(
        f"**{label}** {markdown.escape(' '.join(text.split()))}" for label, text in parts if text.strip()
    )


def acts(store: Store, one: Conversation, spoken: Party) -> None:
    """What the facilitator may do with a talk."""
    if st.button("Wijzig", key=f"open_talk_{one.id}", type="tertiary", icon=":material/edit:"):
        st.session_state[OPEN] = None if st.session_state.get(OPEN) == one.id else one.id
        feedback.again()
    with st.popover("Verwijder", type="tertiary", icon=":material/delete:", key=f"ask_talk_{one.id}"):
        day = words.day(one.date)
        st.markdown(f"Het gesprek met {markdown.escape(spoken.short_name)} van {day} is dan weg.")
        if st.button("Verwijder het gesprek", key=f"remove_talk_{one.id}"):
            with feedback.show():
                conversation.remove(store, conversation_id=one.id)
                feedback.again()


def change(
    here: door.Here, one: Conversation, parties: Sequence[Party], seats: Sequence[CoreTeamMember]
) -> None:
    """Change a talk; what somebody else changes meanwhile is told, and never overwrites."""
    sheet = together.form(f"change_talk_{one.id}", one, first=BOXES["what_matters"])
    names = {each.id: each.short_name for each in parties}
    before, now = (boxes(each, parties) for each in (sheet.heard, one))
    there = conversation.told_in(one, names)
    sheet.tell(
        {BOXES[field]: value for field, value in now.items()},
        {BOXES[f]: (words.TALK_FIELDS[f], there[f]) for f in BOXES if before[f] != now[f]},
    )
    with st.form(sheet.key, enter_to_submit=False):
        typed = fields(here, sheet.key, parties, seats, sheet.base)
        is_ready = st.form_submit_button("Bewaar het gesprek", key=f"save_{sheet.key}")
    if is_ready:
        with feedback.show(), sheet.saving():
            shown = boxes(sheet.base, parties)
            own = {field: value for field, value in typed.items() if value != shown[field]}
            conversation.change(here.store, conversation_id=one.id, before=sheet.heard, **own)
            st.session_state[OPEN] = None
            feedback.again()


def boxes(one: Conversation, parties: Sequence[Party]) -> dict[str, Any]:
    """Return what each box of the form holds for a talk, by field."""
    return {f: names_in(one, parties) if f == "named" else getattr(one, f) for f in BOXES}
