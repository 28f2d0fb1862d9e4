"""Dots in the hands of the facilitator: what came in on paper, table by table, and what she may not see."""

import pytest
from streamlit.testing.v1 import AppTest

from sok_core import helper, meeting, note, vote, words
from sok_core.clock import now
from sok_core.model import Ballot, Channel, Meeting, Phase, Prompt
from sok_core.store import Store
from tests.pages.conftest import Visit, open_part, press, texts
from tests.pages.test_regie import regie


@pytest.fixture
def ballot(store: Store, begun: Meeting) -> Prompt:
    """Each table has five dots for two notes; a phone at table 3 placed one on the first."""
    with store.read() as tables:
        prompt = tables.prompt.of(begun.id)[0]
    for text in ("Groen", "**Rust**"):
        note.post_from_paper(store, prompt_id=prompt.id, text=text, now=now())
    vote.set_rules(store, prompt_id=prompt.id, dots=5, ballot=Ballot.TABLE)
    meeting.show_question(store, prompt_id=prompt.id, phase=Phase.VOTE)
    vote.cast(
        store, meeting_id=begun.id, target="briefje-1", dots=1, key="1", device="Fatma", now=now(), table=3
    )
    return prompt


def sheet(visit: Visit, store: Store, table: int) -> AppTest:
    """Open the paper of one table."""
    at = open_part(regie(visit, store), "Stippen")
    return at.number_input(key="dots_table").set_value(table).run()


def type_in(at: AppTest, table: int, *dots: int) -> AppTest:
    for number, count in enumerate(dots, start=1):
        at.number_input(key=f"paper_dots_briefje_{number}_{table}_0").set_value(count)
    return press(at, "Tel mee")


def paper(store: Store, prompt: Prompt) -> dict[int | None, list[int]]:
    with store.read() as tables:
        votes = [one for one in tables.vote.of_prompt(prompt.id) if one.channel is not Channel.PHONE]
    return {table: [one.dots for one in votes if one.table == table] for table in {v.table for v in votes}}


def test_the_paper_of_a_table_is_counted_for_that_table(visit: Visit, store: Store, ballot: Prompt) -> None:
    at = sheet(visit, store, 3)
    assert at.number_input(key="paper_dots_briefje_1_3_0").value == 0  # the phone of this table is no paper
    type_in(at, 3, 2, 1)
    assert paper(store, ballot) == {3: [2, 1]}
    assert "Geteld: 3 stippen van papier." in [element.value for element in at.success]
    type_in(sheet(visit, store, 4), 4, 5, 0)
    assert paper(store, ballot) == {3: [2, 1], 4: [5]}
    again = sheet(visit, store, 3)
    assert [again.number_input(key=f"paper_dots_briefje_{n}_3_0").value for n in (1, 2)] == [2, 1]
    with store.read() as tables:
        assert tables.vote.count(ballot.id) == 9


def test_more_than_a_table_has_is_refused_and_stays_in_its_box(
    visit: Visit, store: Store, ballot: Prompt
) -> None:
    at = type_in(sheet(visit, store, 3), 3, 5, 0)
    assert paper(store, ballot) == {}
    assert at.number_input(key="paper_dots_briefje_1_3_0").value == 5
    assert [element.value for element in at.success] == []


def test_what_a_helper_counted_meanwhile_at_the_same_table_stays(
    visit: Visit, store: Store, ballot: Prompt
) -> None:
    at = sheet(visit, store, 4)
    helper.count_dots(
        store, meeting_id=ballot.meeting_id, prompt_id=ballot.id, counts={"briefje-1": 3}, table=4
    )
    at.number_input(key="paper_dots_briefje_2_4_0").set_value(1)
    press(at, "Tel mee")
    assert paper(store, ballot) == {4: [3, 1]}
    assert [at.number_input(key=f"paper_dots_briefje_{n}_4_1").value for n in (1, 2)] == [3, 1]


def test_dots_move_from_one_choice_to_another_within_the_budget_of_a_table(
    visit: Visit, store: Store, ballot: Prompt
) -> None:
    vote.sheet_from_paper(store, prompt_id=ballot.id, counts={"briefje-2": 5}, table=4)
    type_in(sheet(visit, store, 4), 4, 2, 3)
    assert paper(store, ballot) == {4: [3, 2]}


@pytest.mark.usefixtures("ballot")
def test_what_was_counted_is_said_of_its_own_table_only(visit: Visit, store: Store) -> None:
    at = type_in(sheet(visit, store, 4), 4, 1, 0)
    assert [element.value for element in at.success] == ["Geteld: 1 stip van papier."]
    at.number_input(key="dots_table").set_value(5).run()
    assert [element.value for element in at.success] == []


def test_the_facilitator_sees_no_count_before_the_end(visit: Visit, store: Store, ballot: Prompt) -> None:
    at = open_part(regie(visit, store), "Stippen")
    assert "**1 stip geplakt.** De tussenstand ziet niemand, ook jij niet." in texts(at)
    assert len(at.dataframe) == 0
    meeting.set_phase(store, meeting_id=ballot.meeting_id, phase=Phase.RESULT, now=now())
    at.run()
    assert at.dataframe[0].value["Stippen"].tolist() == [1, 0]


def test_the_rules_are_set_before_the_vote(visit: Visit, store: Store, begun: Meeting) -> None:
    with store.read() as tables:
        prompt = tables.prompt.of(begun.id)[0]
    note.post_from_paper(store, prompt_id=prompt.id, text="Groen", now=now())
    meeting.show_question(store, prompt_id=prompt.id, phase=Phase.GATHER)
    at = open_part(regie(visit, store), "Stippen")
    at.number_input(key=f"dots_count_{prompt.id}").set_value(3)
    at.session_state[f"dots_ballot_{prompt.id}"] = Ballot.TABLE
    (save,) = [button for button in at.button if str(button.key).startswith("FormSubmitter:dots_")]
    save.click().run()
    with store.read() as tables:
        kept = tables.prompt.get(prompt.id)
    assert (kept.dots, kept.ballot) == (3, Ballot.TABLE)


def test_a_vote_of_before_the_end_stays_finished_and_the_facilitator_reads_why(
    visit: Visit, store: Store, ballot: Prompt
) -> None:
    meeting.close(store, meeting_id=ballot.meeting_id, now=now())
    meeting.begin(store, meeting_id=ballot.meeting_id, now=now())
    at = regie(visit, store)
    at.session_state[f"phase_Wat vinden we?_{ballot.id}_{Phase.RESULT}"] = Phase.VOTE
    at.run()
    assert [element.value for element in at.warning] == [words.ERRORS["vote.forgotten"]]
    with store.read() as tables:
        assert tables.prompt.get(ballot.id).phase is Phase.RESULT


def test_a_wrong_vote_is_wiped_after_asking_once(visit: Visit, store: Store, ballot: Prompt) -> None:
    vote.from_paper(store, prompt_id=ballot.id, target="briefje-2", dots=2, table=3)
    at = press(open_part(regie(visit, store), "Stippen"), "Wis 3 stippen")
    assert "**0 stippen geplakt.**" in texts(at)
    with store.read() as tables:
        assert tables.vote.count(ballot.id) == 0
    assert [button.label for button in at.button if button.label.startswith("Wis")] == []
