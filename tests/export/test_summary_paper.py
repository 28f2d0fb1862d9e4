import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from sok_core.export.paper import Box, Closing, Heading, Paragraph, Points, Quotes, Table, Tally
from sok_core.export.summary_model import NextMeeting, Question, Summary
from sok_core.export.summary_paper import attendance, notices, paper
from sok_core.model import Decision, DecisionKind, DecisionStatus, MeetingStatus
from tests.export import demo


def headings(summary: Summary, level: int = 1) -> list[str]:
    return [
        block.text for block in paper(summary).blocks if isinstance(block, Heading) and block.level == level
    ]


def sentences(summary: Summary) -> list[str]:
    return [block.text for block in paper(summary).blocks if isinstance(block, Paragraph)]


def closing(summary: Summary) -> tuple[str, ...]:
    (last,) = [block for block in paper(summary).blocks if isinstance(block, Closing)]
    return last.lines


def action_table(summary: Summary) -> Table:
    return next(block for block in paper(summary).blocks if isinstance(block, Table))


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
        (None, None, ""),
        (12, None, "12 bewoners"),
        (None, 3, "3 organisaties"),
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
    assert next(notices(summary)) == ("Tussenstand van donderdag 10 april 2025 om 20:05. De avond loopt nog.")
    made = paper(summary)
    assert made.above.endswith(" · tussenstand")
    assert made.footer.startswith("Tussenstand van donderdag 10 april 2025 om 20:05 · ")
    assert "samenvatting" not in f"{made.above} {made.subject} {made.footer}".lower()


def test_meeting_by_day_is_no_evening() -> None:
    summary = demo.summary(status=MeetingStatus.RUNNING, starts_at=dt.time(13, 30))
    assert next(notices(summary)).endswith("De bijeenkomst loopt nog.")


def test_invented_neighbourhood_says_so_and_a_real_one_does_not() -> None:
    assert "fictief" in paper(demo.summary()).above
    assert any("fictief" in notice for notice in notices(demo.summary()))
    real = paper(demo.summary(is_fictional=False))
    assert "fictief" not in f"{real.above} {real.footer} {real.subject} {real.notices}"


def test_decisions_actions_and_parked_points_each_have_their_place() -> None:
    parked = decision(DecisionKind.PARKED, "Wie belt de verhuurders?")
    summary = demo.summary(agreed=(*demo.decisions(), parked))
    blocks = paper(summary).blocks
    assert [block.points[0] for block in blocks if isinstance(block, Box)] == [demo.decisions()[0].text]
    assert action_table(summary).rows[1][2] == "donderdag 8\u00a0mei\u00a02025"
    assert Points(("Wie belt de verhuurders?",)) in blocks


def test_what_was_agreed_comes_before_the_notes() -> None:
    assert headings(demo.summary())[:4] == [
        "In het kort",
        "Wat is er afgesproken?",
        "Hoe gaat het verder?",
        "Wat vind jij het belangrijkst als we dit samen doen?",
    ]


def test_actions_say_who_what_and_when_with_the_open_ones_first() -> None:
    assert action_table(demo.summary(agreed=demo.promises())) == Table(
        "Acties",
        ("Wie", "Wat", "Wanneer", "Stand"),
        (
            ("Henk", "bellen", "donderdag 1\u00a0mei\u00a02025", "○ Open"),
            ("Fatma", "schrijven", "donderdag 8\u00a0mei\u00a02025", "○ Open"),
            ("–", "huren", "–", "○ Open"),
            ("Joke", "bakken", "dinsdag 15\u00a0april\u00a02025", "✓ Gedaan"),
        ),
        (11, 16, 12, 9),
    )


def test_column_that_says_nothing_is_left_out() -> None:
    call = decision(DecisionKind.ACTION, "bellen")
    assert action_table(demo.summary(agreed=(call,))).header == ("Wat",)
    assert action_table(demo.summary(agreed=(replace(call, who="Joke"), call))).rows == (
        ("Joke", "bellen"),
        ("–", "bellen"),
    )


def test_every_standing_has_a_sign_and_a_word() -> None:
    agreed = tuple(decision(DecisionKind.ACTION, "bellen", status=status) for status in DecisionStatus)
    marks = [row[-1] for row in action_table(demo.summary(agreed=agreed)).rows]
    assert sorted(marks) == sorted(["○ Open", "● Geldt", "✓ Gedaan", "× Niet gedaan", "→ Teruggekomen"])


def test_parked_point_that_came_back_says_so_and_waits_no_longer() -> None:
    summary = demo.summary(agreed=demo.promises())
    assert Points(("parkeren (→ teruggekomen)",)) in paper(summary).blocks
    assert "Hier praten we een andere keer over verder." not in sentences(summary)


def test_what_did_not_happen_goes_unsaid() -> None:
    made = paper(demo.empty(questions=(), place=" "))
    assert [label for label, _ in made.facts] == ["Wanneer"]
    assert made.blocks == (Closing(("Gemaakt op vrijdag 11 april 2025 om 10:00.",)),)


def test_question_that_was_asked_says_that_nobody_wrote() -> None:
    said = sentences(demo.empty(status=MeetingStatus.CLOSED))
    assert said == ["Bij deze vraag zijn geen briefjes geschreven."] * 3
    assert set(sentences(demo.empty())) == {"Bij deze vraag zijn nog geen briefjes geschreven."}


def test_questions_that_nobody_got_to_are_named_in_one_line() -> None:
    two = ("Waar ben je bang voor?", "Wat neem je mee")
    assert closing(demo.summary(skipped=two))[0] == (
        "Niet aan bod gekomen: ‘Waar ben je bang voor?’ en ‘Wat neem je mee’."
    )
    so_far = demo.summary(skipped=two[:1], status=MeetingStatus.RUNNING)
    assert closing(so_far)[0] == "Nog niet aan bod gekomen: ‘Waar ben je bang voor?’"


def test_only_actions_leave_no_empty_box_or_list() -> None:
    made = paper(demo.summary(agreed=(decision(DecisionKind.ACTION, "bellen"),), outcomes=()))
    assert not [block for block in made.blocks if isinstance(block, Box | Points)]
    assert headings(demo.summary(agreed=demo.promises()[:1]), level=2)[1] == "Acties"


def test_one_note_is_spoken_of_as_one() -> None:
    (said,) = sentences(demo.with_notes("een"))
    assert said == (
        "Er is 1 briefje geschreven bij 1 vraag. "
        "Het staat verderop, precies zoals het is geschreven, met zijn nummer."
    )


def test_question_to_talk_about_has_no_notes_to_miss() -> None:
    talk = Question(1, "Wie missen we?", is_talk=True, groups=())
    assert "Over deze vraag is gepraat, zonder briefjes." in sentences(demo.summary(questions=(talk,)))


def test_next_meeting_is_announced_and_later_told() -> None:
    when = "op donderdag 15 mei 2025 om 19:00. Plaats: De Spil, grote zaal."
    here, past = sentences(demo.summary()), sentences(demo.summary(today=dt.date(2025, 6, 1)))
    assert f"De volgende bijeenkomst is {when} De titel is ‘Hoe werken we slim samen?’" in here
    assert f"De volgende bijeenkomst was {when} De titel was ‘Hoe werken we slim samen?’" in past


@pytest.mark.parametrize(
    ("place", "title", "said"),
    [
        ("", "Verder praten", "op donderdag 15 mei 2025. De titel is ‘Verder praten’."),
        ("De Spil.", "Wie trekt?", "op donderdag 15 mei 2025. Plaats: De Spil. De titel is ‘Wie trekt?’"),
        ("zaal 2 (boven)", "Kom!", "op donderdag 15 mei 2025. Plaats: zaal 2 (boven). De titel is ‘Kom!’"),
    ],
)
def test_sentence_never_ends_twice(place: str, title: str, said: str) -> None:
    following = NextMeeting(title, dt.date(2025, 5, 15), None, place)
    assert f"De volgende bijeenkomst is {said}" in sentences(demo.summary(next_meeting=following))


def test_nothing_is_said_of_a_next_meeting_that_nobody_planned() -> None:
    assert "Hoe gaat het verder?" not in headings(demo.summary(next_meeting=None))


def test_contact_is_named_when_there_is_one() -> None:
    assert "Heb je een vraag? Bel De Spil." in sentences(demo.summary(contact="Bel De Spil."))
    assert not any("vraag?" in said for said in sentences(demo.summary()))
