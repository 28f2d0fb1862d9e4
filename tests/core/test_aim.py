"""Values and goals: from a theme in one click, and never without the road behind them."""

import pytest

from sok_core import aim, note, party, road, stake, theme
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Aim, AimKind, Group, Outcome, PartyStatus, PartyType, Theme
from tests.evening import NOW, Evening


@pytest.fixture
def together(evening: Evening) -> Theme:
    """A theme with three notes, one of which holds a phone number, beside a loose one."""
    evening.ask()
    for text in ("Bel 06-12345678", "Dat je elkaar kent", "Samen eten", "Los"):
        evening.post(text)
    return gather(evening, [1, 2, 3], "Samen")


def gather(evening: Evening, numbers: list[int], title: str) -> Theme:
    theme.begin(evening.store, meeting_id=evening.id, numbers=numbers, title=title, hand="", now=NOW)
    with evening.store.read() as tables:
        return tables.theme.of(evening.id)[-1]


def lay(evening: Evening, number: int, to: int | None) -> None:
    theme.gather(evening.store, meeting_id=evening.id, numbers=[number], to=to, hand="", now=NOW)


def linked(evening: Evening, made: Aim) -> list[int]:
    """Return the numbers of the notes behind it."""
    numbers = {one.id: one.number for one in evening.notes}
    with evening.store.read() as tables:
        return [numbers[one.note_id or 0] for one in tables.source.of(Outcome.AIM, made.id)]


def aims(evening: Evening) -> list[Aim]:
    with evening.store.read() as tables:
        return tables.aim.all()


def quoted(evening: Evening) -> list[str]:
    """Return the words that stand beside the one value."""
    with evening.store.read() as tables:
        found = road.read(tables)
    (one,) = found.aims.values()
    return [each.text for each in road.quoted(found, one)]


def value(evening: Evening, of: Theme) -> Aim:
    return aim.from_theme(evening.store, theme_id=of.id, kind=AimKind.VALUE)


def test_a_theme_becomes_a_value_with_its_notes_and_two_of_their_words(
    evening: Evening, together: Theme
) -> None:
    made = value(evening, together)
    assert (made.kind, made.title, made.theme_id) == (AimKind.VALUE, "Samen", together.id)
    assert linked(evening, made) == [1, 2, 3]
    assert quoted(evening) == ["Dat je elkaar kent", "Samen eten"]


def test_what_a_resident_wrote_is_quoted_first_and_an_organisation_never(evening: Evening) -> None:
    evening.ask()
    for text, group in (("Draagvlak", Group.ORGANISATION), ("Wie?", None), ("Groen", Group.RESIDENT)):
        evening.post(text, group=group)
    assert [one.text for one in aim.to_quote(evening.notes)] == ["Groen", "Wie?"]


def test_a_hidden_note_is_neither_a_source_nor_beside_it(evening: Evening, together: Theme) -> None:
    note.hide(evening.store, note_id=2, reason="", now=NOW)
    made = value(evening, together)
    assert linked(evening, made) == [1, 3]
    assert quoted(evening) == ["Samen eten"]


def test_words_that_are_hidden_later_stand_beside_it_no_more(evening: Evening, together: Theme) -> None:
    value(evening, together)
    note.hide(evening.store, note_id=3, reason="", now=NOW)
    assert quoted(evening) == ["Dat je elkaar kent"]


def test_words_that_were_taken_away_for_good_are_beside_it_no_more(evening: Evening, together: Theme) -> None:
    value(evening, together)
    note.delete(evening.store, note_id=3)
    (held,) = aims(evening)
    assert held.quotes == (2,)


def test_words_stay_beside_it_only_while_they_are_behind_it(evening: Evening, together: Theme) -> None:
    made = aim.write_down(evening.store, kind=AimKind.VALUE, title="Buren")
    added = aim.add_theme(evening.store, aim_id=made.id, theme_id=together.id)
    aim.change(evening.store, aim_id=made.id, before=made, quotes=[2])
    assert quoted(evening) == ["Dat je elkaar kent"]
    aim.remove_theme(evening.store, added=added)
    assert quoted(evening) == []


def test_a_theme_becomes_one_thing_only(evening: Evening, together: Theme) -> None:
    value(evening, together)
    with pytest.raises(Conflict, match=r"aim.theme_used"):
        aim.from_theme(evening.store, theme_id=together.id, kind=AimKind.GOAL)
    assert len(aims(evening)) == 1


def test_a_theme_without_a_name_is_named_first(evening: Evening, together: Theme) -> None:
    assert together.title
    unnamed = gather(evening, [4], "")
    with pytest.raises(RuleBroken, match=r"aim.theme_unnamed"):
        value(evening, unnamed)


def test_a_theme_that_was_taken_apart_is_none(evening: Evening, together: Theme) -> None:
    theme.take_apart(evening.store, meeting_id=evening.id, theme_id=together.id, hand="", now=NOW)
    with pytest.raises(NotFound, match=r"theme.unknown"):
        value(evening, together)


def test_notes_that_are_moved_later_stay_its_sources(evening: Evening, together: Theme) -> None:
    made = value(evening, together)
    lay(evening, 2, None)
    theme.take_apart(evening.store, meeting_id=evening.id, theme_id=together.id, hand="", now=NOW)
    assert linked(evening, made) == [1, 2, 3]


def test_later_notes_are_taken_along_when_asked(evening: Evening, together: Theme) -> None:
    made = value(evening, together)
    lay(evening, 4, together.id)
    assert [one.number for one in aim.fresh(made, evening.notes, [1, 2, 3])] == [4]
    assert linked(evening, made) == [1, 2, 3]
    assert aim.take_new(evening.store, aim_id=made.id) == 1
    assert linked(evening, made) == [1, 2, 3, 4]
    assert aim.take_new(evening.store, aim_id=made.id) == 0


def test_a_second_theme_is_added_and_taken_off_again(evening: Evening, together: Theme) -> None:
    made = value(evening, together)
    other = gather(evening, [4], "Ook dit")
    added = aim.add_theme(evening.store, aim_id=made.id, theme_id=other.id)
    assert linked(evening, made) == [1, 2, 3, 4]
    assert aims(evening)[0].theme_ids == (together.id, other.id)
    with pytest.raises(Conflict):
        value(evening, other)
    aim.remove_theme(evening.store, added=added)
    assert linked(evening, made) == [1, 2, 3]
    assert aims(evening)[0].theme_ids == (together.id,)


def test_making_one_can_be_undone_as_long_as_nothing_rests_on_it(evening: Evening, together: Theme) -> None:
    made = value(evening, together)
    aim.take_back(evening.store, made=made)
    assert aims(evening) == []
    assert linked(evening, made) == []
    again = value(evening, together)
    spil = party.add(evening.store, name="De Spil")
    stake.say_of_aims(evening.store, party_id=spil.id, texts={again.id: "Wij koken."})
    with pytest.raises(Conflict, match=r"aim.used"):
        aim.take_back(evening.store, made=again)
    assert linked(evening, again) == [1, 2, 3]


def test_one_without_a_theme_is_typed(evening: Evening) -> None:
    made = aim.write_down(evening.store, kind=AimKind.GOAL, title="  Warm   huis ", meaning="Geen tocht.")
    assert (made.title, made.meaning, made.theme_ids) == ("Warm huis", "Geen tocht.", ())
    with pytest.raises(RuleBroken, match=r"aim.title_empty"):
        aim.write_down(evening.store, kind=AimKind.GOAL, title=" ")


def test_what_is_changed_is_tidied(evening: Evening, together: Theme) -> None:
    made = value(evening, together)
    now = aim.change(
        evening.store,
        aim_id=made.id,
        before=made,
        title="Samen leven",
        noticed_by=["Je groet", "", " Je eet "],
    )
    assert (now.title, now.noticed_by) == ("Samen leven", ("Je groet", "Je eet"))


def test_a_change_over_another_is_refused_and_one_beside_it_is_not(evening: Evening, together: Theme) -> None:
    made = value(evening, together)
    aim.change(evening.store, aim_id=made.id, before=made, title="Van Ria")
    with pytest.raises(Conflict, match=r"aim.changed"):
        aim.change(evening.store, aim_id=made.id, before=made, title="Van Jan")
    beside = aim.change(evening.store, aim_id=made.id, before=made, meaning="Van Jan")
    assert (beside.title, beside.meaning) == ("Van Ria", "Van Jan")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"title": ""}, "aim.title_empty"),
        ({"title": "x" * 121}, "aim.too_long"),
        ({"noticed_by": ["x"] * 9}, "aim.too_many_signs"),
        ({"quotes": [1, 2, 3]}, "aim.too_many_quotes"),
        ({"quotes": [1]}, "aim.quote"),  # holds a phone number
        ({"quotes": [4]}, "aim.quote"),  # is no source
    ],
)
def test_what_cannot_be_is_refused(
    evening: Evening, together: Theme, fields: dict[str, object], code: str
) -> None:
    made = value(evening, together)
    with pytest.raises(RuleBroken, match=code):
        aim.change(evening.store, aim_id=made.id, before=made, **fields)
    assert aims(evening) == [made]


def test_the_facilitator_chooses_whose_words_stand_beside_it(evening: Evening, together: Theme) -> None:
    made = value(evening, together)
    aim.change(evening.store, aim_id=made.id, before=made, quotes=[3])
    assert aims(evening)[0].quotes == (3,)


def test_values_are_ordered_among_values(evening: Evening) -> None:
    for kind, title in (("waarde", "A"), ("doel", "X"), ("waarde", "B"), ("waarde", "C")):
        aim.write_down(evening.store, kind=AimKind(kind), title=title)
    aim.move(evening.store, aim_id=4, by=-1)
    assert [one.title for one in aims(evening)] == ["A", "X", "C", "B"]
    aim.move(evening.store, aim_id=1, by=-1)
    aim.move(evening.store, aim_id=2, by=1)
    assert [one.title for one in aims(evening)] == ["A", "X", "C", "B"]


def test_what_is_let_go_has_a_reason_and_comes_back(evening: Evening, together: Theme) -> None:
    made = value(evening, together)
    with pytest.raises(RuleBroken, match=r"aim.why_empty"):
        aim.let_go(evening.store, aim_id=made.id, why=" ", now=NOW)
    aim.let_go(evening.store, aim_id=made.id, why="Het is al gewoon", now=NOW)
    with evening.store.read() as tables:
        (gone,) = tables.aim.gone()
    assert (gone.gone_at, gone.gone_why, aims(evening)) == (NOW, "Het is al gewoon", [])
    assert linked(evening, made) == [1, 2, 3]
    aim.bring_back(evening.store, aim_id=made.id)
    assert aims(evening) == [made]


def test_what_is_let_go_gives_its_theme_free(evening: Evening, together: Theme) -> None:
    made = value(evening, together)
    aim.let_go(evening.store, aim_id=made.id, why="Anders", now=NOW)
    aim.from_theme(evening.store, theme_id=together.id, kind=AimKind.GOAL)
    with pytest.raises(Conflict, match=r"aim.theme_used"):
        aim.bring_back(evening.store, aim_id=made.id)


def test_each_party_at_the_table_says_it_once(evening: Evening) -> None:
    spil = party.write_down(evening.store, name="De Spil", status=PartyStatus.AT_THE_TABLE)
    party.write_down(evening.store, name="Ver weg")
    party.write_down(evening.store, name="LSA", status=PartyStatus.AT_THE_TABLE, type=PartyType.FACILITATOR)
    with evening.store.read() as tables:
        assert [one.name for one in stake.silent(tables.party.all(), tables.stake.all())] == ["De Spil"]
    stake.say(evening.store, party_id=spil.id, text="Meer mensen.", gain="", lose="Rust")
    with evening.store.read() as tables:
        (said,) = tables.stake.all()
        assert stake.silent(tables.party.all(), [said]) == []
    with pytest.raises(Conflict, match=r"stake.changed"):
        stake.say(evening.store, party_id=spil.id, text="Anders", gain="", lose="")
    stake.say(evening.store, party_id=spil.id, text="Meer mensen.", gain="Werk", lose="Rust", before=said)
    with evening.store.read() as tables:
        (now,) = tables.stake.all()
    assert (now.text, now.gain, now.lose) == ("Meer mensen.", "Werk", "Rust")
    stake.say(evening.store, party_id=spil.id, text="", gain="", lose=" ", before=now)
    with evening.store.read() as tables:
        assert tables.stake.all() == []
