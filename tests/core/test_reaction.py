"""The reaction round: what may be said of which text, and what an answer needs."""

import pytest

from sok_core import agreement, clause, reaction
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import DocumentType, Group, Reaction, ReactionAnswer, Section
from sok_core.reaction import Proposal
from sok_core.store import Store
from tests.evening import NOW, Evening

DAY = NOW.date()


@pytest.fixture
def store(evening: Evening) -> Store:
    """A dossier with one frozen article, and one that came later."""
    agreement.begin(evening.store, type=DocumentType.COVENANT)
    write(evening.store, "Wij komen elke week.")
    agreement.freeze(evening.store, title="Concept", now=NOW)
    write(evening.store, "Wij komen later.")
    return evening.store


def write(store: Store, text: str) -> int:
    with store.write() as tables:
        added = tables.clause.add(section=Section.ROLES)
        tables.clause_text.add(clause_id=added.id, text=text, saved_at=NOW)
    return added.id


def party(store: Store) -> int:
    with store.write() as tables:
        return tables.party.add(
            name="Gemeente", short_name="Gemeente", type="gemeente", status="aan_tafel"
        ).id


def add(store: Store, **more: object) -> Reaction:
    values = {"version": 0, "text": "Kan het vaker?", "clause_id": 1} | more
    return reaction.add(store, **values)  # type: ignore[arg-type]


def all_of(store: Store) -> list[Reaction]:
    with store.read() as tables:
        return tables.reaction.all()


def test_a_reaction_is_kept_in_the_words_of_who_said_it(store: Store) -> None:
    said = add(store, text="  Kan het\n vaker?  ", channel="mail", received_on=DAY)
    assert (said.text, said.group, said.party_id) == ("Kan het\nvaker?", Group.RESIDENT, None)
    assert reaction.from_whom(said, {}) == "Een bewoner"
    of = add(store, party_id=party(store))
    assert (of.group, reaction.from_whom(of, {of.party_id: "Gemeente"})) == (Group.ORGANISATION, "Gemeente")


@pytest.mark.parametrize(
    ("more", "error", "code"),
    [
        ({"text": " \n"}, RuleBroken, "reaction.empty"),
        ({"text": "x" * 2001}, RuleBroken, "reaction.too_long"),
        ({"version": 7}, NotFound, "version.unknown"),
        ({"clause_id": 2}, NotFound, "clause.unknown"),
        ({"party_id": 99}, NotFound, "party.unknown"),
    ],
)
def test_a_reaction_that_cannot_be(
    store: Store, more: dict[str, object], error: type[Exception], code: str
) -> None:
    with pytest.raises(error, match=code):
        add(store, **more)
    assert all_of(store) == []


def answer(store: Store, one: Reaction, given: ReactionAnswer, why: str = "") -> Reaction:
    return reaction.answer(store, reaction_id=one.id, before=one, answer=given, why=why, answered_on=DAY)


@pytest.mark.parametrize("given", [ReactionAnswer.PARTLY, ReactionAnswer.NOT])
def test_partly_and_not_need_a_reason(store: Store, given: ReactionAnswer) -> None:
    one = add(store)
    with pytest.raises(RuleBroken, match=r"reaction\.why"):
        answer(store, one, given, "  ")
    assert reaction.unanswered(all_of(store)) == [one]
    assert answer(store, one, given, "Te duur").why == "Te duur"
    assert reaction.unanswered(all_of(store)) == []


def test_what_was_adopted_needs_no_reason(store: Store) -> None:
    assert answer(store, add(store), ReactionAnswer.ADOPTED).answered_on == DAY


def test_an_answer_of_somebody_else_is_not_overwritten_unseen(store: Store) -> None:
    one = add(store)
    theirs = answer(store, one, ReactionAnswer.NOT, "Te duur")
    with pytest.raises(Conflict) as told:
        answer(store, one, ReactionAnswer.ADOPTED, "Goed idee")
    assert told.value.values == {"there": "Te duur"}
    assert all_of(store) == [theirs]
    assert answer(store, theirs, ReactionAnswer.ADOPTED, "Goed idee").why == "Goed idee"


def test_saving_the_same_answer_twice_is_no_conflict(store: Store) -> None:
    one = add(store)
    answer(store, one, ReactionAnswer.NOT, "Te duur")
    assert answer(store, one, ReactionAnswer.NOT, "Te duur").why == "Te duur"


def test_a_text_that_somebody_else_changed_is_not_overwritten_unseen(store: Store) -> None:
    one = add(store)
    reaction.change(store, reaction_id=one.id, before=one, text="Kan het elke dag?")
    with pytest.raises(Conflict, match=r"reaction\.changed"):
        reaction.change(store, reaction_id=one.id, before=one, text="Iets anders")
    assert all_of(store)[0].text == "Kan het elke dag?"


def test_only_a_reaction_without_an_answer_is_taken_away(store: Store) -> None:
    one, other = add(store), add(store, text="Dubbel")
    answer(store, one, ReactionAnswer.ADOPTED)
    reaction.remove(store, reaction_id=other.id)
    with pytest.raises(Conflict, match=r"reaction\.has_answer"):
        reaction.remove(store, reaction_id=one.id)
    assert [left.id for left in all_of(store)] == [one.id]


def test_what_was_chosen_from_a_file_comes_in_once_for_one_party(store: Store) -> None:
    given = [Proposal(1, "", "Wij komen elke dag."), Proposal(None, "Mooi stuk.")]
    who = party(store)
    for _ in range(2):
        reaction.take(store, version=0, proposals=given, party_id=who, received_on=DAY)
    found = [(one.clause_id, one.text, one.proposed, one.party_id, one.channel) for one in all_of(store)]
    assert found == [
        (1, reaction.NO_TEXT, "Wij komen elke dag.", who, reaction.FROM_WORD),
        (None, "Mooi stuk.", "", who, reaction.FROM_WORD),
    ]


def test_a_second_resident_with_the_same_words_counts_too_and_the_same_file_does_not(store: Store) -> None:
    given = [Proposal(1, "Te duur."), Proposal(None, "Mooi stuk.")]
    taken = [
        len(reaction.take(store, version=0, proposals=given, party_id=None, received_on=DAY, file=file))
        for file in ("", "", "ab", "ab", "cd")
    ]
    assert taken == [2, 2, 2, 0, 2]
    assert {one.file for one in all_of(store)} == {"", "ab", "cd"}


def test_of_a_file_all_comes_in_or_nothing(store: Store) -> None:
    with pytest.raises(NotFound):
        reaction.take(store, version=0, proposals=[Proposal(1, "Ja"), Proposal(9, "Nee")], party_id=None)
    assert all_of(store) == []


def test_reactions_stand_in_the_order_of_the_text_the_whole_first() -> None:
    said = [Reaction(place, 0, "x", clause_id=clause) for place, clause in enumerate((9, 5, None, 7, 5), 1)]
    found = reaction.by_article(said, {7: "1.1", 5: "1.2"})
    assert [(clause, [one.id for one in ones]) for clause, ones in found] == [
        (None, [3]),
        (7, [4]),
        (5, [2, 5]),
        (9, [1]),
    ]


def proposing(store: Store) -> Reaction:
    said = add(store, proposed="Wij komen elke dag.", party_id=party(store))
    return reaction.answer(
        store, reaction_id=said.id, before=said, answer=ReactionAnswer.ADOPTED, why="", answered_on=DAY
    )


def test_proposed_words_become_the_article_with_the_reaction_as_the_reason(store: Store) -> None:
    said = proposing(store)
    for _ in range(2):  # twice is once
        made = reaction.put_in_article(store, reaction_id=said.id, now=NOW, by="begeleider")
    assert (made.text, made.because, made.saved_by) == (
        "Wij komen elke dag.",
        "Reactie van Gemeente",
        "begeleider",
    )
    with store.read() as tables:
        assert len(tables.clause_text.of(1)) == 2
        assert reaction.articles(tables.version.all()[0])[1].text == "Wij komen elke week."


def test_an_article_that_changed_meanwhile_is_left_alone(store: Store) -> None:
    said = proposing(store)
    with store.read() as tables:
        before = tables.clause_text.of(1)[-1]
    clause.edit(store, clause_id=1, before=before, now=NOW, text="Wij komen nooit.")
    with pytest.raises(Conflict, match="article_changed"):
        reaction.put_in_article(store, reaction_id=said.id, now=NOW)
    with store.read() as tables:
        assert tables.clause_text.of(1)[-1].text == "Wij komen nooit."


def test_words_that_are_not_adopted_after_all_leave_the_article_with_the_answer_as_the_reason(
    store: Store,
) -> None:
    said = proposing(store)
    reaction.put_in_article(store, reaction_id=said.id, now=NOW)
    with pytest.raises(Conflict, match=r"reaction\.other_answer"):
        reaction.put_back(store, reaction_id=said.id, now=NOW)
    answer(store, said, ReactionAnswer.NOT, "Te duur")
    with store.read() as tables:
        assert reaction.in_article(tables) == {said.id}
    for _ in range(2):  # twice is once
        reaction.put_back(store, reaction_id=said.id, now=NOW)
    with pytest.raises(Conflict, match=r"reaction\.other_answer"):
        reaction.put_in_article(store, reaction_id=said.id, now=NOW)
    with store.read() as tables:
        assert reaction.in_article(tables) == set()
        assert [(one.text, one.because) for one in tables.clause_text.of(1)] == [
            ("Wij komen elke week.", ""),
            ("Wij komen elke dag.", "Reactie van Gemeente"),
            ("Wij komen elke week.", "Reactie van Gemeente niet overgenomen"),
        ]


def test_words_that_another_reaction_was_adopted_for_stand_there_rightly(store: Store) -> None:
    said = proposing(store)
    other = answer(store, add(store, proposed=said.proposed), ReactionAnswer.NOT, "Zeiden anderen al")
    reaction.put_in_article(store, reaction_id=said.id, now=NOW)
    with store.read() as tables:
        assert reaction.in_article(tables) == {said.id}
    answer(store, said, ReactionAnswer.PARTLY, "Niet in de zomer")
    with store.read() as tables:
        assert reaction.in_article(tables) == {said.id, other.id}
    clause.withdraw(store, clause_id=1, why="Vervalt", today=DAY)
    with store.read() as tables:
        assert reaction.in_article(tables) == set()


def test_a_reaction_without_words_for_the_article_changes_nothing(store: Store) -> None:
    with pytest.raises(NotFound):
        reaction.put_in_article(store, reaction_id=add(store).id, now=NOW)


def test_a_withdrawn_article_stays_withdrawn(store: Store) -> None:
    said = proposing(store)
    clause.withdraw(store, clause_id=1, why="Vervalt", today=DAY)
    with pytest.raises(Conflict, match="withdrawn"):
        reaction.put_in_article(store, reaction_id=said.id, now=NOW)
