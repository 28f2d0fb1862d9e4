"""The lines of one party: with whom, of which kind, how strong, and who says so."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from pages._ui import door, feedback, markdown, party_link, reader
from sok_core import estimate, relation, words
from sok_core.access import Right
from sok_core.estimate import Opinion
from sok_core.model import Estimate, EstimateKind, Party, Reader, Relation, RelationKind

OPEN, TURN = "relation_open", "relation_turn"
BOTH, FROM, TO = "beide kanten op", "van hen naar de ander", "van de ander naar hen"
DIRECTIONS = (BOTH, FROM, TO)


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
        parts.append(f"spanning: {words.ESTIMATE_VALUES[EstimateKind.TENSION][tension.value]}")
    text = f":gray[{markdown.escape(' · '.join(parts))}]"
    return f"{text}  \n{markdown.escape(note)}" if note else text


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
        typed = fields(key)
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


def fields(
    key: str,
    each: Relation | None = None,
    *,
    one: int = 0,
    note: str = "",
    meant: Reader = Reader.FACILITATOR,
) -> dict[str, Any]:
    """The fields of a line; the note with who may read it."""
    kinds = list(RelationKind)
    kind = st.selectbox(
        "Wat voor lijn?",
        kinds,
        index=kinds.index(each.kind) if each else 0,
        format_func=words.RELATION_KINDS.__getitem__,
        key=f"{key}_kind",
    )
    strength = st.segmented_control(
        "Hoe stevig?",
        list(words.RELATION_STRENGTHS),
        default=each.strength if each else 2,
        required=True,
        format_func=words.RELATION_STRENGTHS.__getitem__,
        key=f"{key}_strength",
    )
    is_towards = each is not None and each.target_id == one
    direction = (TO if is_towards else FROM) if each and each.is_directed else BOTH
    left, right = st.columns(2)
    chosen = left.selectbox("Welke kant op?", DIRECTIONS, DIRECTIONS.index(direction), key=f"{key}_direction")
    since = right.text_input(
        "Sinds wanneer?", each.since if each else "", placeholder="2024", key=f"{key}_since"
    )
    text = st.text_input("Aantekening", note, key=f"{key}_note")
    return {
        "kind": kind,
        "strength": strength,
        "direction": chosen,
        "since": since,
        "note": text,
        "note_reader": reader.choice("Wie mag de aantekening lezen?", meant, key=f"{key}_reader"),
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
    """Change a line, and what its facilitator thinks of the tension on it."""
    key = f"change_relation_{each.id}"
    giver = reader.writer(here)
    mine = next((e for e in estimates if e.relation_id == each.id and e.given_by == giver), None)
    with st.form(key, enter_to_submit=False):
        st.markdown(f"**{markdown.escape(parties[other_end(each, one)].short_name)}**")
        typed = fields(key, each, one=one.id, note=note, meant=meant)
        tension = st.segmented_control(
            "Hoeveel spanning zit erop?",
            list(words.ESTIMATE_VALUES[EstimateKind.TENSION]),
            default=mine.value if mine else None,
            format_func=words.ESTIMATE_VALUES[EstimateKind.TENSION].__getitem__,
            key=f"{key}_tension",
        )
        shared = reader.choice(
            "Wie mag dat van de spanning lezen?",
            mine.reader if mine else Reader.FACILITATOR,
            key=f"{key}_tension_reader",
        )
        is_ready = st.form_submit_button("Bewaar de lijn", key=f"save_{key}")
    if is_ready:
        with feedback.show():
            ends = ends_of(one.id, other_end(each, one), typed.pop("direction"))
            relation.change(here.store, relation_id=each.id, **ends, **typed)
            if tension is not None or mine is not None:
                estimate.give(
                    here.store,
                    kind=EstimateKind.TENSION,
                    value=tension,
                    reader=shared,
                    given_by=giver,
                    given_on=here.today,
                    relation_id=each.id,
                )
            st.session_state[OPEN] = None
            feedback.again()
    if st.button("Haal de lijn weg", key=f"drop_relation_{each.id}", icon=":material/delete:"):
        with feedback.show():
            relation.remove(here.store, relation_id=each.id)
            feedback.again()
