import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from sok_core.export.paper import Box, Heading, Paragraph, Points, Quotes, Table, Tally
from sok_core.export.summary_model import Question, Summary
from sok_core.export.summary_paper import attendance, notices, paper
from sok_core.model import Decision, DecisionKind, DecisionStatus, MeetingStatus
from tests.export import demo


def headings(summary: Summary, level: int = 1) -> list[str]:
    return [
        block.text for block in paper(summary).blocks if isinstance(block, Heading) and block.level == level
    ]


def sentences(summary: Summary) -> list[str]:
    return [block.text for block in paper(summary).blocks if isinstance(block, Paragraph)]


def decision(kind: DecisionKind, text: str, **values: Any) -> Decision:
    return Decision(1, 2, kind, text, **values)


def test_paper_says_when_where_and_who() -> None:
    facts = dict(paper(demo.summary()).facts)
    assert facts["Wanneer"] == "donderdag 10 april 2025, 19:00\u00a0tot\u00a021:30"
    assert facts["Waar"] == "De Spil, grote zaal"
    assert facts["Partijen aan tafel"].startswith("Bewonersgroep Warm Molenkwartier, ")


@pytest.mark.parametrize(
    ("residents", "organisations", "said"),
    [
        (24, 9, "24 bewoners en 9 organisaties"),
        (1, 1, "1 bewoner en 1 organisatie"),
        (0, 1, "0 bewoners en 1 organisatie"),
        (None, None, "Nog niet geteld"),
        (12, None, "12 bewoners, organisaties nog niet geteld"),
    ],
)
def test_attendance_is_said_as_far_as_known(
    residents: int | None, organisations: int | None, said: str
) -> None:
    summary = demo.summary(residents=residents, organisations=organisations)
    assert attendance(summary).replace("\u00a0", " ") == said


def test_questions_come_in_their_order_with_their_counts() -> None:
    asked = [block for block in paper(demo.summary()).blocks if isinstance(block, Heading) and block.above]
    assert [block.above for block in asked] == ["Vraag 1", "Vraag 2", "Vraag 3"]
    assert [block.count for block in asked] == ["58 briefjes", "19 briefjes", "16 briefjes"]


def test_theme_is_explained_where_it_first_comes() -> None:
    quotes = [block for block in paper(demo.summary()).blocks if isinstance(block, Quotes)]
    said = [block.about for block in quotes if block.about]
    assert quotes[0].about == "Bewoners en organisaties hebben evenveel te zeggen; mét ons, niet over ons."
    assert len(said) == len(set(said)) == 9


def test_themes_are_counted_over_all_questions() -> None:
    (tally,) = [block for block in paper(demo.summary()).blocks if isinstance(block, Tally)]
    assert tally.counts[0] == ("Gelijkwaardig meebeslissen", 11)
    assert len(tally.counts) == 9


def test_running_meeting_says_that_it_goes_on() -> None:
    summary = demo.summary(
        status=MeetingStatus.RUNNING, made_at=dt.datetime(2025, 4, 10, 18, 5, tzinfo=dt.UTC)
    )
    assert next(notices(summary)) == (
        "Tussenstand, de avond loopt nog. Gemaakt op donderdag 10 april 2025 om 20:05."
    )
    assert paper(summary).footer.startswith("Tussenstand · ")


def test_meeting_by_day_is_no_evening() -> None:
    summary = demo.summary(status=MeetingStatus.RUNNING, starts_at=dt.time(13, 30))
    assert next(notices(summary)).startswith("Tussenstand, de bijeenkomst loopt nog.")


def test_invented_neighbourhood_says_so_and_a_real_one_does_not() -> None:
    assert "fictief" in paper(demo.summary()).above
    assert any("fictief" in notice for notice in notices(demo.summary()))
    real = paper(demo.summary(is_fictional=False))
    assert "fictief" not in f"{real.above} {real.footer} {real.subject} {real.notices}"


def test_decisions_actions_and_parked_points_each_have_their_place() -> None:
    parked = decision(DecisionKind.PARKED, "Wie belt de verhuurders?")
    blocks = paper(demo.summary(agreed=(*demo.decisions(), parked))).blocks
    assert [block.points[0] for block in blocks if isinstance(block, Box)] == [demo.decisions()[0].text]
    assert next(block for block in blocks if isinstance(block, Table)).rows[1][2] == "donderdag 8 mei 2025"
    assert Points(("Wie belt de verhuurders?",)) in blocks


def test_action_without_name_or_date_has_a_dash() -> None:
    blocks = paper(demo.summary(agreed=(decision(DecisionKind.ACTION, "bellen"),))).blocks
    assert next(block for block in blocks if isinstance(block, Table)).rows == (("bellen", "–", "–"),)


def test_what_is_missing_gets_a_calm_sentence() -> None:
    said = sentences(demo.empty(status=MeetingStatus.CLOSED))
    assert "Er zijn geen briefjes." in said
    assert said.count("Bij deze vraag hangen geen briefjes.") == 3
    assert "Er zijn geen besluiten, acties of geparkeerde punten." in said
    assert "Er is nog geen volgende bijeenkomst gepland." in said


def test_only_actions_leave_no_empty_box_or_list() -> None:
    summary = demo.summary(agreed=(decision(DecisionKind.ACTION, "bellen"),))
    assert "Er zijn geen besluiten genomen." in sentences(summary)
    assert "Er zijn geen punten geparkeerd." in sentences(summary)
    assert not any(isinstance(block, Box) for block in paper(summary).blocks)


def test_question_to_talk_about_has_no_notes_to_miss() -> None:
    talk = Question(1, "Wie missen we?", is_talk=True, groups=())
    assert "Over deze vraag is gepraat, zonder briefjes." in sentences(demo.summary(questions=(talk,)))


def test_meeting_without_questions_says_so() -> None:
    assert "De vragen" in headings(demo.empty(questions=()))
    assert "Bij deze bijeenkomst zijn geen vragen gesteld." in sentences(demo.empty(questions=()))


def test_next_meeting_is_announced_and_later_told() -> None:
    here = "op donderdag 15 mei 2025 om 19:00: ‘Hoe werken we slim samen?’. Plaats: De Spil, grote zaal."
    assert f"De volgende bijeenkomst is {here}" in sentences(demo.summary())
    assert f"De volgende bijeenkomst was {here}" in sentences(demo.summary(today=dt.date(2025, 6, 1)))


def test_open_actions_say_which_is_first() -> None:
    later = decision(DecisionKind.ACTION, "schrijven", due=dt.date(2025, 5, 8))
    first = replace(later, text="bellen", due=dt.date(2025, 5, 1))
    done = replace(first, status=DecisionStatus.DONE, due=dt.date(2025, 4, 15))
    said = sentences(demo.summary(agreed=(later, first, done)))
    assert "2 acties staan nog open. De eerste moet klaar zijn op donderdag 1 mei 2025." in said


def test_contact_is_named_when_there_is_one() -> None:
    assert "Heb je een vraag? Bel De Spil." in sentences(demo.summary(contact="Bel De Spil."))
    assert not any("vraag?" in said for said in sentences(demo.summary()))
