"""The fields of one promise, to change; which party leads it changes elsewhere, and that is kept."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from pages._ui import door, feedback, seen
from sok_core import commitment, words
from sok_core.commitment import FIELDS
from sok_core.model import Aim, Commitment, CommitmentKind, Direction, Party, Rhythm

WORDS: Mapping[str, Mapping[Any, str]] = {
    "kind": words.COMMITMENT_KINDS,
    "direction": words.DIRECTIONS,
    "check_every": words.RHYTHMS,
}
OPTIONS: Mapping[str, Sequence[Any]] = {"direction": list(Direction), "check_every": list(Rhythm)}
OF_KIND = {
    CommitmentKind.NUMBER: (("indicator", "unit"), ("baseline", "target"), ("direction",)),
    CommitmentKind.STEPS: (("steps",),),
    CommitmentKind.YES_NO: (("indicator",),),
    CommitmentKind.ONGOING: (),
}
ROWS = (
    ("starts_on", "due"),
    ("check_every",),
    ("helper_ids",),
    ("contact_role",),
    ("means",),
    ("aim_ids",),
)
ONE_A_LINE = {"steps": "Elke stap op een eigen regel."}


@dataclass(frozen=True)
class Chosen:
    """What may be chosen from: the names of parties and of aims by id."""

    parties: Mapping[int, str]
    aims: Mapping[int, str]

    def of(self, name: str) -> Mapping[int, str]:
        """The names of a field with ids."""
        return self.aims if name == "aim_ids" else self.parties


def change(here: door.Here, one: Commitment, parties: Sequence[Party], aims: Sequence[Aim]) -> None:
    """The form behind "Wijzig"; what somebody else changed meanwhile is told, and never overwritten."""
    with st.expander("Wijzig", key=f"commitment_change_{one.id}", on_change="rerun") as place:
        if place.open:
            helpers = {each.id: each.short_name for each in parties if each.id != one.owner_id}
            form(here, one, Chosen(helpers, {each.id: each.title for each in aims}))


def form(here: door.Here, one: Commitment, chosen: Chosen) -> None:
    """The boxes of one promise; how it is counted decides which there are."""
    key = f"commitment_form_{one.id}"
    now: dict[str, Any] = {name: getattr(one, name) for name in FIELDS}
    before, heard = seen.base(key, now), seen.told(key, now)
    others = {FIELDS[name]: readable(name, now[name], chosen) for name in FIELDS if now[name] != heard[name]}
    seen.others_changed(key, others)
    boxes = seen.turn(key)
    kinds = list(CommitmentKind)
    kind = st.selectbox(
        FIELDS["kind"],
        kinds,
        index=kinds.index(before["kind"]),
        format_func=words.COMMITMENT_KINDS.__getitem__,
        key=f"{boxes}_kind",
    )
    with st.form(boxes, enter_to_submit=False, border=False):
        typed = {"kind": kind}
        for fields in (("title",), *OF_KIND[kind], *ROWS):
            for place, name in zip(st.columns(len(fields)), fields, strict=True):
                with place:
                    typed[name] = box(name, before[name], chosen, key=f"{boxes}_{name}")
        if st.form_submit_button("Bewaar de wijziging", type="primary", key=f"save_{key}"):
            with feedback.show():
                save(here, replace(one, **heard), typed, key=key, base=before, now=now)


def save(
    here: door.Here,
    before: Commitment,
    typed: Mapping[str, Any],
    *,
    key: str,
    base: Mapping[str, Any],
    now: Mapping[str, Any],
) -> None:
    """Write what differs from what the boxes showed (``base``); a clash is told once, and then known."""
    changed = {name: each for name, each in typed.items() if each != shown(name, base[name])}
    if "steps" in changed:
        changed["steps"] = changed["steps"].splitlines()
    with seen.saving(key, now):
        commitment.change(here.store, commitment_id=before.id, before=before, **changed)
    feedback.toast_after_rerun("De afspraak is gewijzigd.")
    feedback.again()


def box(name: str, value: Any, chosen: Chosen, *, key: str) -> Any:
    """One field of the form, with what it has now."""
    asked: Callable[..., Any]
    label, there = FIELDS[name], shown(name, value)
    if name in OPTIONS:
        options = OPTIONS[name]
        return st.selectbox(
            label, options, index=options.index(there), format_func=WORDS[name].__getitem__, key=key
        )
    if name in commitment.IDS:
        return _several(label, there, chosen.of(name), key=key)
    if name in commitment.DATES:
        return st.date_input(label, there, format="DD-MM-YYYY", key=key)
    asked = st.text_area if name in ("title", "steps") else st.text_input
    most = None if name == "steps" else commitment.LIMITS.get(name, commitment.MAX_TEXT)
    return asked(label, there, max_chars=most, help=ONE_A_LINE.get(name), key=key)


def _several(label: str, there: Sequence[int], names: Mapping[int, str], *, key: str) -> tuple[int, ...]:
    """Ask for several; what cannot be chosen any more stays as it was."""
    picked = st.multiselect(
        label,
        list(names),
        [each for each in there if each in names],
        format_func=names.__getitem__,
        placeholder="Kies",
        key=key,
    )
    found = (*picked, *(each for each in there if each not in names))
    return tuple(there) if set(found) == set(there) else found


def shown(name: str, value: Any) -> Any:
    """Return a value as its box has it."""
    if name in commitment.NUMBERS:
        return "" if value is None else words.typed_decimal(value)
    return "\n".join(value) if name == "steps" else value


def readable(name: str, value: Any, chosen: Chosen) -> str:
    """Return a value as people say it."""
    if name in WORDS:
        return WORDS[name][value]
    if name in commitment.IDS:
        names = chosen.of(name)
        return words.enumerated(names[each] for each in value if each in names) or "niets"
    if isinstance(value, dt.date):
        return words.date(value, with_year=True)
    return str(shown(name, value) or "niets").replace("\n", "; ")
