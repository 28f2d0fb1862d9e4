"""The round before a moment: each party tells how its promises go, and who has not told is phoned."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from pages._ui import (
    clause_link,
    commitment_link,
    door,
    feedback,
    live,
    markdown,
    more,
    update,
    update_intake,
    update_link,
)
from sok_core import clock, commitment_state, delicate, reminder, words
from sok_core import update as rules
from sok_core.access import Right
from sok_core.commitment_state import State
from sok_core.errors import NotFound
from sok_core.export import calendar
from sok_core.model import Party
from sok_core.update import Reply, ReportRound
from sok_core.web.answer import whole
from sok_core.web.update_link import is_offered
from sok_core.words import capital, counted

ADDRESS = "partij"
PART = {"deel": "bijwerken"}


@dataclass(frozen=True)
class Scene:
    """What the page shows. ``found`` is the round to come, opened or not; None when no moment is planned.

    ``linked`` are the parties with a link of their own.
    """

    found: ReportRound | None
    replies: Sequence[Reply]
    states: Mapping[int, State]
    parties: Sequence[Party]
    place: str
    linked: Collection[int] = ()

    @property
    def is_open(self) -> bool:
        """Whether the round is open now: only then it counts who told, and who is to be phoned."""
        return self.found is not None and self.found.is_open

    @property
    def by_id(self) -> Mapping[int, Party]:
        """The parties by id."""
        return {one.id: one for one in self.parties}


def show(here: door.Here) -> None:
    """The part of the page in which people tell how it goes: of one party when the address asks for it."""
    asked = st.query_params.get(ADDRESS, "")
    if asked:
        of_party(asked)
        return
    everybody()
    if here.visitor.may(Right.WRITE):
        update_intake.show()


def gather(here: door.Here) -> Scene:
    """Read all of the round at one moment."""
    with here.store.read() as tables:
        states = commitment_state.states(tables, today=here.today)
        return Scene(
            found=rules.current_round(tables, today=here.today),
            replies=rules.replies(tables, today=here.today),
            states={one.commitment.id: one for one in states},
            parties=tables.party.all(),
            place=here.dossier.name,
            linked={one.party_id for one in tables.update_link.all()} if is_offered() else (),
        )


@st.fragment
def everybody() -> None:
    """Who has told how it goes and who has not, with the list to phone."""
    here = door.enter(Right.READ)
    scene = gather(here)
    st.header("Hoe gaat het met jullie afspraken?", anchor=False)
    st.markdown(lead(scene))
    if scene.replies:
        listed = more.listed(scene.replies, key="all_replies", one="partij", several="partijen", first=20)
        if scene.is_open:
            left, right = st.columns([11, 10], gap="large")
            with left:
                for reply in listed:
                    row(here, scene, reply)
            with right:
                to_call(here, scene)
        else:
            for number, reply in enumerate(listed):
                if number % 2 == 0:  # two at a time: below each other, as on a phone, they keep their order
                    pair = st.columns(2)
                with pair[number % 2]:
                    row(here, scene, reply)
    else:
        st.markdown("Geen partij trekt nu een afspraak. Volg er een bij ‘Afspraken’.")
    live.dossier_bell(here, key="round_bell")


def lead(scene: Scene) -> str:
    """Return in a few short sentences whether the round is open, and how far it is."""
    found = scene.found
    if found is None:
        return (
            "Er staat nog geen moment in de agenda. Plan er een bij ‘Momenten’. Je kunt nu al wel bijwerken."
        )
    when = f"{markdown.escape(found.check_in.title)}, {words.day(found.check_in.date, with_year=True)}"
    if not found.is_open:
        opens = words.day(found.opens_on, with_year=True)
        return (
            f"Het volgende rondje gaat open op {opens}. Dat is twee weken voor {when}. "
            "Je kunt nu al wel bijwerken."
        )
    return f"Het rondje is open, tot en met {when}. {told_all(found)}".strip()


def told_all(found: ReportRound) -> str:
    """Return how many parties told of all that they lead; nothing when nobody is asked."""
    parties, whole_ones = len(found.replies), len(found.replies) - len(found.to_call)
    if parties <= 1:
        said = "vertelde alles" if whole_ones else "vertelde nog niet alles"
        return f"De partij {said}." if parties else ""
    verb = "vertelde" if whole_ones <= 1 else "vertelden"
    many = capital(counted(whole_ones, "", "").strip())
    return f"{many} van de {counted(parties, 'partij', 'partijen')} {verb} alles."


def row(here: door.Here, scene: Scene, reply: Reply) -> None:
    """One party in the list: how far it is, "Niets veranderd" for all, and the way to its own page."""
    one = scene.by_id[reply.party_id]
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{markdown.escape(one.short_name)}**  \n{how_far(scene, reply)}")
        with st.container(horizontal=True, vertical_alignment="center"):
            query = {door.DOSSIER: here.slug, **PART, ADDRESS: str(one.id)}
            st.page_link(commitment_link.PAGE, label="Bekijk de afspraken", icon="", query_params=query)
            if not reply.is_whole:
                waiting = [each.id for each in reply.waiting]
                same(here, scene, reply.party_id, key=f"same_{one.id}", commitment_ids=waiting)


def how_far(scene: Scene, reply: Reply) -> str:
    """Return how much of what it leads a party told of, while the round is open."""
    many = words.count(len(reply.asked), "afspraak", "afspraken")
    if not scene.is_open:
        return f":gray[{many}]"
    badge = ":blue-badge[✓ Alles verteld]" if reply.is_whole else ":gray-badge[○ Nog niet alles]"
    return f"{badge} :gray[{len(reply.told)} van {many} verteld]"


def same(
    here: door.Here,
    scene: Scene,
    party_id: int,
    *,
    key: str,
    commitment_ids: Sequence[int],
    is_first: bool = False,
) -> None:
    """One tap: nothing changed, for what a party did not tell of yet or for one of it."""
    if not here.visitor.may(Right.WRITE):
        return
    if st.button("Niets veranderd", key=key, type="primary" if is_first else "secondary"):
        with feedback.show():
            said = rules.unchanged(
                here.store,
                party_id=party_id,
                date=here.today,
                now=clock.now(),
                today=here.today,
                commitment_ids=commitment_ids,
                entered_by=clause_link.hand(here),
                check_in_id=scene.found.check_in.id if scene.found and scene.is_open else None,
            )
            many = counted(len(said), "afspraak", "afspraken")
            feedback.toast_after_rerun(
                f"Opgeschreven bij {many}: niets veranderd."
                if said
                else "Vandaag was al iets over deze afspraken opgeschreven."
            )
            feedback.again()


def to_call(here: door.Here, scene: Scene) -> None:
    """Who has not told of all: whom to speak with, what to say, and what to send or print."""
    waiting = [one for one in scene.replies if not one.is_whole]
    st.subheader("Belronde", anchor=False)
    if not waiting:
        st.markdown("Iedereen heeft alles verteld. Er is niemand om te bellen.")
        return
    st.markdown(f"Nog te bellen: {counted(len(waiting), 'partij', 'partijen')}.")
    for reply in more.listed(waiting, key="all_to_call", one="partij", several="partijen"):
        one = scene.by_id[reply.party_id]
        who = reminder.contact(one, reply.waiting)
        with st.container(border=True, gap="xsmall"):
            said = f"  \n:gray[Vraag naar: {markdown.escape(who)}]" if who else ""
            st.markdown(f"**{markdown.escape(one.short_name)}**{said}")
            with st.container(horizontal=True):
                with st.popover("Wat zeg je?", key=f"call_{one.id}", on_change="rerun") as place:
                    if place.open:
                        st.code(
                            reminder.call(scene.place, as_told(here, reply), scene.found),
                            language=None,
                            wrap_lines=True,
                        )
                with st.popover("Stuur een bericht", key=f"send_{one.id}", on_change="rerun") as place:
                    if place.open:
                        message(here, scene, reply)
                card(here, one)


def as_told(here: door.Here, reply: Reply) -> Reply:
    """Return what is asked of a party as it may be told outside: without the words of a hidden note."""
    with delicate.for_paper(here.store) as tables:
        every = rules.replies(tables, today=here.today)
    return next((one for one in every if one.party_id == reply.party_id), reply)


def message(here: door.Here, scene: Scene, reply: Reply) -> None:
    """The text for mail or WhatsApp: to copy, or to open in one's own mail program."""
    text = reminder.message(
        scene.place,
        as_told(here, reply),
        scene.found,
        update_link.fresh(here, reply.party_id),
        has_link=reply.party_id in scene.linked,
    )
    st.markdown("Kopieer de tekst met het knopje rechtsboven, of open je mailprogramma.")
    st.code(text, language=None, wrap_lines=True)
    st.link_button(
        "Open in je mail",
        reminder.mail(reminder.subject(scene.place, reply), text),
        icon=":material/mail:",
        key=f"mail_{reply.party_id}",
    )


def card(here: door.Here, one: Party) -> None:
    """The card on paper."""
    st.link_button(
        "Druk de kaart af",
        f"/download/{here.slug}/bijwerkkaart/{one.id}",
        icon=":material/print:",
        key=f"card_{one.id}",
    )


@st.fragment
def of_party(asked: str) -> None:
    """All that one party leads, on one page: "Niets veranderd", or a word for each."""
    here = door.enter(Right.READ)
    query = {door.DOSSIER: here.slug, **PART}
    st.page_link(
        commitment_link.PAGE, label="Alle partijen", icon=":material/arrow_back:", query_params=query
    )
    scene = gather(here)
    one = scene.by_id.get(whole(asked) or 0)
    if one is None:
        feedback.say(NotFound("party.unknown"))
        return
    st.header(markdown.escape(one.name), anchor=False)
    st.markdown(lead(scene))
    reply = next((each for each in scene.replies if each.party_id == one.id), None)
    if reply is None:
        st.markdown("We vragen deze partij nu niets.")
        agenda(here, one.id)
        return
    if scene.is_open:
        st.markdown(how_far(scene, reply))
    with st.container(horizontal=True):
        if not reply.is_whole:
            waiting = [each.id for each in reply.waiting]
            same(here, scene, one.id, key=f"same_all_{one.id}", commitment_ids=waiting, is_first=True)
        with st.popover("Stuur een bericht", key=f"send_{one.id}", on_change="rerun") as place:
            if place.open:
                message(here, scene, reply)
        card(here, one)
        agenda(here, one.id)
    update_link.manage(here, one)
    is_told = {each.id for each in reply.told}
    for each in more.listed(reply.asked, key=f"all_asked_{one.id}", one="afspraak", several="afspraken"):
        told_of(here, scene, scene.states[each.id], is_told=each.id in is_told)
    live.dossier_bell(here, key="round_party_bell")


def agenda(here: door.Here, party_id: int) -> None:
    """The file for the agenda of a party, when there is a day in it: to come, or to take out."""
    found = calendar.gather_party(here.store, party_id, now=clock.now())
    if not (found.commitments or found.over):
        return
    label = "Zet de datums in een agenda" if found.commitments else "Haal de datums uit de agenda"
    url = f"/download/{here.slug}/agenda/{party_id}"
    st.link_button(label, url, icon=":material/event:", key=f"agenda_{party_id}")


def told_of(here: door.Here, scene: Scene, state: State, *, is_told: bool) -> None:
    """One promise on the page of its party: what was said last, one tap, or the form."""
    one = state.commitment
    with st.container(border=True, gap="xsmall"):
        st.markdown(f"**{markdown.escape(one.title)}**")
        mark = ":blue-badge[✓ Verteld]" if is_told else ""
        badges = commitment_link.badges(state, commitment_state.wanting([state]))
        st.markdown(f"{mark} {badges}".strip())
        last, text = state.fact or state.update, commitment_state.last_words(state, is_dated=True)
        if last is not None:
            said = f"{':' if last.text else '.'} {markdown.escape(text)}" if text else ""
            st.markdown(f":gray[Laatste bericht: {words.date(last.date, with_year=True)}{said}]")
        update.steps(one)
        with st.container(horizontal=True, vertical_alignment="center"):
            if not is_told and not state.is_settled:
                same(here, scene, one.owner_id, key=f"same_one_{one.id}", commitment_ids=[one.id])
            commitment_link.link(here, one, label="Bekijk de afspraak")
        if not here.visitor.may(Right.WRITE):
            return
        with st.expander("Vertel hoe het gaat", key=f"tell_{one.id}", on_change="rerun") as place:
            if place.open:
                update.form(here, state, scene.parties)
