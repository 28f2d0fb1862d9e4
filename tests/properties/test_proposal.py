"""Whatever people do with a proposal: no answer counts twice, no wording is lost, the totals are right."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core import proposal
from sok_core.errors import SokError
from sok_core.model import AnswerKind, Channel, DecisionKind, Poll, ProposalStatus
from tests.evening import NOW, Evening, opened

YES, NO = AnswerKind.YES, AnswerKind.OBJECTION

phones = st.sampled_from(["Fatma", "Henk", "Joke"])
tables_ = st.integers(0, 2)
acts = st.one_of(
    st.tuples(st.just("yes"), phones),
    st.tuples(st.just("no"), phones, st.sampled_from(["", "Te duur.", "Te vaak."])),
    st.tuples(st.just("old"), phones),
    st.tuples(st.just("paper"), tables_, st.integers(0, 5), st.integers(0, 5)),
    st.tuples(st.just("typed"), tables_, st.sampled_from(["a", "b"])),
    st.tuples(st.just("back"), tables_),
    st.tuples(st.sampled_from(["close", "reopen", "decide", "withdraw", "put back", "show", "away"])),
    st.tuples(st.just("reword"), st.integers(1, 3)),
)


@dataclass
class Ledger:
    """What should be there, kept with pencil: the answers to each wording, and the wordings themselves."""

    texts: list[str]
    said: list[dict[str, AnswerKind]] = field(default_factory=lambda: [{}])
    paper: list[dict[tuple[int, AnswerKind], int]] = field(default_factory=lambda: [{}])
    typed: list[set[tuple[int, str]]] = field(default_factory=lambda: [set()])

    def poll(self, version: int) -> Poll:
        said, paper, typed = (kept[version - 1] for kept in (self.said, self.paper, self.typed))
        yes = sum(people for (_, kind), people in paper.items() if kind is YES)
        no = sum(max(paper.get((t, NO), 0), sum(at == t for at, _ in typed)) for t in range(3))
        here = list(said.values())
        return Poll(here.count(YES) + yes, here.count(NO) + no, yes, no)


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Evening]:
    with opened(tmp_path_factory.mktemp("proposal")) as one:
        one.ask()
        yield one


def act(evening: Evening, proposal_id: int, ledger: Ledger, done: tuple[object, ...]) -> None:
    """Do one thing in the app; write it down with pencil when it was taken."""
    store, version = evening.store, len(ledger.texts)
    asked = {"meeting_id": evening.id, "proposal_id": proposal_id, "wording": version}
    name, *more = done
    if name in ("yes", "no", "old"):
        kind = NO if name == "no" else YES
        text = more[1] if name == "no" else None
        told = asked | {"wording": version - 1} if name == "old" else asked
        proposal.answer(store, kind=kind, device=str(more[0]), text=text, **told)  # type: ignore[arg-type]
        assert name != "old"
        ledger.said[-1][str(more[0])] = kind
    elif name == "paper":
        table, yes, no = (int(str(number)) for number in more)
        counts = {YES: yes, NO: no}
        proposal.count_paper(store, counts=counts, table=table, channel=Channel.HELPER, **asked)  # type: ignore[arg-type]
        ledger.paper[-1] |= {(table, kind): people for kind, people in counts.items()}
    elif name == "typed":
        table, key = int(str(more[0])), str(more[1])
        proposal.object_on_paper(store, text=key, key=key, table=table, **asked)  # type: ignore[arg-type]
        ledger.typed[-1].add((table, key))
    elif name == "back":
        take_back(evening, proposal_id, ledger, int(str(more[0])))
    elif name == "reword":
        text = f"Tekst {more[0]}"
        proposal.reword(store, proposal_id=proposal_id, text=text, now=NOW)
        ledger.texts.append(text)
        for kept in (ledger.said, ledger.paper, ledger.typed):
            kept.append(type(kept[0])())  # type: ignore[attr-defined]
    else:
        steer(evening, proposal_id, str(name))


def take_back(evening: Evening, proposal_id: int, ledger: Ledger, table: int) -> None:
    """Take away the objection that this table typed first; its text says under which key."""
    with evening.store.read() as tables:
        answers = tables.round(proposal_id).answers
    found = [one for one in answers if one.table == table and one.text and one.channel is not Channel.PHONE]
    if found:
        proposal.take_back(evening.store, meeting_id=evening.id, answer_id=found[0].id, table=table)
        ledger.typed[-1].remove((table, found[0].text))


def steer(evening: Evening, proposal_id: int, name: str) -> None:
    store = evening.store
    if name == "close":
        proposal.close_round(store, proposal_id=proposal_id, now=NOW)
    elif name == "reopen":
        proposal.reopen_round(store, proposal_id=proposal_id)
    elif name == "decide":
        proposal.decide(store, proposal_id=proposal_id, now=NOW)
    elif name == "withdraw":
        proposal.withdraw(store, proposal_id=proposal_id, now=NOW)
    elif name == "put back":
        proposal.put_back(store, proposal_id=proposal_id)
    elif name == "show":
        proposal.show(store, proposal_id=proposal_id, now=NOW)
    else:
        evening.ask()


def check(evening: Evening, proposal_id: int, ledger: Ledger) -> None:
    with evening.store.read() as tables:
        found = proposal.rounds(tables, proposal_id)
        made = [one for one in tables.decision.of(evening.id) if one.kind is DecisionKind.DECISION]
    assert [one.wording.text for one in found] == ledger.texts
    assert [one.wording.version for one in found] == list(range(1, len(found) + 1))
    for one in found:
        assert proposal.poll(one.answers) == ledger.poll(one.wording.version)
        assert not (one.wording.is_open and one.wording is not found[-1].wording)
    last = found[-1]
    is_decided = last.proposal.status is ProposalStatus.DECIDED
    assert [one.text for one in made if one.id == last.proposal.decision_id] == (
        [last.wording.text] if is_decided else []
    )
    assert len(made) == is_decided


@settings(max_examples=120, deadline=None)
@given(done=st.lists(acts, min_size=6, max_size=25))
def test_any_evening_with_a_proposal_adds_up(evening: Evening, done: list[tuple[object, ...]]) -> None:
    with evening.store.write() as tables:
        for noun in ("answer", "wording", "proposal", "decision"):
            tables.note.db.table(noun).delete_where()
        tables.meeting.update(evening.id, proposal_id=None)
    written = proposal.write(evening.store, meeting_id=evening.id, text="Tekst 0", now=NOW)
    proposal.show(evening.store, proposal_id=written.id, now=NOW)
    ledger = Ledger(["Tekst 0"])
    for one in done:
        with contextlib.suppress(SokError):
            act(evening, written.id, ledger, one)
        check(evening, written.id, ledger)
