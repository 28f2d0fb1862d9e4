"""The moments to look together how it goes: planned ahead, held, and missed."""

from collections.abc import Sequence

import streamlit as st

from pages._ui import check_in_card, check_in_link, door, feedback, live, markdown, more
from sok_core import check_in, check_in_outcome, dossier, words
from sok_core.access import Right
from sok_core.model import CheckIn, CheckInStatus, Decision, Region
from sok_core.web import calendar
from sok_core.web import road as page
from sok_core.words import capital, counted

TURN = "check_in_turn"
YEAR = 4
REGIONS: dict[Region | None, str] = {None: "Dat weten we niet", **{one: capital(one.value) for one in Region}}


def show(_here: door.Here) -> None:
    """The part of the page with moments: one when the address asks for it, else all."""
    asked = st.query_params.get(check_in_link.ADDRESS, "")
    if asked:
        check_in_card.card(asked)
    else:
        moments()


@st.fragment
def moments() -> None:
    """What comes, what was missed, what was held, and how to plan more."""
    here = door.enter(Right.READ)
    st.header("Momenten", anchor=False)
    with here.store.read() as tables:
        every, decisions = tables.check_in.all(), tables.decision.all()
    coming = [one for one in every if one.status is CheckInStatus.PLANNED and one.date >= here.today]
    left, right = st.columns([11, 10], gap="large")
    with left:
        comes(here, coming)
        if here.visitor.may(Right.WRITE):
            year(here)
            single(here)
    with right:
        called_off(here, check_in.called_off(every, today=here.today), every)
        missed(here, check_in.missed(every, today=here.today), every)
        held(here, [one for one in reversed(every) if one.status is CheckInStatus.HELD], decisions)
    live.dossier_bell(here, key="check_in_bell")


def comes(here: door.Here, coming: Sequence[CheckIn]) -> None:
    """The moments that are planned, and the file for one's own agenda."""
    said = f"{counted(len(coming), 'moment', 'momenten')} gepland" if coming else "Nog geen moment gepland"
    st.subheader(capital(said), anchor=False)
    if not coming:
        st.markdown("Plan een jaar vooruit. Dan weet iedereen wanneer jullie elkaar zien.")
    for one in more.listed(coming, key="all_coming", one="moment", several="momenten"):
        with st.container(border=True, gap=None):
            why = [f":gray[{markdown.escape(one.why)}]"] if one.why else []
            check_in_link.listed(here, one, [markdown.escape(capital(check_in_link.when(one))), *why])
    if coming:
        st.link_button(
            "Zet ze in je agenda", f"/download/{here.slug}/agenda/momenten", icon=":material/event:"
        )
    if page.is_lasting():
        follow(here)


def follow(here: door.Here) -> None:
    """The address that an agenda follows, so that a moment that moves goes along; and making another one."""
    url = calendar.link(here.dossier)
    may_change = here.visitor.may(Right.RUN)
    if not (url or may_change):
        return
    with st.expander("Laat je agenda meelopen", key="follow_moments", on_change="rerun") as place:
        if not place.open:
            return
        if url:
            st.markdown(
                "Verzetten jullie een moment, dan verhuist het vanzelf mee in je agenda. Werkt de knop niet? "
                "Kopieer het adres en kies in je agenda ‘abonneren’ of ‘toevoegen via URL’."
            )
            st.link_button("Volg in je agenda", calendar.to_follow(url), icon=":material/event_repeat:")
            st.code(url, language=None, wrap_lines=True)
            st.markdown(
                ":gray[Wie dit adres heeft, ziet dag, tijd, plek en naam van de momenten. Verder niets.]"
            )
        if may_change:
            addresses(here, has_one=bool(url))


def addresses(here: door.Here, *, has_one: bool) -> None:
    """Make an address, another one, or none."""
    with st.container(horizontal=True), feedback.show():
        label = "Maak een nieuw adres" if has_one else "Maak een adres"
        if st.button(label, key="follow_renew"):
            calendar.renew(here.dossier)
            if has_one:
                feedback.toast_after_rerun("Het oude adres werkt niet meer. Deel het nieuwe.")
            feedback.again()
        if has_one and st.button("Zet het uit", key="follow_off"):
            calendar.turn_off(here.dossier)
            feedback.again()


def called_off(here: door.Here, found: Sequence[CheckIn], every: Sequence[CheckIn]) -> None:
    """What was to come and does not, or comes on another day."""
    if not found:
        return
    after = {one.id: one for one in every}
    st.subheader("Gaat niet door zoals gepland", anchor=False)
    for one in found:
        with st.container(border=True, gap=None):
            last = check_in.ended(one, after)
            comes = last.status is not CheckInStatus.CANCELLED
            badge = check_in_link.MOVED if comes else ":gray-badge[× Afgezegd]"
            lines = [f"{badge} {words.date(one.date, with_year=True)}"]
            lines += [markdown.escape(one.why)] if one.why else []
            lines += [check_in_link.became(one, last, today=here.today)] if last != one else []
            check_in_link.listed(here, one, lines)


def missed(here: door.Here, found: Sequence[CheckIn], every: Sequence[CheckIn]) -> None:
    """What was not held, loudly: called off, moved, or passed without a word."""
    if not found:
        return
    after = {one.id: one for one in every}
    unsaid = [one.id for one in found if one.status is CheckInStatus.PLANNED]
    missed = f"{capital(counted(len(found), 'moment', 'momenten'))} gemist"
    st.subheader(f"▲ {missed}{' of niet opgeschreven' if unsaid else ''}", anchor=False)
    for one in more.listed(list(reversed(found)), key="all_missed", one="moment", several="momenten"):
        with st.container(border=True, gap=None):
            last = check_in.ended(one, after)
            badge = check_in_link.UNSAID if one.id in unsaid else ":red-badge[× Gemist]"
            lines = [f"{badge} {words.date(one.date, with_year=True)}"]
            if one.id in unsaid:
                lines.append("Niemand schreef op hoe het was. Ging het door? Vul het dan in.")
            lines += [markdown.escape(one.why)] if one.why else []
            lines += [check_in_link.became(one, last, today=here.today)] if last != one else []
            check_in_link.listed(here, one, lines)


def held(here: door.Here, found: Sequence[CheckIn], decisions: Sequence[Decision]) -> None:
    """What was held, and what came of it."""
    st.subheader("Gehouden", anchor=False)
    if not found:
        st.markdown("Nog geen moment gehouden.")
    for one in more.listed(found, key="all_held", one="moment", several="momenten"):
        with st.container(border=True, gap=None):
            came = map(markdown.escape, check_in_outcome.came_of(one, decisions))
            check_in_link.listed(here, one, [check_in_card.counts(one), *came])


def year(here: door.Here) -> None:
    """A year ahead in one act, after a look at the days and why one was moved."""
    with st.expander("Plan een jaar vooruit", key="plan_year", on_change="rerun") as place:
        if not place.open:
            return
        with here.store.read() as tables:
            days = check_in.open_days(tables, count=YEAR, today=here.today)
        st.markdown(
            "De tweede donderdag van de tweede maand van elk kwartaal. "
            "Valt die op een feestdag of in een schoolvakantie? Dan wordt het een latere donderdag."
        )
        region = st.selectbox(
            "In welke regio zijn jullie scholen vrij?",
            list(REGIONS),
            index=list(REGIONS).index(here.dossier.region),
            format_func=REGIONS.__getitem__,
            key="check_in_region",
        )
        if region != here.dossier.region:
            dossier.set_region(here.store, region=region)
            feedback.again()
        st.markdown(
            "\n".join(f"- **{words.day(one.date, with_year=True)}** {one.why}".rstrip() for one in days)
        )
        unsure = [words.day(one.date) for one in days if not one.is_sure]
        if unsure:
            st.markdown(
                f"▲ De schoolvakanties rond {words.enumerated(unsure)} kennen we nog niet. Kijk die dagen na."
            )
        with st.form("year", border=False, enter_to_submit=False):
            with st.container(horizontal=True):
                starts_at = st.time_input("Begin", check_in.STARTS_AT, step=900, key="year_starts", width=140)
                ends_at = st.time_input("Eind", check_in.ENDS_AT, step=900, key="year_ends", width=140)
            where = st.text_input("Waar?", max_chars=check_in.MAX_TITLE, key="year_place")
            if st.form_submit_button(f"Plan deze {counted(len(days), 'moment', 'momenten')}", type="primary"):
                with feedback.show():
                    check_in.plan_series(
                        here.store,
                        count=len(days),
                        today=here.today,
                        starts_at=starts_at,
                        ends_at=ends_at,
                        place=where,
                    )
                    feedback.toast_after_rerun("De momenten staan in de agenda.")
                    feedback.again()


def single(here: door.Here) -> None:
    """One moment on a day of one's own."""
    with st.expander("Plan één moment", key="plan_one", on_change="rerun") as place:
        if place.open:
            write_down(here)


def write_down(here: door.Here) -> None:
    """The form for one moment; what is refused stays in its boxes."""
    turn = st.session_state.get(TURN, 0)
    with st.form(f"check_in_{turn}", border=False, enter_to_submit=False):
        title = st.text_input(
            "Hoe heet het?",
            max_chars=check_in.MAX_TITLE,
            placeholder="Kwartaalmoment",
            key=f"check_in_title_{turn}",
        )
        with st.container(horizontal=True):
            date = st.date_input(
                "Dag", here.today, format="DD-MM-YYYY", key=f"check_in_day_{turn}", width=170
            )
            starts_at = st.time_input(
                "Begin", check_in.STARTS_AT, step=900, key=f"check_in_starts_{turn}", width=140
            )
            ends_at = st.time_input(
                "Eind", check_in.ENDS_AT, step=900, key=f"check_in_ends_{turn}", width=140
            )
        where = st.text_input("Waar?", max_chars=check_in.MAX_TITLE, key=f"check_in_place_{turn}")
        if st.form_submit_button("Plan dit moment", key=f"check_in_add_{turn}"):
            with feedback.show():
                check_in.plan(
                    here.store,
                    date=date or here.today,
                    title=title,
                    starts_at=starts_at,
                    ends_at=ends_at,
                    place=where,
                )
                st.session_state[TURN] = turn + 1
                feedback.again()
