"""What the core team says and sends to a party that has not told how its promises go."""

import datetime as dt
from urllib.parse import unquote

from sok_core import reminder, update
from tests import following
from tests.evening import Evening
from tests.following import TODAY


def test_the_words_name_each_promise_and_the_day(evening: Evening) -> None:
    there = following.begin(evening.store)
    first = there.commitment("De school plant bomen.", contact_role="conciërge")
    there.commitment("De school geeft water.")
    there.check_in(TODAY + dt.timedelta(days=7), starts_at=dt.time(19, 0))
    with evening.store.read() as tables:
        found = update.current_round(tables, today=TODAY)
        party = tables.party.get(there.school)
    assert found is not None
    (reply,) = found.to_call
    for text in (reminder.call("De Spil", reply, found), reminder.message("De Spil", reply, found)):
        assert "Donderdag 12 november om 19:00 kijken we samen hoe het gaat." in text
        assert "De school plant bomen." in text
        assert "De school geeft water." in text
    assert reminder.contact(party, [first]) == "conciërge"
    assert reminder.contact(party, []) == party.contact_role


def test_what_was_told_is_thanked_for_and_only_the_rest_is_asked(evening: Evening) -> None:
    there = following.begin(evening.store)
    first = there.commitment("De school plant bomen.")
    second = there.commitment("De school geeft water.")
    there.check_in(TODAY + dt.timedelta(days=7))
    there.said(first, TODAY, reported_by=there.school)
    with evening.store.read() as tables:
        found = update.current_round(tables, today=TODAY)
    assert found is not None
    (reply,) = found.to_call
    for text in (reminder.call("De Spil", reply, found), reminder.message("De Spil", reply, found)):
        assert "Dank je wel: over één van de twee afspraken vertelden jullie al." in text
        assert "De school plant bomen." not in text
        assert "De school geeft water." in text
    there.said(second, TODAY, reported_by=there.school)
    with evening.store.read() as tables:
        found = update.current_round(tables, today=TODAY)
    assert found is not None
    (reply,) = found.replies
    text = reminder.message("De Spil", reply, found)
    assert "Dank je wel: jullie hebben alles verteld. Er staat niets meer open." in text
    assert "Donderdag 12 november kijken we samen hoe het gaat." in text
    assert "We horen graag" not in text
    assert "De school" not in text
    assert "Verandert er nog iets? Vertel het ons met één regel terug." in text
    assert "https://x" in reminder.message("De Spil", reply, found, "https://x", has_link=True)
    assert "link" in reminder.message("De Spil", reply, found, has_link=True)
    assert reminder.subject("De Spil", reply).startswith("Dank je wel")


def test_a_party_is_thanked_only_for_what_it_told_itself(evening: Evening) -> None:
    there = following.begin(evening.store)
    promises = [there.commitment(title) for title in ("Bomen", "Water", "Bank")]
    there.check_in(TODAY + dt.timedelta(days=7))

    def said(told_by: int | None) -> tuple[str, str]:
        """Let somebody tell of the next one, and return what the party reads then."""
        there.said(promises.pop(0), TODAY, reported_by=told_by)
        with evening.store.read() as tables:
            found = update.current_round(tables, today=TODAY)
        assert found is not None
        (reply,) = found.replies
        assert reminder.thanks(reply) in reminder.message("De Spil", reply, found).split("\n")
        return reminder.thanks(reply), reminder.subject("De Spil", reply)

    asks = "Hoe gaat het met jullie afspraken in De Spil?"
    assert said(there.town) == ("Over één van de drie afspraken is al verteld.", asks)
    assert said(there.school) == (
        "Dank je wel: over één van de drie afspraken vertelden jullie al. Over één andere is al verteld.",
        asks,
    )
    assert said(None) == (
        "Dank je wel: over één van de drie afspraken vertelden jullie al. "
        "Over twee andere is al verteld. Er staat niets meer open.",
        "Dank je wel voor jullie bericht over de afspraken in De Spil",
    )


def test_who_told_nothing_is_told_that_it_was_told_already(evening: Evening) -> None:
    there = following.begin(evening.store)
    first = there.commitment("Bomen", owner_id=there.town)
    there.check_in(TODAY + dt.timedelta(days=7))
    there.said(first, TODAY - dt.timedelta(days=3), reported_by=there.school)
    for titles, thanks in (
        ((), "Over jullie afspraak is al verteld. Er staat niets meer open."),
        (("Water",), "Over al jullie afspraken is al verteld. Er staat niets meer open."),
    ):
        for title in titles:
            one = there.commitment(title, owner_id=there.town)
            there.said(one, TODAY, reported_by=there.group)
        with evening.store.read() as tables:
            found = update.current_round(tables, today=TODAY)
        assert found is not None
        (reply,) = found.replies
        assert reminder.thanks(reply) == thanks
        assert reminder.subject("De Spil", reply) == "Jullie afspraken in De Spil"
        assert "Dank je wel" not in reminder.message("De Spil", reply, found)


def test_a_message_opens_in_a_mail_program_as_it_was_written() -> None:
    link = reminder.mail("A & B?", "Eén regel\nen + nog een")
    assert "&body=" in link
    assert unquote(link.partition("&body=")[2]) == "Eén regel\r\nen + nog een"
    assert " " not in link


def test_without_a_moment_no_day_is_named(evening: Evening) -> None:
    there = following.begin(evening.store)
    there.commitment()
    with evening.store.read() as tables:
        (reply,) = update.replies(tables, today=TODAY)
    assert "We kijken samen hoe het gaat." in reminder.message("De Spil", reply, None)


def test_a_link_of_its_own_stands_in_the_message_as_long_as_it_is_known(evening: Evening) -> None:
    there = following.begin(evening.store)
    there.commitment()
    with evening.store.read() as tables:
        (reply,) = update.replies(tables, today=TODAY)
    url = "https://tafel.voorbeeld/hoe-gaat-het/wijk/x"
    made = reminder.message("De Spil", reply, None, url, has_link=True)
    assert f"Vertel het hier, in één minuut: {url}" in made
    assert "Stuur per afspraak" not in made
    later = reminder.message("De Spil", reply, None, has_link=True)
    assert "de link die jullie van ons kregen" in later
    assert "Stuur per afspraak één regel terug." in later
    assert "link" not in reminder.message("De Spil", reply, None)


def test_no_phone_number_of_a_promise_is_sent_or_said(evening: Evening) -> None:
    there = following.begin(evening.store)
    there.commitment("Bel Joke op 06-12345678 over bomen")
    with evening.store.read() as tables:
        (reply,) = update.replies(tables, today=TODAY)
    for text in (reminder.message("De Spil", reply, None), reminder.call("De Spil", reply, None)):
        assert "Bel Joke op – over bomen" in text
        assert "06-12345678" not in text
