"""What a note may be, whose it is, and when it may change."""

import datetime as dt
from typing import Any

import pytest

from sok_core import meeting, note
from sok_core.errors import Conflict, Forbidden, Gone, NotFound, RuleBroken, SokError
from sok_core.model import Channel, Group, Phase
from tests.evening import NOW, Evening, plan

RTL = "\u202e"
ZWJ = "\u200d"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  meer groen \n", "meer groen"),
        ("a\x00b\x07c", "abc"),
        ("regel 1\r\nregel 2\rregel 3", "regel 1\nregel 2\nregel 3"),
        ("wonen\twerken", "wonen werken"),
        (f"abc{RTL}def\u2066ghi\u2069", "abcdefghi"),
        ("half \ud83d paar", "half  paar"),
        ("👩‍👩‍👧 samen", "👩‍👩‍👧 samen"),
        ("🏴\U000e0067\U000e0062\U000e007f", "🏴\U000e0067\U000e0062\U000e007f"),
        ("🌳", "🌳"),
        ("\U0001fa77\U0001fae9", "\U0001fa77\U0001fae9"),  # emoji that are newer than this Python
        (
            "\u0645\u200f\u0631\u062d\u0628\u0627",
            "\u0645\u200f\u0631\u062d\u0628\u0627",
        ),  # Arabic, with its own mark
        ("\ufffe\ufdd0x\U0001ffff", "x"),
        ("<b>&amp;</b>", "<b>&amp;</b>"),
        ("= 1 + 1", "= 1 + 1"),
    ],
)
def test_a_note_keeps_its_words_and_loses_its_control_signs(typed: str, kept: str) -> None:
    assert note.clean(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  \n\t ",
        ZWJ,
        "\u200b\u200e",
        RTL,
        "\x00",
        "\ud800",
        "\u0301",
        "\u3164",
        "\u2800",
        "\ufe0f",
        "\ue000",
    ],
)
def test_a_note_that_shows_nothing_is_empty(typed: str) -> None:
    with pytest.raises(RuleBroken) as caught:
        note.clean(typed)
    assert caught.value.code == "note.empty"


@pytest.mark.parametrize("typed", [None, 5, 5.5, True, ["tekst"], {"text": "x"}, b"bytes"])
def test_something_that_is_no_text_is_refused(typed: object) -> None:
    with pytest.raises(RuleBroken) as caught:
        note.clean(typed)
    assert caught.value.code == "note.no_text"


@pytest.mark.parametrize("sign", ["a", "é", "🌳", "\U0001fa77"])
def test_two_hundred_and_eighty_signs_fit_and_one_more_does_not(sign: str) -> None:
    assert note.clean(sign * 280) == sign * 280
    assert note.clean(f" {sign * 280}\r\n") == sign * 280
    with pytest.raises(RuleBroken) as caught:
        note.clean(sign * 281)
    assert (caught.value.code, caught.value.values) == ("note.too_long", {"length": 281, "limit": 280})


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("bel 06-12345678", "phone"),
        ("0612345678", "phone"),
        ("06 12 34 56 78", "phone"),
        ("06.12.34.56.78", "phone"),
        ("06 - 1234 5678", "phone"),
        ("06/20123456", "phone"),
        ("+31612345678", "phone"),
        ("+31 (0)6 12345678", "phone"),
        ("0031 6 1234 5678", "phone"),
        ("(020) 123 45 67", "phone"),
        ("020-1234567 na zessen", "phone"),
        ("mail jan.de.vries+buurt@voorbeeld.nl", "email"),
        ("J@X.ORG", "email"),
        ("ik woon op 1012 AB", "postcode"),
        ("1012AB", "postcode"),
        ("1012ab", "postcode"),
        ("1012 xz nummer 4", "postcode"),
    ],
)
def test_personal_data_is_seen(text: str, kind: str) -> None:
    assert note.personal_data(text) == kind


@pytest.mark.parametrize(
    "text",
    [
        "van het gas af in 2040 en niet later",
        "1234 SS",
        "1500 kg minder",
        "in 2030 is het te laat",
        "12345 AB",
        "0123 AB",
        "op 05-11-2026 19:30 bij De Spil",
        "1.250.000 euro",
        "iedereen @ het plein",
        "nummer 14",
        "tussen 12.30 en 14.30 uur",
    ],
)
def test_numbers_and_years_are_no_personal_data(text: str) -> None:
    assert note.personal_data(text) is None


def test_a_note_gets_the_next_number(evening: Evening) -> None:
    evening.ask()
    first, second = evening.post("Groen"), evening.post("Rust", device="Henk")
    assert (first.number, second.number) == (1, 2)
    assert first.is_new
    assert [n.text for n in evening.notes] == ["Groen", "Rust"]


def test_a_posted_note_remembers_what_it_should(evening: Evening) -> None:
    evening.ask()
    evening.post("Groen", group=Group.RESIDENT)
    (kept,) = evening.notes
    assert (kept.channel, kept.group, kept.created_at) == (Channel.PHONE, Group.RESIDENT, NOW)
    assert "Fatma" not in kept.device


def test_the_same_key_twice_makes_one_note(evening: Evening) -> None:
    evening.ask()
    first = evening.post("Groen", key="k1")
    again = evening.post("iets anders", key="k1")
    assert (again.id, again.number, again.text, again.is_new) == (first.id, first.number, "Groen", False)
    assert len(evening.notes) == 1


def test_the_same_key_of_two_phones_makes_two_notes(evening: Evening) -> None:
    evening.ask()
    fatma, henk = evening.post("Groen", key="1"), evening.post("Rust", key="1", device="Henk")
    assert fatma.id != henk.id
    assert evening.post("Groen", key="1").id == fatma.id
    assert evening.post("Rust", key="1", device="Henk").id == henk.id
    assert len(evening.notes) == 2


def test_the_same_key_and_words_of_two_phones_make_two_notes(evening: Evening) -> None:
    evening.ask()
    fatma, henk = (evening.post("Groen", key="1", device=device) for device in ("Fatma", "Henk"))
    assert (fatma.is_new, henk.is_new, len(evening.notes)) == (True, True, 2)


def test_a_key_of_a_note_that_was_taken_back_still_works_for_another_phone(evening: Evening) -> None:
    evening.ask()
    gone = evening.post("Groen", key="1")
    note.take_back(evening.store, meeting_id=evening.id, note_id=gone.id, device="Fatma", now=NOW)
    assert evening.post("Rust", key="1", device="Henk").is_new
    assert [n.text for n in evening.notes] == ["Rust"]


def test_sending_again_never_brings_back_what_was_taken_away(evening: Evening) -> None:
    evening.ask()
    gone = evening.post("Groen", key="1")
    note.take_back(evening.store, meeting_id=evening.id, note_id=gone.id, device="Fatma", now=NOW)
    again = evening.post("Groen", key="1")
    assert (again.id, again.text, again.is_new) == (gone.id, "", False)
    assert evening.notes == []


def test_a_phone_that_lost_its_first_answer_gets_its_note_back(evening: Evening) -> None:
    evening.ask()
    first = evening.post("Groen", key="1", device="without cookie")
    again = evening.post("Groen", key="1", device="Fatma", is_new_device=True)
    assert (again.id, again.is_new) == (first.id, False)
    note.reword(evening.store, meeting_id=evening.id, note_id=first.id, text="Bomen", device="Fatma", now=NOW)
    assert [n.text for n in evening.notes] == ["Bomen"]


def test_the_same_key_in_another_meeting_is_another_note(evening: Evening) -> None:
    other = plan(evening.store, evening.house)
    for one in (evening, other):
        one.ask()
    assert evening.post("Groen", key="1").is_new
    assert other.post("Groen", key="1").is_new
    assert [n.device for n in evening.notes] != [n.device for n in other.notes]


@pytest.mark.parametrize("phase", [Phase.CLOSED, Phase.DONE])
def test_a_closed_question_takes_no_notes(evening: Evening, phase: Phase) -> None:
    evening.ask(phase=phase)
    with pytest.raises(Conflict) as caught:
        evening.post()
    assert caught.value.code == "question.closed"


@pytest.mark.parametrize("phase", [Phase.OPEN, Phase.TOGETHER])
def test_a_known_note_is_answered_after_its_question_closed(evening: Evening, phase: Phase) -> None:
    evening.ask(phase=phase)
    first = evening.post(key="k1")
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.DONE, now=NOW)
    assert evening.post(key="k1").id == first.id


def test_a_meeting_without_a_question_takes_no_notes(evening: Evening) -> None:
    with pytest.raises(Conflict) as caught:
        evening.post()
    assert caught.value.code == "meeting.not_begun"


def test_a_note_that_was_under_way_never_lands_under_another_question(evening: Evening) -> None:
    evening.ask(2)
    with pytest.raises(Conflict) as caught:
        evening.post(prompt_id=evening.prompts[0].id)
    assert caught.value.code == "question.passed"
    assert evening.post(prompt_id=evening.prompts[1].id).is_new


def test_a_closed_meeting_takes_no_notes(evening: Evening) -> None:
    evening.ask()
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    with pytest.raises(Gone) as caught:
        evening.post()
    assert caught.value.code == "meeting.closed"


def test_a_timer_that_locks_ends_writing(evening: Evening) -> None:
    evening.ask()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=NOW, locks=True)
    assert evening.post(now=NOW + dt.timedelta(minutes=5, seconds=-1)).is_new
    with pytest.raises(Conflict) as caught:
        evening.post(now=NOW + dt.timedelta(minutes=5))
    assert caught.value.code == "question.closed"


def test_a_timer_that_does_not_lock_leaves_writing_open(evening: Evening) -> None:
    evening.ask()
    meeting.set_timer(evening.store, meeting_id=evening.id, minutes=5, now=NOW, locks=False)
    assert evening.post(now=NOW + dt.timedelta(hours=1)).is_new


def test_only_the_writer_changes_or_takes_back(evening: Evening) -> None:
    evening.ask()
    own: dict[str, Any] = {"meeting_id": evening.id, "note_id": evening.post("Groen").id, "now": NOW}
    for act in (
        lambda: note.reword(evening.store, **own, text="x", device="Henk"),
        lambda: note.take_back(evening.store, **own, device="Henk"),
    ):
        with pytest.raises(Forbidden) as caught:
            act()
        assert caught.value.code == "note.not_yours"
    assert [n.text for n in evening.notes] == ["Groen"]


def test_a_changed_note_keeps_its_number(evening: Evening) -> None:
    evening.ask()
    posted = evening.post("Groen")
    later = NOW + dt.timedelta(minutes=1)
    changed = note.reword(
        evening.store, meeting_id=evening.id, note_id=posted.id, text=" Bomen ", device="Fatma", now=later
    )
    assert (changed.text, changed.number, changed.changed_at) == ("Bomen", 1, later)


def test_a_note_of_another_meeting_is_unknown(evening: Evening) -> None:
    other = plan(evening.store, evening.house)
    other.ask()
    posted = other.post()
    with pytest.raises(NotFound):
        note.take_back(evening.store, meeting_id=evening.id, note_id=posted.id, device="Fatma", now=NOW)
    assert len(other.notes) == 1


def test_a_helper_cannot_change_a_note_of_the_same_table_in_another_meeting(evening: Evening) -> None:
    other = plan(evening.store, evening.house)
    for each in (evening, other):
        each.ask()
    posted = note.post_from_table(
        other.store,
        meeting_id=other.id,
        prompt_id=other.prompts[0].id,
        text="Van tafel 4 daar",
        key="1",
        table=4,
        now=NOW,
    )
    here = {"meeting_id": evening.id, "note_id": posted.id, "table": 4}
    with pytest.raises(NotFound, match=r"note\.unknown"):
        note.reword_at_table(evening.store, text="Van hier", now=NOW, **here)
    with pytest.raises(NotFound, match=r"note\.unknown"):
        note.take_back_at_table(evening.store, **here)
    assert [one.text for one in other.notes] == ["Van tafel 4 daar"]


def test_an_own_note_stays_when_its_question_is_closed(evening: Evening) -> None:
    evening.ask()
    posted = evening.post()
    meeting.set_phase(evening.store, meeting_id=evening.id, phase=Phase.DONE, now=NOW)
    with pytest.raises(Conflict):
        note.take_back(evening.store, meeting_id=evening.id, note_id=posted.id, device="Fatma", now=NOW)


def test_a_paper_note_belongs_to_no_phone(evening: Evening) -> None:
    prompt_id = evening.prompts[0].id
    paper = note.post_from_paper(evening.store, prompt_id=prompt_id, text="Groen", now=NOW, table=3)
    assert (paper.device, paper.channel, paper.table) == ("", Channel.FACILITATOR, 3)
    evening.ask()
    with pytest.raises(Forbidden):
        note.take_back(evening.store, meeting_id=evening.id, note_id=paper.id, device="", now=NOW)


@pytest.mark.parametrize("table", [0, 100, -1])
def test_a_table_runs_from_one_to_ninety_nine(evening: Evening, table: int) -> None:
    with pytest.raises(RuleBroken) as caught:
        note.post_from_paper(
            evening.store, prompt_id=evening.prompts[0].id, text="Groen", now=NOW, table=table
        )
    assert caught.value.code == "note.table"


def test_a_number_is_never_used_again(evening: Evening) -> None:
    evening.ask()
    first = evening.post()
    note.delete(evening.store, note_id=first.id)
    assert evening.post().number == 2


def test_a_refused_note_uses_no_number(evening: Evening) -> None:
    evening.ask()
    with pytest.raises(SokError):
        evening.post("  ")
    assert evening.post().number == 1


def test_a_hidden_note_can_be_put_back(evening: Evening) -> None:
    evening.ask()
    posted = evening.post()
    note.hide(evening.store, note_id=posted.id, reason=" naam ", now=NOW)
    (hidden,) = evening.notes
    assert (hidden.is_hidden, hidden.hidden_reason, note.visible(evening.notes)) == (True, "naam", [])
    note.restore(evening.store, note_id=posted.id)
    (restored,) = evening.notes
    assert (restored.is_hidden, restored.hidden_reason) == (False, "")


def test_a_device_hash_says_nothing_without_the_salt() -> None:
    hashes = {note.device_hash("Fatma", salt=salt) for salt in ("a", "b")}
    assert len(hashes) == 2
    assert all(len(h) == 24 for h in hashes)


def test_notes_that_look_alike_are_proposed_as_one_stack(evening: Evening) -> None:
    evening.ask()
    for text in (
        "Minder brieven",
        "minder brieven!!",
        "Brieven, minder",
        "Een bank op het plein",
        "🌳",
        "🌳",
    ):
        evening.post(text)
    assert [[one.number for one in group] for group in note.look_alikes(evening.notes)] == [[1, 2, 3]]


def test_nothing_looks_alike_on_an_empty_wall() -> None:
    assert note.look_alikes([]) == []


def test_a_translation_stands_beside_a_note_and_leaves_it_as_it_is(evening: Evening) -> None:
    evening.ask()
    posted = evening.post("Daha çok yeşil")
    note.translate(evening.store, note_id=posted.id, text="  Meer\x00 groen ")
    (kept,) = evening.notes
    assert (kept.text, kept.translation, kept.changed_at) == ("Daha çok yeşil", "Meer groen", None)
    note.translate(evening.store, note_id=posted.id, text=" ")
    assert evening.notes[0].translation == ""


@pytest.mark.parametrize(
    ("text", "code"), [("x" * 281, "note.too_long"), ("\u200b", "note.empty"), (5, "note.no_text")]
)
def test_a_translation_that_would_not_fit_on_a_note_is_refused(
    evening: Evening, text: object, code: str
) -> None:
    evening.ask()
    posted = evening.post("Daha çok yeşil")
    note.translate(evening.store, note_id=posted.id, text="Meer groen")
    with pytest.raises(RuleBroken) as refused:
        note.translate(evening.store, note_id=posted.id, text=text)
    assert refused.value.code == code
    assert evening.notes[0].translation == "Meer groen"


def test_a_translation_goes_when_its_note_gets_other_words(evening: Evening) -> None:
    evening.ask()
    posted = evening.post("Daha çok yeşil")
    own = {"meeting_id": evening.id, "note_id": posted.id, "device": "Fatma", "now": NOW}
    note.translate(evening.store, note_id=posted.id, text="Meer groen")
    note.reword(evening.store, text="Daha çok yeşil ", **own)
    assert evening.notes[0].translation == "Meer groen"
    note.reword(evening.store, text="Daha az yeşil", **own)
    assert evening.notes[0].translation == ""
