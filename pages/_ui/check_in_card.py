"""One moment: its agenda for the room, moving it, and how it was."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from pages._ui import (
    check_in_agenda,
    check_in_link,
    check_in_outcome,
    decision,
    door,
    feedback,
    live,
    markdown,
    seen,
)
from sok_core import check_in, clock, words
from sok_core import check_in_agenda as rules
from sok_core import check_in_outcome as outcome
from sok_core.access import Right
from sok_core.check_in_agenda import Block
from sok_core.check_in_outcome import Line
from sok_core.errors import NotFound, RuleBroken
from sok_core.model import (
    Attendance,
    AttendanceStatus,
    CheckIn,
    CheckInStatus,
    Decision,
    Lesson,
    Meeting,
    MeetingStatus,
    Party,
    PartyStatus,
)
from sok_core.web.answer import whole
from sok_core.words import capital, counted

TO_WRITE_UP = 2 * check_in.WEEK  # what was decided on paper is written at the agenda some days later
ASKED = {
    AttendanceStatus.PRESENT: "Welke partijen waren er?",
    AttendanceStatus.EXCUSED: "Wie had zich afgemeld?",
    AttendanceStatus.AWAY: "Wie was er niet, zonder bericht?",
}


@dataclass(frozen=True)
class Scene:
    """All that the page of one moment shows; ``last`` is what it came to be when it moved.

    ``has_traces``: its meeting shows that somebody came.
    """

    one: CheckIn
    last: CheckIn
    blocks: Sequence[Block]
    lessons: Sequence[Lesson]
    there: Sequence[Attendance]
    parties: Sequence[Party]
    came: Sequence[Line]
    evening: Meeting | None = None
    decisions: Sequence[Decision] = ()
    has_traces: bool = False

    @property
    def names(self) -> Mapping[int, str]:
        """The short names of the parties by id."""
        return {each.id: each.short_name for each in self.parties}

    @property
    def is_elsewhere(self) -> bool:
        """Whether the meeting that this moment is to be has another day, other times or another place."""
        if self.evening is None or self.evening.status is MeetingStatus.CLOSED:
            return False
        return self.one.status is CheckInStatus.PLANNED and check_in.differs(self.one, self.evening)

    def is_unsure(self, today: dt.date) -> bool:
        """Whether its meeting is closed, and nobody said whether anybody came."""
        return self.evening is not None and check_in.is_unsure(self.one, self.evening, today=today)

    @property
    def is_planned(self) -> bool:
        """Whether the meeting that this moment is to be is planned, and goes along with it."""
        return self.evening is not None and self.evening.status is MeetingStatus.PLANNED


@st.fragment
def card(asked: str) -> None:
    """All that there is about one moment."""
    here = door.enter(Right.READ)
    check_in_link.whole(here)
    scene = gather(here, whole(asked) or 0)
    if scene is None:
        feedback.say(NotFound("check_in.unknown"))
        return
    one = scene.one
    st.header(markdown.escape(one.title), anchor=False)
    st.markdown(_head(scene, today=here.today))
    if scene.is_elsewhere:
        st.markdown(_elsewhere(scene))
    if one.status is CheckInStatus.CANCELLED:
        bring_back(here, one)
        came_of(here, scene)
    else:
        if here.visitor.may(Right.WRITE):
            if scene.is_unsure(here.today):
                came(here, scene)
            acts(here, scene)
        was(here, scene)
        if one.status is CheckInStatus.PLANNED or here.today - one.date <= TO_WRITE_UP:
            check_in_agenda.agenda(here, one, scene.blocks, scene.parties)
        learned(here, scene)
    live.dossier_bell(here, key="check_in_card_bell")


def gather(here: door.Here, check_in_id: int) -> Scene | None:
    """Read all of one moment at once; None when it is not there."""
    with here.store.read() as tables:
        every = {each.id: each for each in tables.check_in.all()}
        one = every.get(check_in_id)
        if one is None:
            return None
        evening = tables.meeting.get(one.meeting_id) if one.meeting_id is not None else None
        return Scene(
            one,
            check_in.ended(one, every),
            rules.agenda(tables, check_in_agenda.in_order(one), today=here.today),
            [each for each in tables.lesson.all() if each.check_in_id == one.id],
            tables.attendance.of(one.id),
            tables.party.all(),
            outcome.of(tables, one.id),
            evening,
            tables.decision.of(evening.id) if evening else (),
            has_traces=evening is not None and check_in.has_happened(tables, one, evening),
        )


def _head(scene: Scene, *, today: dt.date) -> str:
    one = scene.one
    badges = {
        CheckInStatus.PLANNED: ":gray-badge[○ Gepland]",
        CheckInStatus.HELD: ":blue-badge[✓ Gehouden]",
        CheckInStatus.CANCELLED: ":red-badge[× Niet doorgegaan]",
    }
    why = f"  \n{markdown.escape(one.why)}" if one.why else ""
    if scene.last != one:
        why += f"  \n{check_in_link.became(one, scene.last, today=today)}"
    is_now = scene.evening is not None and scene.evening.status is MeetingStatus.RUNNING
    is_planned = one.status is CheckInStatus.PLANNED
    badge = check_in_link.UNSAID if is_planned and one.date < today else badges[one.status]
    if check_in.is_back(one, scene.last) and scene.last.status is not CheckInStatus.CANCELLED:
        badge = check_in_link.MOVED
    badge = ":green-badge[● Bezig]" if is_planned and is_now else badge
    return f"{badge} {markdown.escape(capital(check_in_link.when(one)))}{why}"


def _elsewhere(scene: Scene) -> str:
    """Return where the meeting stands that is not where its moment is."""
    assert scene.evening is not None  # noqa: S101  (see Scene.is_elsewhere)
    when = words.ended(markdown.escape(check_in_link.when(scene.evening)))
    return f"▲ In de regie staat deze avond anders: {when} Maak ze gelijk bij ‘Plan’."


def counts(one: CheckIn) -> str:
    """Return when a moment was held, and how many came."""
    people = [
        counted(number, *names)
        for number, names in (
            (one.residents, ("bewoner", "bewoners")),
            (one.organisations, ("mens van een organisatie", "mensen van organisaties")),
        )
        if number is not None
    ]
    return f":gray[{' · '.join([words.date(one.date, with_year=True), *people])}]"


def acts(here: door.Here, scene: Scene) -> None:
    """To the control room; move it, or call it off, each with a reason."""
    one = scene.one
    with st.container(horizontal=True):
        is_off = scene.evening is not None and scene.evening.status is MeetingStatus.CANCELLED
        if here.visitor.may(Right.RUN) and not (is_off and one.date < here.today):
            check_in_agenda.control_room(here, one, scene.blocks)
        if one.status is not CheckInStatus.PLANNED:
            return
        with st.popover("Verzet", key=f"move_{one.id}", on_change="rerun") as place:
            if place.open:
                to = st.date_input("Naar welke dag?", one.date, format="DD-MM-YYYY", key=f"move_to_{one.id}")
                why = st.text_input("Waarom?", max_chars=check_in.MAX_TEXT, key=f"move_why_{one.id}")
                goes_along(scene, "verhuist mee")
                with feedback.show():
                    if st.button("Verzet het moment", key=f"move_do_{one.id}"):
                        moved = check_in.move(
                            here.store,
                            check_in_id=one.id,
                            to=to or one.date,
                            why=why or "",
                            today=here.today,
                        )
                        feedback.toast_after_rerun(f"Het werd {words.day(moved.date, with_year=True)}.")
                        feedback.again()
        with st.popover("Wijzig", key=f"change_{one.id}", on_change="rerun") as place:
            if place.open:
                change(here, one)
            else:
                seen.closed(f"change_{one.id}")
        with st.popover("Zeg af", key=f"cancel_{one.id}", on_change="rerun") as place:
            if place.open:
                why = st.text_input(
                    "Waarom gaat het niet door?", max_chars=check_in.MAX_TEXT, key=f"cancel_why_{one.id}"
                )
                goes_along(scene, "gaat dan ook niet door")
                with feedback.show():
                    if st.button("Zeg het moment af", key=f"cancel_do_{one.id}"):
                        check_in.cancel(here.store, check_in_id=one.id, why=why or "")
                        feedback.again()


def came(here: door.Here, scene: Scene) -> None:
    """Ask whether anybody came to an evening of which nothing was written down on its day."""
    one = scene.one
    said = "De avond is afgesloten, maar niemand is aangevinkt of schreef iets op."
    if scene.has_traces:
        said = "De avond is afgesloten. Wat er is aangevinkt of opgeschreven, is bewaard."
    with st.container(border=True), feedback.show():
        st.markdown(f"**Was er iemand?** {said}")
        with st.container(horizontal=True):
            if st.button("Ja, wel gehouden", key=f"came_{one.id}"):
                check_in.took_place(here.store, check_in_id=one.id, today=here.today)
                feedback.again()
            if st.button("Nee, ging niet door", key=f"nobody_{one.id}"):
                check_in.cancel(here.store, check_in_id=one.id, why=check_in.NOBODY)
                feedback.again()


def bring_back(here: door.Here, one: CheckIn) -> None:
    """Plan a moment again that was called off by mistake; one that was moved moves back with its new day."""
    if one.moved_to_id is not None or not here.visitor.may(Right.WRITE):
        return
    label = "Het gaat toch door" if one.date >= here.today else "Het ging toch door"
    with feedback.show():
        if st.button(label, key=f"bring_back_{one.id}", icon=":material/undo:"):
            check_in.bring_back(here.store, check_in_id=one.id, today=here.today)
            feedback.again()


def goes_along(scene: Scene, what: str) -> None:
    """Say what becomes of the meeting that is planned for this moment."""
    if scene.is_planned:
        st.markdown(f":gray[De avond in de regie {what}, met vragen en draaiboek.]")


def change(here: door.Here, one: CheckIn) -> None:
    """Its name, times and place; what somebody else changed meanwhile is told, and never overwritten."""
    name = f"change_{one.id}"
    base, heard = seen.base(name, one), seen.told(name, one)
    seen.others_changed(
        name,
        {
            label: _readable(getattr(one, field))
            for field, label in check_in.FIELDS.items()
            if field != "meeting_id" and getattr(one, field) != getattr(heard, field)
        },
    )
    key = seen.turn(name)
    typed = {
        "title": st.text_input(
            check_in.FIELDS["title"], base.title, max_chars=check_in.MAX_TITLE, key=f"{key}_title"
        ),
        "starts_at": st.time_input(
            check_in.FIELDS["starts_at"], base.starts_at, step=900, key=f"{key}_starts"
        ),
        "ends_at": st.time_input(check_in.FIELDS["ends_at"], base.ends_at, step=900, key=f"{key}_ends"),
        "place": st.text_input(
            check_in.FIELDS["place"], base.place, max_chars=check_in.MAX_TITLE, key=f"{key}_place"
        ),
    }
    with feedback.show():
        if st.button("Bewaar", key=f"{key}_save"):
            own = {field: value for field, value in typed.items() if value != getattr(base, field)}
            with seen.saving(name, one):
                check_in.change(here.store, check_in_id=one.id, before=heard, **own)
            feedback.toast_after_rerun("Het moment is bewaard.")
            feedback.again()


def _readable(value: str | dt.time | None) -> str:
    return (value if isinstance(value, str) else words.clock_time(value)) or "niets"


def was(here: door.Here, scene: Scene) -> None:
    """What came of it and who was there, to read; and the form to write it down."""
    one = scene.one
    came_of(here, scene)
    if not here.visitor.may(Right.WRITE) or one.date > here.today:
        return
    # one label, whatever becomes of the moment: another one would be another box, without what was typed
    with st.expander("Schrijf op hoe het was", key=f"held_{one.id}", on_change="rerun") as place:
        if place.open:
            hold(here, scene)
        else:
            seen.closed(f"hold_{one.id}")


def came_of(here: door.Here, scene: Scene) -> None:
    """What came of it, with what its evening decided (so far, as long as it runs), and who was there."""
    one = scene.one
    is_ahead = one.status is CheckInStatus.PLANNED and bool(scene.decisions)
    if one.status is not CheckInStatus.HELD and not scene.came and not is_ahead:
        return
    st.subheader("Wat is al besloten?" if is_ahead else "Wat kwam eruit?", anchor=False)
    check_in_outcome.lines(here, scene.came)
    for each in scene.decisions:
        st.markdown(decision.line(each))
    if one.status is not CheckInStatus.HELD:
        return
    lines = [counts(one)]
    for status in AttendanceStatus:
        names = [scene.names[each.party_id] for each in scene.there if each.status is status]
        said = capital(words.ATTENDANCE_STATUSES[status])
        lines += [f"**{said}:** {markdown.escape(words.enumerated(names))}"] if names else []
    st.markdown("  \n".join(lines))


def hold(here: door.Here, scene: Scene) -> None:
    """Who was there and what came of it; what is refused stays in its boxes."""
    one, name = scene.one, f"hold_{scene.one.id}"
    now: dict[str, Any] = {field: getattr(one, field) for field in check_in.COUNTS}
    now["attendance"] = {each.party_id: each.status for each in scene.there}
    before = seen.base(name, now)
    seen.changed(name, before, now)
    key, was = seen.turn(name), before["attendance"]
    asked = {each.id: each.short_name for each in scene.parties if each.status is PartyStatus.AT_THE_TABLE}
    asked |= {each.party_id: scene.names[each.party_id] for each in scene.there}
    with st.form(key, border=False, enter_to_submit=False):
        with st.container(horizontal=True):
            residents = st.number_input(
                "Bewoners",
                0,
                None,
                before["residents"],
                step=1,
                placeholder="niet geteld",
                key=f"{key}_in",
                width=170,
            )
            organisations = st.number_input(
                "Mensen van organisaties",
                0,
                None,
                before["organisations"],
                step=1,
                placeholder="niet geteld",
                key=f"{key}_org",
                width=210,
            )
        chosen = {
            status: st.pills(
                question,
                list(asked),
                selection_mode="multi",
                default=[each for each in was if was[each] is status],
                format_func=asked.__getitem__,
                key=f"{key}_{status}",
            )
            for status, question in ASKED.items()
        }
        text = st.text_area("Wat kwam eruit? Eén per regel", height=110, key=f"{key}_text")
        if st.form_submit_button("Bewaar", type="primary", key=f"{key}_save"):
            with feedback.show():
                there = _per_party(chosen, asked)
                typed = {"residents": residents, "organisations": organisations}
                check_in.hold(
                    here.store,
                    check_in_id=one.id,
                    today=here.today,
                    outcomes=(text or "").splitlines(),
                    attendance={each: there.get(each) for each in asked if there.get(each) != was.get(each)},
                    **{field: count for field, count in typed.items() if count != before[field]},
                )
                seen.renew(name)
                feedback.again()


def _per_party(
    chosen: Mapping[AttendanceStatus, Sequence[int]], names: Mapping[int, str]
) -> dict[int, AttendanceStatus]:
    """Return the answer per party; raises RuleBroken when one has two."""
    found: dict[int, AttendanceStatus] = {}
    twice = [
        each for ids in chosen.values() for each in ids if sum(each in other for other in chosen.values()) > 1
    ]
    if twice:
        raise RuleBroken(
            "check_in.twice", names=words.enumerated(dict.fromkeys(names[each] for each in twice))
        )
    for status, ids in chosen.items():
        found |= dict.fromkeys(ids, status)
    return found


def learned(here: door.Here, scene: Scene) -> None:
    """What to change in how we work, in one line each; one may become an article."""
    st.subheader("Wat gaan we anders doen?", anchor=False)
    for each in scene.lessons:
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(markdown.escape(each.text), width="stretch")
            if each.clause_id is not None:
                st.markdown(":gray[Staat als voorstel bij de artikelen.]")
            elif here.visitor.may(Right.RUN):
                with feedback.show():
                    if st.button("Maak er een artikel van", key=f"lesson_{each.id}"):
                        check_in.lesson_to_clause(here.store, lesson_id=each.id, now=clock.now())
                        feedback.again()
            if here.visitor.may(Right.WRITE):
                check_in_outcome.learned(here, each)
    if not here.visitor.may(Right.WRITE):
        return
    name = f"lesson_of_{scene.one.id}"
    key = seen.turn(name)
    with st.form(key, border=False, enter_to_submit=False):
        text = st.text_input("Eén regel over hoe jullie samenwerken", max_chars=300, key=f"{key}_text")
        if st.form_submit_button("Schrijf deze les op", key=f"{key}_save"):
            with feedback.show():
                check_in.learn(here.store, text=text or "", on=here.today, check_in_id=scene.one.id)
                seen.renew(name)
                feedback.again()
