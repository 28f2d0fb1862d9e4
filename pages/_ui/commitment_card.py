"""One promise that is followed: how it stands, its number, what was said, and where it came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from pages._ui import (
    article_change,
    clause_link,
    clause_road,
    commitment_form,
    commitment_link,
    door,
    feedback,
    figure,
    live,
    markdown,
    more,
    project,
    seen,
    update,
)
from sok_core import commitment, commitment_road, commitment_state, notice, words
from sok_core import update as rules
from sok_core.access import Right
from sok_core.charts import commitment as chart
from sok_core.commitment_road import Origin
from sok_core.commitment_state import State
from sok_core.errors import NotFound
from sok_core.model import Aim, LeadChange, Party, Update
from sok_core.web.answer import whole
from sok_core.words import enumerated


@dataclass(frozen=True)
class Scene:
    """All that the card shows. ``said`` is what was said, oldest first, each with whether it still stands."""

    state: State
    origin: Origin
    said: Sequence[tuple[Update, bool]]
    leads: Sequence[LeadChange]
    parties: Sequence[Party]
    aims: Sequence[Aim]

    @property
    def names(self) -> Mapping[int, str]:
        """The short names of the parties by id."""
        return {one.id: one.short_name for one in self.parties}

    @property
    def standing(self) -> list[Update]:
        """What was said and was not put right since."""
        return [one for one, holds in self.said if holds]

    @property
    def last(self) -> Update | None:
        """What was said last up to today, past what a moment decided since."""
        told = [one for one in self.standing if one.date <= self.state.today and not one.is_decided]
        return told[-1] if told else None


@st.fragment
def card(asked: str) -> None:
    """All that there is about one promise, as far as this visitor may read it."""
    here = door.enter(Right.READ)
    commitment_link.whole(here)
    scene = gather(here, whole(asked) or 0)
    if scene is None:
        feedback.say(NotFound("commitment.unknown"))
        return
    one = scene.state.commitment
    st.header(markdown.escape(one.title), anchor=False)
    st.markdown(_head(scene))
    update.steps(one)
    if scene.state.change and not scene.state.is_over:
        article_change.card(here, scene.state, scene.names)
    left, right = st.columns([6, 5], gap="large")
    with left:
        if chart.has_line(one, scene.standing):
            line(scene)
        history(here, scene)
    with right:
        if here.visitor.may(Right.WRITE):
            update.form(here, scene.state, scene.parties)
            confirm(here, scene)
            lead(here, scene)
        if here.visitor.may(Right.RUN):
            commitment_form.change(here, one, scene.parties, scene.aims)
        came_from(here, scene)
    live.dossier_bell(here, key="commitment_card_bell")


def gather(here: door.Here, commitment_id: int) -> Scene | None:
    """Read all of one promise at one moment; None when it is not there."""
    with here.store.read() as tables:
        states = commitment_state.states(tables, today=here.today)
        state = next((one for one in states if one.commitment.id == commitment_id), None)
        if state is None:
            return None
        return Scene(
            state,
            commitment_road.origin(tables, state.commitment, reader=here.visitor.reader),
            rules.history(tables, commitment_id),
            tables.lead_change.of(commitment_id),
            tables.party.all(),
            tables.aim.all(),
        )


def _head(scene: Scene) -> str:
    """Return who, by when, with what and for what, under how it stands."""
    state, one = scene.state, scene.state.commitment
    wanted = commitment_state.wanting([state], scene.parties)
    helpers = [scene.names[each] for each in state.helper_ids if each in scene.names]
    serves = [each.title for each in scene.aims if each.id in one.aim_ids]
    rows = {
        "Trekker": scene.names.get(one.owner_id, "") if state.has_lead else "nog niemand",
        "Spreek erover met": one.contact_role,
        "Helpen mee": enumerated(helpers),
        "Gezien door": enumerated(
            [scene.names[each.party_id] for each in state.seen_by if each.party_id in scene.names]
        ),
        "Klaar op": words.date(one.due, with_year=True) if one.due else "",
        "Middelen": one.means,
        "Voor": enumerated(serves),
    }
    lines = [commitment_link.badges(state, wanted)]
    lines += [f"**{name}:** {markdown.escape(said)}" for name, said in rows.items() if said]
    lines += [f":gray[{markdown.escape(reason)}]" for each in wanted for reason in each.reasons]
    return "  \n".join(lines)


def line(scene: Scene) -> None:
    """The number beside the straight line to its target, with what was told at each point."""
    one, said, today = scene.state.commitment, scene.standing, scene.state.today
    figure.show(
        chart.way(one, said, today=today, template=figure.template()),
        title=chart.way_finding(one, said, today=today),
        counted=chart.way_caption(one),
        alt=chart.way_alt(one, said, today=today),
        rows=chart.way_rows(one, said),
        key=f"way_{one.id}",
    )


def history(here: door.Here, scene: Scene) -> None:
    """What was said, the newest first; what was put right stays to be read."""
    st.subheader("Wat is er gezegd?", anchor=False)
    if not scene.said:
        st.markdown("Er is nog niets over deze afspraak gezegd.")
    found = list(reversed(scene.said))
    for each, holds in more.listed(found, key="all_said", one="bericht", several="berichten"):
        update.told(here, each, scene.state.commitment, scene.names, holds=holds)


def confirm(here: door.Here, scene: Scene) -> None:
    """Ask a second party whether what was said last is right."""
    last, one = scene.last, scene.state.commitment
    may = rules.can_confirm(last, one, scene.leads, scene.parties) if last else []
    if last is None or not may:
        return
    others, name = {each.id: each.short_name for each in may}, f"confirm_{one.id}"
    key = seen.turn(name)
    with st.expander("Klopt dit?"), st.form(key, enter_to_submit=False):
        told = last.text if last.is_fact else commitment_state.last_words(scene.state)
        st.markdown(f"{commitment_link.badge(last.status)} {markdown.escape(told)}")
        party_id = st.selectbox(
            "Welke partij kijkt mee?",
            list(others),
            index=None,
            format_func=others.__getitem__,
            placeholder="Kies",
            key=f"{key}_by",
        )
        text = st.text_input("Wat klopt er niet?", max_chars=rules.MAX_TEXT, key=f"{key}_text")
        with st.container(horizontal=True):
            is_right = st.form_submit_button("✓ Klopt", key=f"{key}_yes")
            is_wrong = st.form_submit_button("× Klopt niet", key=f"{key}_no")
        if is_right or is_wrong:
            with feedback.show():
                rules.confirm(
                    here.store,
                    update_id=last.id,
                    party_id=party_id or 0,
                    is_right=is_right,
                    on=here.today,
                    today=here.today,
                    text=text or "",
                )
                seen.renew(name)
                feedback.again()


def lead(here: door.Here, scene: Scene) -> None:
    """Let another party lead it, or nobody: then it looks for a lead and is never late."""
    one = scene.state.commitment
    with here.store.read() as tables:
        others = {each.id: each.short_name for each in notice.may_lead(tables, today=here.today)}
    name = f"lead_{one.id}"
    key = seen.turn(name)
    with st.expander("Een andere trekker"), st.form(key, enter_to_submit=False):
        party_id = st.selectbox(
            "Wie trekt dit nu?",
            list(others),
            index=None,
            format_func=others.__getitem__,
            placeholder="Kies een partij",
            key=f"{key}_party",
        )
        why = st.text_input("Waarom?", max_chars=commitment.MAX_TEXT, key=f"{key}_why")
        with st.container(horizontal=True):
            takes = st.form_submit_button("Neemt het over", key=f"{key}_take")
            stops = st.form_submit_button("Nog niemand: zoek een trekker", key=f"{key}_stop")
        if takes or stops:
            about = {"commitment_id": one.id, "on": here.today, "today": here.today, "why": why or ""}
            with feedback.show():
                if stops:
                    commitment.stop_leading(here.store, **about)  # type: ignore[arg-type]
                else:
                    commitment.take_over(here.store, party_id=party_id or 0, **about)  # type: ignore[arg-type]
                seen.renew(name)
                feedback.again()


def agreed_in(version: int | None) -> str:
    """Return in which text an article stands as it is shown."""
    if version is None:
        return "Dit artikel staat nu niet in een overeenkomst die geldt."
    return f"Zo staat het in versie {version}, die nu geldt."


def came_from(here: door.Here, scene: Scene) -> None:
    """The road back: the article, the project, and the residents' notes that it grew from."""
    origin = scene.origin
    if origin.number and origin.text:
        st.subheader("Waar is dit afgesproken?", anchor=False)
        clause_link.link(here, origin.number)
        st.markdown(markdown.escape(origin.text))
        st.markdown(f":gray[{agreed_in(origin.version)}]")
    if origin.project:
        st.subheader("Bij welk project hoort dit?", anchor=False)
        project.link(here, origin.project)
    clause_road.road(origin.grown, list(scene.parties))
