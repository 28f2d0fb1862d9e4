"""Summaries to test with: session 2 of the fictional neighbourhood, and the edges that it does not have."""

import datetime as dt
import json
from dataclasses import replace
from functools import cache
from typing import Any

from sok_core.export.meeting import Material, Way
from sok_core.export.paper import Quote
from sok_core.export.summary import questions, theme_counts
from sok_core.export.summary_model import Group, NextMeeting, ProgrammeItem, Question, Summary
from sok_core.model import (
    AgendaBlock,
    Channel,
    Decision,
    DecisionKind,
    DecisionStatus,
    Meeting,
    MeetingStatus,
    Note,
    Prompt,
    PromptKind,
    Step,
    Theme,
)
from sok_core.note import visible
from sok_core.settings import demo_folder

MADE_AT = dt.datetime(2025, 4, 11, 8, 0, tzinfo=dt.UTC)
HIDDEN = "dit briefje is verborgen"
DEVICE = "d3v1ce"
SQUARE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M1 1h7v7h-7z"/></svg>'
WAY = Way("tafel.example/m", "K7QF", SQUARE)


@cache
def _read(name: str) -> Any:
    return json.loads((demo_folder() / f"{name}.json").read_text("utf-8"))


def session() -> Any:
    return next(session for session in _read("sessions") if session["id"] == "s2")


def wordings() -> list[str]:
    """Return the 93 notes of the session as they were written."""
    return [note["text"] for note in _read("notes_values")]


def prompts() -> list[Prompt]:
    rows = enumerate(session()["prompts"], 1)
    return [Prompt(place, 2, place, row["text"], PromptKind(row["kind"])) for place, row in rows]


def themes() -> list[Theme]:
    """Return the nine themes; the last label of the demo is for notes without one."""
    rows = enumerate(_read("themes")["values"]["themes"][:-1], 1)
    return [Theme(place, 2, place, row["label"], row["description"]) for place, row in rows]


def notes() -> list[Note]:
    """Return the notes of the session and one that is hidden."""
    values = _read("themes")["values"]
    order = [row["id"] for row in values["themes"]]
    rows = enumerate(_read("notes_values"), 1)
    all_notes = [
        Note(
            id=number,
            meeting_id=2,
            prompt_id="abc".index(row["prompt_id"][-1]) + 1,
            number=number,
            text=row["text"],
            created_at=MADE_AT,
            channel=Channel(row["channel"]),
            table=row["table"],
            device=DEVICE,
            theme_id=order.index(values["labels"][row["id"]]["primary"]) + 1,
        )
        for number, row in rows
    ]
    return [*all_notes, replace(all_notes[0], id=94, number=94, text=HIDDEN, hidden_at=MADE_AT)]


def decisions() -> list[Decision]:
    names = {party["id"]: party["short_name"] for party in _read("parties")}
    return [
        Decision(
            id=place,
            meeting_id=2,
            kind=DecisionKind(row["kind"]),
            text=row["text"],
            who=", ".join(names[party] for party in row["who"]),
            due=dt.date.fromisoformat(row["by"]) if row["by"] else None,
            status=DecisionStatus(row["status"]),
        )
        for place, row in enumerate(_read("decisions"), 1)
        if row["session_id"] == "s2"
    ]


def summary(**changes: Any) -> Summary:
    """Return the summary of the session: three questions, 93 notes, nine themes."""
    about = session()
    names = {party["id"]: party["name"] for party in _read("parties")}
    shown = visible(notes())
    whole = Summary(
        slug="molenkwartier",
        neighbourhood="Molenkwartier",
        is_fictional=True,
        contact="",
        title=about["title"],
        date=dt.date.fromisoformat(about["date"]),
        starts_at=dt.time.fromisoformat(about["start"]),
        ends_at=dt.time.fromisoformat(about["end"]),
        place=about["location"],
        status=MeetingStatus.CLOSED,
        made_at=MADE_AT,
        today=dt.date(2025, 4, 11),
        residents=about["attendance"]["bewoners"],
        organisations=about["attendance"]["organisaties"],
        parties=tuple(names[party] for party in about["parties_present"]),
        questions=questions(prompts(), shown, themes()),
        themes=theme_counts(themes(), shown),
        outcomes=tuple(about["outcomes"]),
        agreed=tuple(decisions()),
        programme=tuple(ProgrammeItem(MADE_AT, minutes, title) for _, minutes, title, _ in about["agenda"]),
        next_meeting=NextMeeting(
            "Hoe werken we slim samen?", dt.date(2025, 5, 15), dt.time(19), "De Spil, grote zaal"
        ),
    )
    return replace(whole, **changes)


def meeting() -> Meeting:
    """Return the session as it was planned."""
    about = session()
    return Meeting(
        id=2,
        step=Step.GOALS_VALUES,
        title=about["title"],
        date=dt.date.fromisoformat(about["date"]),
        starts_at=dt.time.fromisoformat(about["start"]),
        ends_at=dt.time.fromisoformat(about["end"]),
        place=about["location"],
        status=MeetingStatus.PLANNED,
        code="K7QF",
        salt="zout",
    )


def material(**changes: Any) -> Material:
    """Return what the papers of the session are made of: three questions, 93 notes, nine themes."""
    rows = enumerate(session()["agenda"], 1)
    whole = Material(
        slug="molenkwartier",
        neighbourhood="Molenkwartier",
        is_fictional=True,
        contact="",
        meeting=meeting(),
        prompts=tuple(prompts()),
        blocks=tuple(AgendaBlock(n, 2, n, minutes, title, form) for n, (_, minutes, title, form) in rows),
        themes=tuple(theme.title for theme in themes()),
        notes=tuple(visible(notes())),
        made_at=MADE_AT,
    )
    return replace(whole, **changes)


def asking(*texts: str, kind: PromptKind = PromptKind.NOTES) -> Material:
    """Return what the papers are made of with these questions."""
    return material(prompts=tuple(Prompt(n, 2, n, text, kind) for n, text in enumerate(texts, 1)))


TRANSLATIONS = {
    "en": "What matters to you?",
    "tr": "Sizin için ne önemli?",
    "ar": "ماذا تريد أن تفعل بنفسك",
}


def translated(text: str = "Wat vind jij?", long: int = 0) -> Material:
    """Return what the papers are made of with one question in all languages, and one only in Dutch.

    ``long``: that many letters in each translation, of whole words.
    """
    pairs = tuple(
        (language, f"{translation} " * (long // len(translation)) or translation)
        for language, translation in TRANSLATIONS.items()
    )
    return material(prompts=(Prompt(1, 2, 1, text, translations=pairs), Prompt(2, 2, 2, "En jij daar?")))


def written(*texts: str) -> Material:
    """Return what the papers are made of with these notes, numbered from 1, under the first question."""
    first = notes()[0]
    return material(notes=tuple(replace(first, id=n, number=n, text=t) for n, t in enumerate(texts, 1)))


def empty(**changes: Any) -> Summary:
    """Return the summary of a meeting in which nothing happened yet."""
    nothing: dict[str, Any] = {
        "status": MeetingStatus.PLANNED,
        "residents": None,
        "organisations": None,
        "questions": tuple(replace(question, groups=()) for question in summary().questions),
        "next_meeting": None,
    }
    lists = dict.fromkeys(("skipped", "parties", "themes", "outcomes", "agreed", "programme"), ())
    return summary(**{**nothing, **lists, **changes})


def with_notes(*texts: str, **changes: Any) -> Summary:
    """Return the summary of a meeting with one question, these notes and nothing else."""
    quotes = tuple(Quote(number, text) for number, text in enumerate(texts, 1))
    question = Question(1, "Wat vind jij belangrijk?", is_talk=False, groups=(Group("", quotes),))
    return empty(**{"questions": (question,), "status": MeetingStatus.CLOSED, **changes})


def promises() -> tuple[Decision, ...]:
    """Return actions out of order: two with a date, one without, one that is done, and a parked point."""
    rows: list[tuple[str, str, dt.date | None, DecisionStatus]] = [
        ("bakken", "Joke", dt.date(2025, 4, 15), DecisionStatus.DONE),
        ("huren", "", None, DecisionStatus.OPEN),
        ("schrijven", "Fatma", dt.date(2025, 5, 8), DecisionStatus.OPEN),
        ("bellen", "Henk", dt.date(2025, 5, 1), DecisionStatus.OPEN),
    ]
    actions = [
        Decision(place, 2, DecisionKind.ACTION, text, who, due, status)
        for place, (text, who, due, status) in enumerate(rows, 1)
    ]
    return *actions, Decision(9, 2, DecisionKind.PARKED, "parkeren", status=DecisionStatus.RETURNED)
