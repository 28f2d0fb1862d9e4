"""Who may see what of a meeting."""

import json

import pytest

from sok_core import check_in_agenda, meeting, note, proposal, theme
from sok_core.live import to_json
from sok_core.model import Change, CommitmentStatus, Group, Phase, ScreenView
from sok_core.sight import Audience, changes_for, own_change
from tests import following
from tests.core.conftest import Told
from tests.evening import NOW, Evening
from tests.following import TODAY

SECRETS = ("Geheim briefje", "stadspraatje", "organisatie", "telefoon", "device", "table")


def everything(evening: Evening, audience: Audience, told: Told) -> str:
    """Return all bytes that an audience gets: its state now, and every change that was told."""
    situation = evening.situation
    parts = [to_json(evening.state(audience, device="Henk"))]
    parts += [
        to_json(changes_for(audience, change, situation)) for _, changes, _ in told for change in changes[-1:]
    ]
    return b"".join(parts).decode()


@pytest.mark.parametrize("audience", [Audience.PHONE, Audience.HALL])
@pytest.mark.parametrize("phase", list(Phase))
def test_a_hidden_note_never_travels(
    evening: Evening,
    told: Told,
    audience: Audience,
    phase: Phase,
) -> None:
    evening.ask()
    posted = evening.post("Geheim briefje", group=Group.ORGANISATION)
    device = evening.notes[0].device
    told.clear()
    note.hide(evening.store, note_id=posted.id, reason="stadspraatje", now=NOW)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)
    seen = everything(evening, audience, told)
    assert not [secret for secret in (*SECRETS, device) if secret in seen]


@pytest.mark.parametrize("audience", [Audience.PHONE, Audience.HALL])
@pytest.mark.parametrize("phase", list(Phase))
def test_a_note_is_seen_by_others_only_when_all_may_see_all(
    evening: Evening, audience: Audience, phase: Phase
) -> None:
    evening.ask()
    evening.post("Groen", group=Group.RESIDENT)
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=phase, now=NOW)
    (kept,) = evening.notes
    seen = to_json(
        evening.state(audience, device="Henk")
        | {"c": changes_for(audience, Change("note", evening.id, kept), evening.situation)}
    )
    assert (b"Groen" in seen) == phase.is_shared
    assert kept.device.encode() not in seen
    assert b"bewoner" not in seen


def test_the_facilitator_sees_everything_but_the_device(evening: Evening) -> None:
    evening.ask()
    posted = evening.post("Groen", group=Group.RESIDENT)
    note.hide(evening.store, note_id=posted.id, reason="naam", now=NOW)
    (seen,) = evening.state(Audience.FACILITATOR)["notes"]
    assert (seen["text"], seen["hidden"], seen["reason"], seen["group"]) == ("Groen", True, "naam", "bewoner")
    assert evening.notes[0].device not in json.dumps(evening.state(Audience.FACILITATOR))


@pytest.mark.parametrize("screen", [view for view in ScreenView if view is not ScreenView.QUESTION])
def test_the_hall_sees_no_notes_behind_another_picture(evening: Evening, screen: ScreenView) -> None:
    evening.ask(phase=Phase.TOGETHER)
    evening.post("Groen")
    written = proposal.write(evening.store, meeting_id=evening.id, text="We eten samen.", now=NOW)
    proposal.show(evening.store, proposal_id=written.id, now=NOW)
    with evening.store.write() as tables:
        tables.check_in.add(date=NOW.date(), title="Kwartaalmoment", meeting_id=evening.id)
    meeting.show(evening.store, meeting_id=evening.id, screen=screen)
    assert evening.state(Audience.HALL)["notes"] == []
    assert bool(evening.state(Audience.HALL)["proposal"]) == (screen is ScreenView.PROPOSAL)
    assert len(evening.state(Audience.PHONE)["notes"]) == 1


def test_the_agenda_is_for_the_hall_and_only_while_it_is_on_the_screen(evening: Evening) -> None:
    scene = following.begin(evening.store)
    scene.said(scene.commitment("De school plant bomen."), TODAY, CommitmentStatus.STUCK, text="Droog.")
    scene.check_in(NOW.date(), meeting_id=evening.id)
    evening.ask()
    assert evening.state(Audience.HALL)["agenda"] is None
    check_in_agenda.show(evening.store, meeting_id=evening.id)
    (card,) = [one for one in evening.state(Audience.HALL)["agenda"] if one["rows"]]
    assert (card["title"], card["rows"][0]) == ("De school plant bomen.", ("Feit", "Loopt vast. Droog."))
    assert "Droog" not in json.dumps(evening.state(Audience.PHONE))
    meeting.show(evening.store, meeting_id=evening.id, screen=ScreenView.QUESTION)
    assert evening.state(Audience.HALL)["agenda"] is None


def test_a_writer_sees_his_own_notes_of_every_question(evening: Evening) -> None:
    for question in (1, 2):
        evening.ask(question)
        evening.post(f"bij vraag {question}")
    evening.post("van Henk", device="Henk")
    own = evening.state(Audience.PHONE, device="Fatma")["own"]
    assert [n["text"] for n in own] == ["bij vraag 1", "bij vraag 2"]


def test_a_writer_hears_that_his_note_is_hidden_but_not_its_words(evening: Evening) -> None:
    evening.ask()
    posted = evening.post("Groen")
    note.hide(evening.store, note_id=posted.id, reason="naam", now=NOW)
    (hidden,) = evening.notes
    (change,) = own_change(Change("note", evening.id, hidden))
    assert change == {
        "kind": "own",
        "id": hidden.id,
        "number": 1,
        "question": hidden.prompt_id,
        "hidden": True,
    }
    assert evening.state(Audience.PHONE, device="Fatma")["own"] == [
        {k: change[k] for k in change if k != "kind"}
    ]


def test_notes_of_another_question_are_not_on_the_wall(evening: Evening) -> None:
    evening.ask(1)
    evening.post("eerste")
    evening.ask(2, Phase.TOGETHER)
    evening.post("tweede")
    for audience in (Audience.PHONE, Audience.HALL):
        assert [n["text"] for n in evening.state(audience)["notes"]] == ["tweede"]


def test_the_screen_counts_while_everybody_writes_for_himself(evening: Evening) -> None:
    evening.ask()
    evening.post("Groen")
    state = evening.state(Audience.HALL)
    assert (state["count"], state["notes"], state["phase"]) == (1, [], "open")
    assert "count" not in evening.state(Audience.PHONE)


def test_phones_get_no_notes_after_the_meeting(evening: Evening) -> None:
    evening.ask()
    evening.post("nooit gedeeld")
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    assert evening.state(Audience.PHONE, device="Fatma")["notes"] == []
    (kept,) = evening.notes
    assert changes_for(Audience.PHONE, Change("note", evening.id, kept), evening.situation) == []


def test_a_translation_travels_only_with_its_note(evening: Evening) -> None:
    evening.ask(phase=Phase.TOGETHER)
    posted = evening.post("Daha çok yeşil")
    assert "translation" not in evening.state(Audience.PHONE)["notes"][0]
    note.translate(evening.store, note_id=posted.id, text="Meer groen")
    for audience in Audience:
        assert evening.state(audience)["notes"][0]["translation"] == "Meer groen"
    assert evening.state(Audience.PHONE, device="Fatma")["own"][0]["translation"] == "Meer groen"
    note.hide(evening.store, note_id=posted.id, reason="naam", now=NOW)
    for audience in (Audience.HALL, Audience.PHONE):
        assert b"Meer groen" not in to_json(evening.state(audience, device="Fatma"))
    (hidden,) = evening.notes
    change = Change("note", evening.id, hidden)
    told = [
        own_change(change),
        *(changes_for(a, change, evening.situation) for a in (Audience.HALL, Audience.PHONE)),
    ]
    assert b"Meer groen" not in to_json(told)


def test_paper_belongs_to_no_phone_and_least_of_all_to_one_without_a_cookie(evening: Evening) -> None:
    evening.ask()
    note.post_from_paper(evening.store, prompt_id=evening.prompts[0].id, text="Van papier", now=NOW)
    assert evening.state(Audience.PHONE)["own"] == []
    assert evening.state(Audience.PHONE, device="Fatma")["own"] == []


def test_the_hall_hears_nothing_of_themes_and_other_questions_that_are_not_on_the_screen(
    evening: Evening,
) -> None:
    evening.ask()
    evening.post("Groen")
    evening.ask(phase=Phase.GATHER)
    made = theme.begin(evening.store, meeting_id=evening.id, numbers=[1], title="Buiten", hand="x", now=NOW)
    changes = [Change("theme", evening.id, theme=made.theme), Change("note", evening.id, evening.notes[0])]
    names, written = (kinds(change, evening) for change in changes)
    assert (names, written) == (["theme"], ["note", "count"])
    meeting.show(evening.store, meeting_id=evening.id, screen=ScreenView.PAUSE)
    assert [kinds(change, evening) for change in changes] == [[], ["count"]]
    evening.ask(2, Phase.GATHER)
    assert kinds(changes[1], evening) == ["count"]


def kinds(change: Change, evening: Evening) -> list[str]:
    return [part["kind"] for part in changes_for(Audience.HALL, change, evening.situation)]
