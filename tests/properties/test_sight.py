"""Whatever happens in an evening: who folds the stream sees what a fresh look shows, and not a word more."""

import contextlib
import datetime as dt
import re
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from sok_core import meeting, note, proposal
from sok_core.errors import SokError
from sok_core.live import Hub, Room, entry_of
from sok_core.model import AnswerKind, Change, Phase, ScreenView, Situation
from sok_core.sight import Audience
from sok_core.web.live import Listener
from tests.evening import NOW, Evening, opened
from tests.receiver import Receiver, comparable

DEVICES = ("Fatma", "Henk")
WORDING = re.compile(r"woorden\d+!")

number = st.integers(0, 5)
notes = st.one_of(
    st.tuples(st.just("post"), st.sampled_from([*DEVICES, "lost"])),
    st.tuples(st.just("come_back"), st.sampled_from(DEVICES)),
    st.tuples(st.just("paper"), number),
    st.tuples(st.sampled_from(["reword", "take_back", "hide", "restore", "translate", "delete"]), number),
    st.tuples(st.sampled_from(["answer", "object_on_paper", "show_objection"]), number),
    st.tuples(st.just("listen"), number),
)
frames = st.one_of(
    st.tuples(
        st.sampled_from(["timer", "sheet", "dense", "people", "add_question", "remove_question"]), number
    ),
    st.tuples(st.just("screen"), st.sampled_from(ScreenView)),
)
sights = st.one_of(
    st.tuples(st.just("phase"), st.sampled_from(Phase)),
    st.tuples(st.sampled_from(["ask", "reword_question", "close", "begin"]), number),
    st.tuples(st.sampled_from(["propose", "propose", "close_round", "reword_proposal", "settle"]), number),
)
# Mostly notes: whatever changes the sight lets everybody read anew, and would hide a fault in the folding.
evenings = st.lists(
    st.tuples(st.lists(notes, max_size=12), st.one_of(frames, frames, sights)).map(
        lambda part: [*part[0], part[1]]
    ),
    max_size=4,
).map(lambda parts: [act for part in parts for act in part])


class Hall:
    """One evening with everybody who looks on; each act is one that a person or a phone could do."""

    def __init__(self, evening: Evening) -> None:
        self.evening = evening
        version = evening.store.revision()
        self.room = Room(version, version)
        self.told = 0
        self.lost: list[tuple[str, str]] = []
        evening.store.listeners.append(self.deliver)
        hub = Hub()
        looks = [(Audience.FACILITATOR, ""), (Audience.HALL, ""), (Audience.PHONE, "")]
        looks += [(Audience.PHONE, device) for device in DEVICES]
        self.lookers: list[tuple[Receiver, Listener]] = []
        for audience, device in looks:
            owner = evening.owner(device) if device else ""
            listener = Listener(hub, self.room, audience, owner, version, 0.0, lambda: True)
            self.lookers.append((Receiver(self.reader(audience, device)), listener))

    def reader(self, audience: Audience, device: str) -> Callable[[], dict[str, Any]]:
        return lambda: self.evening.state(audience, device=device)

    def deliver(self, revision: int, changes: Sequence[Change], situations: dict[int, Situation]) -> None:
        self.room.add(entry_of(revision, changes, situations.get(self.evening.id)))

    def words(self) -> str:
        self.told += 1
        return f"woorden{self.told}!"

    def do(self, act: str, value: Any) -> None:
        with contextlib.suppress(SokError):
            getattr(self, act)(value)

    # -------------------------------------------------------- phones

    def post(self, device: str) -> None:
        text, key = self.words(), f"key {self.told}"
        self.evening.post(text, device=device, key=key)
        if device == "lost":
            self.lost.append((text, key))

    def come_back(self, device: str) -> None:
        if self.lost:
            text, key = self.lost.pop()
            self.evening.post(text, device=device, key=key, is_new_device=True)

    def own(self, place: int) -> dict[str, Any]:
        device = DEVICES[place % 2]
        mine = [n.id for n in self.evening.notes if n.device == self.evening.owner(device)]
        note_id = mine[place % len(mine)] if mine else 0
        return {"meeting_id": self.evening.id, "note_id": note_id, "device": device, "now": NOW}

    def reword(self, place: int) -> None:
        note.reword(self.evening.store, text=self.words(), **self.own(place))

    def take_back(self, place: int) -> None:
        note.take_back(self.evening.store, **self.own(place))

    # -------------------------------------------------------- the facilitator

    def any_note(self, place: int) -> int:
        notes = self.evening.notes
        return notes[place % len(notes)].id if notes else 0

    def any_question(self, place: int) -> int:
        return self.evening.prompts[place % len(self.evening.prompts)].id

    def paper(self, place: int) -> None:
        prompt_id = self.any_question(place)
        note.post_from_paper(self.evening.store, prompt_id=prompt_id, text=self.words(), now=NOW, table=7)

    def hide(self, place: int) -> None:
        note.hide(self.evening.store, note_id=self.any_note(place), reason="naam", now=NOW)

    def translate(self, place: int) -> None:
        note.translate(self.evening.store, note_id=self.any_note(place), text=self.words())

    def restore(self, place: int) -> None:
        note.restore(self.evening.store, note_id=self.any_note(place))

    def delete(self, place: int) -> None:
        note.delete(self.evening.store, note_id=self.any_note(place))

    def phase(self, phase: Phase) -> None:
        meeting.set_phase(self.evening.store, meeting_id=self.evening.id, phase=phase, now=NOW)

    def ask(self, place: int) -> None:
        phase = [Phase.OPEN, Phase.TOGETHER, None][place % 3]
        meeting.show_question(self.evening.store, prompt_id=self.any_question(place), phase=phase)

    def reword_question(self, place: int) -> None:
        meeting.reword_question(
            self.evening.store, prompt_id=self.any_question(place), text=f"Vraag {place}?"
        )

    def remove_question(self, place: int) -> None:
        meeting.remove_question(self.evening.store, prompt_id=self.any_question(place))

    def add_question(self, place: int) -> None:
        meeting.add_question(self.evening.store, meeting_id=self.evening.id, text=f"Nog een vraag {place}?")

    def screen(self, screen: ScreenView) -> None:
        meeting.show(self.evening.store, meeting_id=self.evening.id, screen=screen)

    def timer(self, minutes: int) -> None:
        meeting.set_timer(
            self.evening.store,
            meeting_id=self.evening.id,
            minutes=minutes or None,
            now=NOW,
            locks=minutes > 3,
        )

    def sheet(self, to: int) -> None:
        meeting.turn_sheet(self.evening.store, meeting_id=self.evening.id, to=to)

    def dense(self, value: int) -> None:
        meeting.set_dense(self.evening.store, meeting_id=self.evening.id, is_dense=value > 2)

    def people(self, value: int) -> None:
        meeting.count_people(
            self.evening.store, meeting_id=self.evening.id, residents=value, organisations=None
        )

    def close(self, _: int) -> None:
        meeting.close(self.evening.store, meeting_id=self.evening.id, now=NOW)

    def begin(self, _: int) -> None:
        meeting.begin(self.evening.store, meeting_id=self.evening.id, now=NOW + dt.timedelta(hours=1))

    # -------------------------------------------------------- a proposal

    def asked(self) -> dict[str, Any]:
        with self.evening.store.read() as tables:
            found = tables.proposal.of(self.evening.id)
            version = tables.wording.newest(found[-1].id).version if found else None
        return {
            "meeting_id": self.evening.id,
            "proposal_id": found[-1].id if found else None,
            "wording": version,
        }

    def propose(self, _: int) -> None:
        written = proposal.write(self.evening.store, meeting_id=self.evening.id, text=self.words(), now=NOW)
        proposal.show(self.evening.store, proposal_id=written.id, now=NOW)

    def answer(self, place: int) -> None:
        """Somebody else in the hall answers: what a phone itself said it hears as the answer to its post."""
        kind = AnswerKind.YES if place % 2 else AnswerKind.OBJECTION
        proposal.answer(
            self.evening.store, kind=kind, text=self.words(), device=f"ander {place}", **self.asked()
        )

    def object_on_paper(self, place: int) -> None:
        text = self.words()
        proposal.object_on_paper(self.evening.store, text=text, key=text, table=place, **self.asked())

    def show_objection(self, place: int) -> None:
        with self.evening.store.read() as tables:
            found = [one for one in tables.answer.where() if one.text]
        if found:
            one = found[place % len(found)]
            is_shown = one.shown_at is None
            proposal.show_objection(self.evening.store, answer_id=one.id, is_shown=is_shown, now=NOW)

    def close_round(self, _: int) -> None:
        if (proposal_id := self.asked()["proposal_id"]) is not None:
            proposal.close_round(self.evening.store, proposal_id=proposal_id, now=NOW)

    def reword_proposal(self, _: int) -> None:
        if (proposal_id := self.asked()["proposal_id"]) is not None:
            proposal.reword(self.evening.store, proposal_id=proposal_id, text=self.words(), now=NOW)

    def settle(self, place: int) -> None:
        proposal_id = self.asked()["proposal_id"]
        if proposal_id is None:
            return
        acts = [
            lambda: proposal.decide(self.evening.store, proposal_id=proposal_id, now=NOW),
            lambda: proposal.withdraw(self.evening.store, proposal_id=proposal_id, now=NOW),
            lambda: proposal.put_back(self.evening.store, proposal_id=proposal_id),
        ]
        acts[place % 3]()

    # -------------------------------------------------------- those who look on

    def listen(self, place: int) -> None:
        receiver, listener = self.lookers[place % len(self.lookers)]
        before = len(receiver.heard)
        if message := listener.next_message():
            receiver.hear(message)
        fresh = receiver.read()
        assert receiver.seen() == comparable(fresh) | {
            name: receiver.state[name] for name in ("phones", "screens", "sheets") if name in receiver.state
        }
        arrived = receiver.heard[before:]
        assert set(WORDING.findall(arrived)) <= set(WORDING.findall(str(fresh)))
        assert not [n.device for n in self.evening.notes if n.device and n.device in arrived]


@settings(max_examples=50)
@given(evenings, st.lists(notes, min_size=4, max_size=15))
def test_whoever_folds_the_stream_sees_what_a_fresh_look_shows(
    happened: list[tuple[str, Any]], at_last: list[tuple[str, Any]]
) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as evening:
        hall = Hall(evening)
        hall.do("ask", 1)
        for act, value in happened + at_last:
            hall.do(act, value)
        for place in range(len(hall.lookers)):
            hall.listen(place)


rounds = st.lists(
    st.one_of(
        st.tuples(st.sampled_from(["answer", "answer", "object_on_paper", "show_objection"]), number),
        st.tuples(st.sampled_from(["close_round", "reword_proposal", "settle", "propose", "paper"]), number),
        st.tuples(st.just("screen"), st.sampled_from([ScreenView.PAUSE, ScreenView.PROPOSAL])),
        st.tuples(st.just("listen"), number),
    ),
    min_size=4,
    max_size=14,
)


@settings(max_examples=50)
@given(rounds)
def test_whoever_folds_the_stream_sees_the_proposal_of_a_fresh_look(happened: list[tuple[str, Any]]) -> None:
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as evening:
        hall = Hall(evening)
        hall.do("ask", 1)
        hall.do("propose", 1)
        for place in range(len(hall.lookers)):
            hall.listen(place)
        for act, value in happened:
            hall.do(act, value)
        for place in range(len(hall.lookers)):
            hall.listen(place)
