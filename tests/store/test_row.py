"""Rows and dataclasses: what goes in comes out."""

import datetime as dt
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from sok_core.model import (
    Channel,
    Dossier,
    Group,
    Meeting,
    MeetingStatus,
    Note,
    Phase,
    Prompt,
    ScreenView,
    Step,
)
from sok_core.store.row import decode, encode, encode_row

MOMENTS = st.datetimes(
    min_value=dt.datetime(1990, 1, 1),  # noqa: DTZ001  (the strategy adds the zone)
    max_value=dt.datetime(2100, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([dt.UTC, dt.timezone(dt.timedelta(hours=2))]),
)
NOTES = st.builds(
    Note,
    id=st.integers(1),
    meeting_id=st.integers(1),
    prompt_id=st.integers(1),
    number=st.integers(1),
    text=st.text(),
    created_at=MOMENTS,
    channel=st.sampled_from(Channel),
    group=st.none() | st.sampled_from(Group),
    table=st.none() | st.integers(1, 99),
    device=st.text(),
    changed_at=st.none() | MOMENTS,
    hidden_at=st.none() | MOMENTS,
    hidden_reason=st.text(),
    theme_id=st.none() | st.integers(1),
    votes=st.integers(0),
    translation=st.text(),
)
MEETINGS = st.builds(
    Meeting,
    id=st.integers(1),
    step=st.sampled_from(Step),
    title=st.text(),
    date=st.dates(),
    starts_at=st.none() | st.times(),
    ends_at=st.none() | st.times(),
    place=st.text(),
    status=st.sampled_from(MeetingStatus),
    code=st.text(),
    salt=st.text(),
    screen=st.sampled_from(ScreenView),
    timer_ends_at=st.none() | MOMENTS,
    timer_locks=st.booleans(),
    is_dense=st.booleans(),
    residents=st.none() | st.integers(0),
    outcomes=st.lists(st.text()).map(tuple),
)


PROMPTS = st.builds(
    Prompt,
    id=st.integers(1),
    meeting_id=st.integers(1),
    position=st.integers(1),
    text=st.text(),
    phase=st.sampled_from(Phase),
    translations=st.lists(st.tuples(st.text(), st.text())).map(tuple),
)


@given(PROMPTS)
def test_a_question_comes_back_as_it_went_in(prompt: Prompt) -> None:
    assert decode(Prompt, encode_row(vars(prompt))) == prompt


@given(NOTES)
def test_a_note_comes_back_as_it_went_in(note: Note) -> None:
    assert decode(Note, encode_row(vars(note))) == note


@given(MEETINGS)
def test_a_meeting_comes_back_as_it_went_in(meeting: Meeting) -> None:
    assert decode(Meeting, encode_row(vars(meeting))) == meeting


@given(MOMENTS)
def test_a_moment_is_kept_in_utc(moment: dt.datetime) -> None:
    kept = encode(moment)
    assert kept.endswith("+00:00")
    assert dt.datetime.fromisoformat(kept) == moment


@given(MOMENTS, MOMENTS)
def test_moments_sort_as_texts_as_they_do_in_time(one: dt.datetime, other: dt.datetime) -> None:
    assert (encode(one) < encode(other)) == (one < other)


@given(st.one_of(st.booleans(), st.sampled_from(Step), st.integers(), st.text(), st.none()))
def test_nothing_reaches_sqlite_that_it_does_not_know(value: Any) -> None:
    assert type(encode(value)) in (int, str, type(None))


def test_a_column_without_a_field_is_passed_over() -> None:
    row = {
        "uuid": "u",
        "name": "De Spil",
        "created_at": "2026-11-05T19:00:00+00:00",
        "revision": 1,
        "later": 1,
    }
    assert decode(Dossier, row, slug="de-spil").name == "De Spil"
