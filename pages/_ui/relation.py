"""The lines of one party: with whom, of which kind, how strong, and who says so."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages._ui import door, feedback, markdown, party_link, reader, together
from pages._ui import estimate as opinion
from sok_core import estimate, relation, words
from sok_core.access import Right
from sok_core.errors import RuleBroken
from sok_core.estimate import Opinion
from sok_core.model import Estimate, EstimateKind, Party, Reader, Relation, RelationKind
from sok_core.words import counted

OPEN, TURN = "relation_open", "relation_turn"
BOTH, FROM, TO = "beide kanten op", "van hen naar de ander", "van de ander naar hen"
DIRECTIONS = (BOTH, FROM, TO)
NEW = {
    "kind": RelationKind.COOPERATION,
    "strength": 2,
    "direction": BOTH,
    "since": "",
    "note": "",
    "note_reader": Reader.FACILITATOR,
}


def lines(
    here: door.Here,
    one: Party,
    parties: Mapping[int, Party],
    several: Sequence[Relation],
    notes: Mapping[int, str],
    meant_for: Mapping[int, Reader],
    estimates: Sequence[Estimate],
) -> None:
    """Every line of a party, with what may be done with it, and a form for one more."""
    st.header("Met wie werken ze samen?", anchor=False)
    if not several:
        st.markdown("Er loopt nog geen lijn naar een andere partij.")
    tensions = estimate.opinions(estimates, EstimateKind.TENSION)
    for each in several:
        row(here, one, each, parties, notes.get(each.id, ""), tensions.get(each.id))
        if here.visitor.may(Right.RUN) and st.session_state.get(OPEN) == each.id:
            change(here, one, each, parties, notes.get(each.id, ""), meant_for[each.id], estimates)
    if here.visitor.may(Right.WRITE):
        draw(here, one, parties)


def row(
    here: door.Here,
    one: Party,
    each: Relation,
    parties: Mapping[int, Party],
    note: str,
    tension: Opinion | None,
) -> None:
    """One line in words, with its acts."""
    other = parties[other_end(each, one)]
    with st.container(horizontal=True, wrap=False, vertical_alignment="center", gap="small"):
        with st.container(gap=None):
            party_link.link(here, other, label=other.short_name)
            st.markdown(told(one, each, note, tension))
        if here.visitor.may(Right.RUN) and st.button(
            "Wijzig", key=f"open_relation_{each.id}", type="tertiary", icon=":material/edit:"
        ):
            st.session_state[OPEN] = None if st.session_state.get(OPEN) == each.id else each.id
            feedback.again()


def other_end(each: Relation, one: Party) -> int:
    """Return the party at the other end of a line."""
    return each.target_id if each.source_id == one.id else each.source_id


def told(one: Party, each: Relation, note: str, tension: Opinion | None) -> str:
    """Return what is known of a line, in markdown."""
    parts = [words.RELATION_KINDS[each.kind], words.RELATION_STRENGTHS[each.strength]]
    if each.is_directed:
        parts.append(FROM if each.source_id == one.id else TO)
    parts += [f"sinds {each.since}"] * bool(each.since)
    if each.asserted_by:
        day = f", {words.day(each.asserted_on, with_year=True)}" if each.asserted_on else ""
        parts.append(f"volgens {each.asserted_by}{day}")
    if tension is not None:
        parts.append(f"spanning: {_spread(tension)}")
    text = f":gray[{markdown.escape(' · '.join(parts))}]"
    return f"{text}  \n{markdown.escape(note)}" if note else text


def _spread(tension: Opinion) -> str:
    """Return the middle of what people think of the tension, and how far they are apart."""
    labels = words.ESTIMATE_VALUES[EstimateKind.TENSION]
    if tension.count == 1:
        return labels[tension.value]
    people = counted(tension.count, "mens", "mensen")
    if tension.least == tension.most:
        return f"{labels[tension.value]} ({people})"
    return f"{labels[tension.value]} (van {labels[tension.least]} tot {labels[tension.most]}, {people})"


def draw(here: door.Here, one: Party, parties: Mapping[int, Party]) -> None:
    """One more line; whoever draws it says who told so."""
    turn = st.session_state.get(TURN, 0)
    with (
        st.expander("Teken een lijn"),
        st.form(f"relation_{one.id}_{turn}", border=False, enter_to_submit=False),
    ):
        key = f"relation_{one.id}_{turn}"
        others = [each for each in parties.values() if each.id != one.id]
        other = st.selectbox(
            "Met wie?",
            others,
            index=None,
            format_func=lambda each: each.short_name,
            placeholder="Kies een partij",
            key=f"{key}_other",
        )
        typed = fields(key, NEW)
        typed["asserted_by"] = st.text_input("Wie zegt dit?", reader.writer(here), key=f"{key}_by")
        is_ready = st.form_submit_button("Teken de lijn", key=f"save_{key}")
    if is_ready:
        with feedback.show():
            ends = ends_of(one.id, other.id if other else 0, typed.pop("direction"))
            relation.draw(here.store, **ends, **typed, asserted_on=here.today)
            st.session_state[TURN] = turn + 1
            feedback.again()


def ends_of(one: int, other: int, direction: str) -> dict[str, Any]:
    """Return from where to where a line runs."""
    source, target = (other, one) if direction == TO else (one, other)
    return {"source_id": source, "target_id": target, "is_directed": direction != BOTH}


def fields(key: str, shown: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a line, which open with what is ``shown``; the note with who may read it."""
    kinds = list(RelationKind)
    kind = st.selectbox(
        "Wat voor lijn?",
        kinds,
        index=kinds.index(shown["kind"]),
        format_func=words.RELATION_KINDS.__getitem__,
        key=f"{key}_kind",
    )
    strength = st.segmented_control(
        "Hoe stevig?",
        list(words.RELATION_STRENGTHS),
        default=shown["strength"],
        required=True,
        format_func=words.RELATION_STRENGTHS.__getitem__,
        key=f"{key}_strength",
    )
    left, right = st.columns(2)
    place = DIRECTIONS.index(shown["direction"])
    direction = left.selectbox("Welke kant op?", DIRECTIONS, place, key=f"{key}_direction")
    since = right.text_input("Sinds wanneer?", shown["since"], placeholder="2024", key=f"{key}_since")
    note = st.text_input("Aantekening", shown["note"], key=f"{key}_note")
    meant = reader.choice("Wie mag de aantekening lezen?", shown["note_reader"], key=f"{key}_note_reader")
    return {
        "kind": kind,
        "strength": strength,
        "direction": direction,
        "since": since,
        "note": note,
        "note_reader": meant,
    }


def change(
    here: door.Here,
    one: Party,
    each: Relation,
    parties: Mapping[int, Party],
    note: str,
    meant: Reader,
    estimates: Sequence[Estimate],
) -> None:
    """Change a line, and what its facilitator thinks of the tension on it.

    What somebody else changes meanwhile is told, and never overwrites.
    """
    key = f"change_relation_{each.id}"
    line = relation.as_seen(each, note=note, note_reader=meant)
    sheet = together.form(key, (line, estimates), first="kind")
    shown, heard, now = (
        boxes(*seen, each.id, one=one.id, giver=reader.writer(here))
        for seen in (sheet.base, sheet.heard, sheet.now)
    )
    sheet.tell(
        now, {box: (words.RELATION_FIELDS[box], text(box, now[box])) for box in now if now[box] != heard[box]}
    )
    with st.form(key, enter_to_submit=False):
        st.markdown(f"**{markdown.escape(parties[other_end(each, one)].short_name)}**")
        typed = fields(key, shown) | tension_fields(key, shown)
        is_ready = st.form_submit_button("Bewaar de lijn", key=f"save_{key}")
    if is_ready:
        with feedback.show(), sheet.saving():
            own = {box: value for box, value in typed.items() if value != shown[box]}
            if "direction" in own:
                own |= ends_of(one.id, other_end(each, one), own.pop("direction"))
            save(here, each.id, own, typed, sheet.heard)
            st.session_state[OPEN] = None
            feedback.again()
    tensions = [one for one in estimates if one.relation_id == each.id]
    said(here, each, tensions)
    remove(here, each, note=note, tensions=len(tensions))


def said(here: door.Here, each: Relation, tensions: Sequence[Estimate]) -> None:
    """Who said what of the tension on a line, with who may read that; and what another says."""
    if tensions:
        with st.expander(f"Wie zei wat over de spanning? ({len(tensions)})", key=f"tension_said_{each.id}"):
            for one in tensions:
                opinion.said(here.store, one)
    key = f"tension_other_{each.id}_{st.session_state.get(TURN, 0)}"
    with st.expander("Schrijf op wat een ander van de spanning vindt", key=f"tension_other_{each.id}"):
        with st.form(key, border=False, enter_to_submit=False):
            giver = st.text_input("Wie vindt dit?", key=f"{key}_by", max_chars=estimate.MAX_GIVER)
            typed = tension_fields(key, {"tension": None, "tension_reader": Reader.FACILITATOR})
            is_ready = st.form_submit_button("Bewaar de mening", key=f"save_{key}")
        if is_ready:
            with feedback.show():
                give(here, each, giver, typed)


def give(here: door.Here, each: Relation, giver: str, typed: Mapping[str, Any]) -> None:
    """Keep what another person thinks of the tension on a line, in the place of what that one said before."""
    if typed["tension"] is None:
        raise RuleBroken("estimate.empty")
    estimate.give(
        here.store,
        kind=EstimateKind.TENSION,
        value=typed["tension"],
        reader=typed["tension_reader"],
        given_by=giver,
        given_on=here.today,
        relation_id=each.id,
    )
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
    feedback.again()


def remove(here: door.Here, each: Relation, *, note: str, tensions: int) -> None:
    """Remove a line; asks once, and names what goes with it."""
    what = ["de aantekening"] * bool(note)
    what += [counted(tensions, "mening over de spanning", "meningen over de spanning")] * bool(tensions)
    with st.popover(
        "Haal de lijn weg", type="tertiary", icon=":material/delete:", key=f"ask_drop_relation_{each.id}"
    ):
        more = f", met {words.enumerated(what)}" if what else ""
        st.markdown(f"De lijn gaat weg{more}. Dit kun je niet terugdraaien.")
        if st.button("Haal voorgoed weg", key=f"drop_relation_{each.id}"):
            with feedback.show():
                relation.remove(here.store, relation_id=each.id)
                feedback.again()


def tension_fields(key: str, shown: Mapping[str, Any]) -> dict[str, Any]:
    """What somebody thinks of the tension on a line, and who may read that."""
    values = words.ESTIMATE_VALUES[EstimateKind.TENSION]
    tension = st.segmented_control(
        "Hoeveel spanning zit erop?",
        list(values),
        default=shown["tension"],
        format_func=values.__getitem__,
        key=f"{key}_tension",
    )
    meant = reader.choice(
        "Wie mag dat van de spanning lezen?", shown["tension_reader"], key=f"{key}_tension_reader"
    )
    return {"tension": tension, "tension_reader": meant}


def boxes(
    line: Mapping[str, Any], estimates: Sequence[Estimate], relation_id: int, *, one: int, giver: str
) -> dict[str, Any]:
    """Return what each box of the form holds for a line, seen from one of its parties."""
    towards = TO if line["target_id"] == one else FROM
    own = estimate.given(estimates, EstimateKind.TENSION, giver, relation_id)
    tension, meant = own or (None, Reader.FACILITATOR)
    return {
        **{box: line[box] for box in ("kind", "strength", "since", "note", "note_reader")},
        "direction": towards if line["is_directed"] else BOTH,
        "tension": tension,
        "tension_reader": meant,
    }


def text(box: str, value: Any) -> str:
    """Return what a box holds, as a person reads it."""
    if box == "strength":
        return words.RELATION_STRENGTHS[value]
    if box == "tension":
        return words.ESTIMATE_VALUES[EstimateKind.TENSION].get(value, "niets")
    return words.field_value(value)


def save(
    here: door.Here,
    relation_id: int,
    own: Mapping[str, Any],
    typed: Mapping[str, Any],
    heard: tuple[Mapping[str, Any], Sequence[Estimate]],
) -> None:
    """Save what was changed of a line, and of the tension on it: both, or none."""
    line, estimates = heard
    of_line = {field: value for field, value in own.items() if not field.startswith("tension")}
    with here.store.write() as tables:
        relation.change_row(tables, relation_id, of_line, before=line)
        if of_line != own:
            estimate.put(
                tables,
                kind=EstimateKind.TENSION,
                value=typed["tension"],
                reader=typed["tension_reader"],
                given_by=reader.writer(here),
                given_on=here.today,
                relation_id=relation_id,
                seen=estimates,
            )
