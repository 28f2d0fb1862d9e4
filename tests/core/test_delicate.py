"""Which notes somebody should read before everybody does."""

import dataclasses
from pathlib import Path

import pytest

from sok_core import (
    agreement,
    aim,
    calendar,
    check_in,
    check_in_decision,
    check_in_outcome,
    clause,
    clause_source,
    delicate,
    fate,
    note,
    party,
    project,
    road,
    task,
)
from sok_core.delicate import Doubt, Left
from sok_core.model import AimKind, Decision, Note, Outcome, ProjectStatus, Section, Step
from tests.evening import NOW, Evening
from tests.molenkwartier import neighbourhood


@pytest.mark.parametrize(
    "text",
    [
        "mijn man heeft COPD, het moet gezond wonen zijn",
        "sinds haar burn-out zit ze veel thuis",
        "Mijn moeder is dementerend en bang voor de kou",
        "mijn zoon is ziek van de schimmel",
    ],
)
def test_a_text_about_somebodys_health_is_found(text: str) -> None:
    assert delicate.doubt(text) is Doubt.HEALTH


@pytest.mark.parametrize(
    "text", ["alles blijft bij Joke liggen", "vraag het aan (Fatma)", "Samen met Ömer en Ali buiten zitten"]
)
def test_a_name_is_found(text: str) -> None:
    assert delicate.doubt(text) is Doubt.NAME


@pytest.mark.parametrize(
    "text",
    [
        "het lekt op Dorpsstraat 12",
        "Kanaalweg 3b, daar is het nat",
        "in de Molenstraat nr. 4 woont niemand",
        "Hoofdstraat 12 en 14",
        "nieuwe markt 3 is leeg",
    ],
)
def test_an_address_is_found(text: str) -> None:
    assert delicate.doubt(text) is Doubt.ADDRESS


@pytest.mark.parametrize(
    "text",
    [
        "in de Kanaalstraat 2027 klaar",
        "bomen in de laan",
        "op de Molenweg 30 km per uur",
        "aan de kade 4 bomen",
        "tafel 3",
        "artikel 4",
    ],
)
def test_a_street_without_a_house_number_is_no_address(text: str) -> None:
    assert delicate.doubt(text, {"kanaalstraat", "molenweg"}) is None


@pytest.mark.parametrize(
    "text",
    [
        "Minder tocht. Meer groen! Warm wonen",
        "een gezonde wijk, van het gas af in 2040",
        "Het ziekenhuis is te ver",
        "WMO en VvE moeten ook meedoen",
        "De Spil moet open blijven",
        "HOU HET BETAALBAAR",
        "wat ik wil: Rust",
        "",
    ],
)
def test_what_speaks_of_nobody_is_left_alone(text: str) -> None:
    assert delicate.doubt(text, {"spil"}) is None


def test_in_the_fictional_neighbourhood_it_points_at_two_of_all_notes_and_they_are_hidden(
    tmp_path: Path,
) -> None:
    with neighbourhood(tmp_path) as store, store.read() as tables:
        known = delicate.known_words(tables)
        notes = tables.note.where()
    assert len(notes) == 146
    assert delicate.doubtful(notes, known) == []
    as_written = [dataclasses.replace(one, hidden_at=None) for one in notes]
    assert {one.text: why for one, why in delicate.doubtful(as_written, known)} == {
        "mijn man heeft COPD, het moet gezond wonen zijn": Doubt.HEALTH,
        "wie belt de rest bij elkaar? nu blijft alles bij Joke liggen": Doubt.NAME,
    }


def test_a_note_that_nobody_sees_asks_for_nothing(evening: Evening) -> None:
    evening.ask()
    hidden = evening.post("mijn man heeft COPD")
    evening.post("bel Henk op 06-12345678")
    evening.post("Rust", device="Ria")
    note.hide(evening.store, note_id=hidden.id, reason="", now=NOW)
    assert delicate.doubtful(evening.notes, ()) == []
    told = [dataclasses.replace(one, translation="Vraag het Henk") for one in evening.notes]
    assert [(one.text, why) for one, why in delicate.doubtful(told, ())] == [("Rust", Doubt.NAME)]


def test_what_still_carries_the_words_of_a_hidden_note_is_told(evening: Evening) -> None:
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, step=Step.ROLES)
    evening.ask()
    for text in ("De tuin doen", "Joke doet de post"):
        evening.post(text)
    _, hidden = evening.notes
    for one in evening.notes:
        made = task.from_offer(evening.store, note_id=one.id)
        clause.draft_from(evening.store, made, now=NOW, by="begeleider")

    assert left(evening) == Left()
    note.hide(evening.store, note_id=hidden.id, reason="naam", now=NOW)
    assert [one.partition(" ")[0] for one in left(evening).names] == ["artikel", "taak"]
    assert "taak ‘Joke doet de post’" in left(evening).names


def test_a_reason_that_everybody_reads_is_read_first_too(evening: Evening) -> None:
    evening.ask()
    for text in ("Rust", "Groen", "Ruimte"):
        evening.post(text)
    fate.decline(evening.store, note_id=1, why="de buurman heeft astma", now=NOW)
    fate.keep(evening.store, note_id=2, text="Vraag het aan Joke", now=NOW)
    fate.decline(evening.store, note_id=3, why="Joke wil het niet", is_private=True, now=NOW)
    found = delicate.read_first(evening.store)
    assert (found.notes, found.reasons) == ({}, {1: Doubt.HEALTH, 2: Doubt.NAME})


def left(evening: Evening) -> Left:
    with evening.store.read() as tables:
        return delicate.still_said(tables)


SAID = "Joke van nummer vier is ziek"
LONG = "Joke van nummer vier is al heel lang erg ziek en daarom komt zij bijna nooit meer buiten de deur"


@pytest.fixture
def hidden(evening: Evening) -> Note:
    """A note that is hidden, in step 4."""
    with evening.store.write() as tables:
        tables.meeting.update(evening.id, step=Step.PROJECTS)
    evening.ask()
    one = evening.post(SAID)
    note.hide(evening.store, note_id=one.id, reason="naam", now=NOW)
    return evening.notes[0]


@pytest.mark.parametrize("field", ["meaning", "noticed_by"])
def test_a_value_that_explains_itself_in_hidden_words_is_told(
    evening: Evening, hidden: Note, field: str
) -> None:
    made = aim.write_down(evening.store, kind=AimKind.VALUE, title="Zorg")
    with evening.store.write() as tables:
        tables.source.link(Outcome.AIM, made.id, notes=[hidden.id])
        tables.aim.update(made.id, **{field: [SAID] if field == "noticed_by" else SAID})
    assert left(evening).names == ("de waarde ‘Zorg’",)
    with evening.store.write() as tables:
        tables.aim.update(made.id, gone_at=NOW)
    assert left(evening) == Left()


@pytest.mark.parametrize("field", ["goal", "first_step", "means", "lesson"])
def test_a_project_that_has_hidden_words_on_its_card_is_told(
    evening: Evening, hidden: Note, field: str
) -> None:
    made = project.add(evening.store, title="Boodschappen")
    with evening.store.write() as tables:
        tables.source.link(Outcome.PROJECT, made.id, notes=[hidden.id])
        tables.project.update(made.id, **{field: f"Omdat  {SAID}."})
    assert left(evening).names == ("project ‘Boodschappen’",)


@pytest.mark.parametrize("ground", ["project_id", "clause_id"])
def test_a_promise_that_has_hidden_words_is_told(evening: Evening, hidden: Note, ground: str) -> None:
    store = evening.store
    lead = party.write_down(store, name="De Spil")
    made = project.add(store, title="Boodschappen")
    one = clause.write(store, section=Section.ROLES, text="Wij helpen.", now=NOW, notes=[hidden.id])
    with store.write() as tables:
        tables.source.link(Outcome.PROJECT, made.id, notes=[hidden.id])
        of = {"project_id": made.id, "clause_id": one.id}[ground]
        about = {"title": SAID, "owner_id": lead.id, "starts_on": NOW.date(), ground: of}
        promise = tables.commitment.add(**about)
    assert left(evening).names == (f"afspraak ‘{SAID}’",)
    with store.write() as tables:
        tables.commitment.update(promise.id, title="Helpen")
    assert left(evening) == Left()


def test_a_frozen_text_keeps_hidden_words_and_an_article_that_was_withdrawn_asks_for_nothing(
    evening: Evening, hidden: Note
) -> None:
    store = evening.store
    one = clause.write(store, section=Section.ROLES, text=f"Wij helpen: {SAID}", now=NOW, notes=[hidden.id])
    clause.write(store, section=Section.ROLES, text="Wij helpen elkaar.", now=NOW)
    version = agreement.freeze(store, title="", now=NOW)
    assert (len(left(evening).names), left(evening).versions) == (1, (version.number,))
    with store.read() as tables:
        seen = tables.clause_text.newest()[one.id]
    clause.edit(store, clause_id=one.id, before=seen, now=NOW, text="Wij helpen.")
    assert left(evening) == Left(versions=(version.number,))
    agreement.freeze(store, title="", now=NOW)
    assert left(evening) == Left(versions=(version.number,))
    two = clause.write(store, section=Section.ROLES, text=f"En dit: {SAID}", now=NOW, notes=[hidden.id])
    assert len(left(evening).names) == 1
    clause.withdraw(store, clause_id=two.id, why="Persoonlijk", today=NOW.date())
    assert left(evening).names == ()


@pytest.mark.parametrize(
    ("said", "reason", "title", "printed"),
    [
        ("Ja", note.PRIVATE, "Jaarfeest", "Jaarfeest"),
        ("groen", note.OUT_OF_PLACE, "Samen groen onderhouden", "Samen groen onderhouden"),
        ("groen", note.OUT_OF_PLACE, "Groen", "Groen"),
        ("groen", note.NO_REASON, "Samen groen onderhouden", "Samen groen onderhouden"),
        ("groen", "kwetsend", "Samen groen onderhouden", "Samen groen onderhouden"),
        ("groen", "kwetsend", "Groen!", "Taak 1"),
        (SAID, note.OUT_OF_PLACE, SAID, SAID),
        ("Joke!", note.PRIVATE, "Joke", "Taak 1"),
        ("Joke", note.PRIVATE, "Joke helpen", "– helpen"),
        ("Jan ziek", note.PRIVATE, "Omdat  jan ziek is", "Omdat  – is"),
        ("an zie", note.PRIVATE, "Jan ziet het", "Jan ziet het"),
        (f"{SAID}.", "", f"Omdat {SAID}", "Omdat –"),
        (f"{LONG}, en zijn broer ook.", "", f"Omdat {LONG}, en zijn broer. Punt.", "Omdat –. Punt."),
        (SAID, note.PRIVATE, "Wij helpen, want Joke van nummer …", "Wij helpen, want – …"),
        ("x" * 90, note.PRIVATE, f"{'x' * 79} …", "Taak 1"),
        ("?!", note.PRIVATE, "Wat?!", "Wat?!"),
    ],
)
def test_only_the_words_that_give_somebody_away_are_not_printed(
    evening: Evening, said: str, reason: str, title: str, printed: str
) -> None:
    evening.ask()
    one = evening.post(said)
    with evening.store.write() as tables:
        made = tables.task.add(title=title)
        tables.source.link(Outcome.TASK, made.id, notes=[one.id])
    note.hide(evening.store, note_id=one.id, reason=reason, now=NOW)
    with delicate.for_paper(evening.store) as tables:
        assert tables.task.get(made.id).title == printed


@pytest.mark.parametrize("is_taken_off", [False, True])
def test_a_note_taken_off_a_frozen_article_gives_nothing_away_when_it_is_hidden(
    evening: Evening, is_taken_off: bool
) -> None:
    store = evening.store
    evening.ask()
    said = evening.post(SAID)
    lead = party.write_down(store, name="De Spil")
    one = clause.write(store, section=Section.ROLES, text=f"Wij helpen: {SAID}.", now=NOW, notes=[said.id])
    version = agreement.freeze(store, title="", now=NOW)
    with store.write() as tables:
        about = {"title": f"Helpen: {SAID}", "owner_id": lead.id, "starts_on": NOW.date()}
        promise = tables.commitment.add(**about, clause_id=one.id)
    if is_taken_off:
        clause_source.take_off(store, clause_id=one.id, note_ids=[said.id])
    note.hide(store, note_id=said.id, reason=note.PRIVATE, now=NOW)
    with delicate.for_paper(store) as tables:
        found = delicate.without_hidden_words(road.read(tables))
        (article,) = delicate.document_for_all(tables, agreement.opened(version)).articles
        told = [tables.commitment.get(promise.id).title, found.texts[one.id].text, article.text]
    assert not [text for text in told if "Joke" in text]
    assert [text for text in told if delicate.UNSAID in text] == told
    names = delicate.carriers(road.kept(store), evening.notes[0])
    assert names == [f"afspraak ‘Helpen: {SAID}’", road.article(road.kept(store), one.id)]


def test_words_within_those_of_another_hidden_note_leave_nothing_of_either(evening: Evening) -> None:
    evening.ask()
    notes = [evening.post(text) for text in ("Joke", f"{SAID} en alleen")]
    made = task.add(evening.store, title=f"Zorg voor Joke: {SAID} en alleen")
    with evening.store.write() as tables:
        tables.source.link(Outcome.TASK, made.id, notes=[one.id for one in notes])
    for one in notes:
        note.hide(evening.store, note_id=one.id, reason=note.PRIVATE, now=NOW)
    with delicate.for_paper(evening.store) as tables:
        assert tables.task.get(made.id).title == "Zorg voor –: –"


def test_what_has_no_name_left_or_that_of_another_is_told_apart(evening: Evening) -> None:
    evening.ask()
    notes = [evening.post(text) for text in (SAID, "Fatma")]
    titles = ("Helpen", f"Helpen: {SAID}", "Helpen: Fatma!", "Zorg: Fatma", SAID, "Fatma")
    with evening.store.write() as tables:
        for title in titles:
            made = tables.task.add(title=title)
            tables.source.link(Outcome.TASK, made.id, notes=[one.id for one in notes])
        for kind in AimKind:
            value = tables.aim.add(kind=kind, title=SAID)
            tables.source.link(Outcome.AIM, value.id, notes=[notes[0].id])
        plan = tables.project.add(title=SAID, status=ProjectStatus.IDEA)
        tables.source.link(Outcome.PROJECT, plan.id, notes=[notes[0].id])
    for one in notes:
        note.hide(evening.store, note_id=one.id, reason=note.PRIVATE, now=NOW)
    with delicate.for_paper(evening.store) as tables:
        named = [one.title for one in (*tables.task.where(), *tables.aim.where(), *tables.project.all())]
    tasks = ["Helpen", "Helpen: – (taak 2)", "Helpen: –! (taak 3)", "Zorg: –", "Taak 5", "Taak 6"]
    assert named == [*tasks, "Waarde 1", "Doel 2", "Project 1"]


@pytest.mark.parametrize(
    ("title", "printed"), [(f"Helpen: {SAID}", "Helpen: –"), (SAID, "Afspraak 1"), ("Helpen", "Helpen")]
)
def test_what_was_told_and_decided_of_a_promise_is_left_out_too_and_told(
    evening: Evening, title: str, printed: str
) -> None:
    store, day = evening.store, NOW.date()
    evening.ask()
    said = evening.post(SAID)
    lead, other = (party.write_down(store, name=name).id for name in ("De Spil", "De Meelbloem"))
    with store.write() as tables:
        plan = tables.project.add(title="Hulp", status=ProjectStatus.IDEA)
        tables.source.link(Outcome.PROJECT, plan.id, notes=[said.id])
        about = {"title": title, "owner_id": lead, "starts_on": day}
        promise = tables.commitment.add(**about, project_id=plan.id)
        told = tables.update.add(
            commitment_id=promise.id,
            date=day,
            status="loopt_vast",
            text=f"Nog: {SAID}",
            next_step=f"Praten: {SAID}",
        )
        tables.confirmation.add(
            update_id=told.id, party_id=other, is_right=False, on=day, text=f"Nee, {SAID}"
        )
        tables.lead_change.add(
            commitment_id=promise.id, was_id=other, party_id=lead, on=day, why=f"Want {SAID}"
        )
    moments = [check_in.plan(store, date=day, meeting_id=evening.id)]
    moments.append(check_in.plan(store, date=day + calendar.DAY))
    for moment in moments:
        check_in_decision.decide(
            store, check_in_id=moment.id, before=promise, text=f"We bellen: {SAID}", now=NOW, today=day
        )
    note.hide(store, note_id=said.id, reason=note.PRIVATE, now=NOW)
    called = f"afspraak ‘{title}’"
    itself = [called] if SAID in title else []
    assert left(evening).names == (*itself, f"een bericht bij {called}", f"een besluit bij {called}")
    with delicate.for_paper(store) as tables:
        (lines,) = [one.outcomes for one in tables.check_in.all() if one.outcomes]
        (line,) = [one for one in check_in_outcome.every(tables) if one.update]
        updates = [(one.text, one.next_step) for one in tables.update.of(promise.id)]
        rest = [*tables.confirmation.where(), *tables.lead_change.where(), *tables.decision.where()]
    assert updates == [("Nog: –", "Praten: –"), *[("Besloten: We bellen: –", "We bellen: –")] * 2]
    assert (lines, line.text) == ((f"{printed} We bellen: –",), f"{printed} We bellen: –")
    assert [one.text for one in rest if isinstance(one, Decision)] == [f"{printed} We bellen: –"]
    assert len(rest) == 3
    assert "Joke" not in str(rest)
