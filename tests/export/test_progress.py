"""The progress report: the same figures as on the page, in Word and in an accessible PDF."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from sok_core import aim, check_in, commitment_state, meeting, value_score, value_score_room
from sok_core.charts import commitment as chart
from sok_core.charts import value_score as score_chart
from sok_core.export import figure, progress, progress_line, progress_poster
from sok_core.export.paper import Paragraph, Picture, Points, Table
from sok_core.export.progress import Progress
from sok_core.model import (
    UNCHANGED,
    AimKind,
    CheckInStatus,
    CommitmentKind,
    CommitmentStatus,
    Confirmation,
    DecisionKind,
    DecisionStatus,
    Group,
    Phase,
)
from sok_core.store import Store
from sok_core.store.shelf import Shelf
from sok_core.words import COMMITMENT_COLUMNS
from tests import following, office
from tests.evening import Evening
from tests.export import read
from tests.export.read import squeezed
from tests.following import day
from tests.molenkwartier import neighbourhood

NOW = dt.datetime(2026, 11, 28, 9, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with neighbourhood(tmp_path_factory.mktemp("wijk")) as store:
        yield store


@pytest.fixture(scope="module")
def found(store: Store) -> Progress:
    return progress.gather(store, now=NOW)


@pytest.fixture(scope="module")
def body(found: Progress) -> bytes:
    return progress.pdf(found)


def table(found: Progress, name: str) -> Table:
    (one,) = (each for each in progress.paper(found).blocks if isinstance(each, Table) and each.name == name)
    return one


def title(found: Progress) -> str:
    return chart.finding(found.counts, unseen=commitment_state.unseen(found.states))


@pytest.mark.parametrize("form", ["pdf", "word"])
def test_each_line_stands_on_the_page_of_its_heading(found: Progress, form: str) -> None:
    body = progress.pdf(found) if form == "pdf" else office.to_pdf(progress.word(found))
    pages = [squeezed(page.extract_text()) for page in read.pdf(body).pages]
    for one, said in found.lines:
        heading = f"{found.articles[one.commitment.id]} {one.commitment.title}"
        caption = chart.way_caption(one.commitment)
        together = [squeezed(heading) in page and squeezed(caption) in page for page in pages]
        assert any(together), f"{heading}: {chart.way_finding(one.commitment, said, today=found.today)}"


def test_the_figures_are_those_of_the_states(store: Store, found: Progress) -> None:
    with store.read() as tables:
        states = commitment_state.states(tables, today=following.TODAY)
        parties = tables.party.all()
    counts = commitment_state.counts(states)
    told = {row[0].casefold(): int(row[1]) for row in table(found, "Afspraken per status").rows}
    assert told == {chart.label(status).casefold(): count for status, count in counts.items()}
    assert sum(told.values()) == 17
    wanting = commitment_state.wanting(states, parties)
    assert len(table(found, "Wat vraagt nu aandacht").rows) == len(wanting) == 8
    assert table(found, "Afspraken per status en maand").rows[-1][1:7] == tuple(
        str(counts[status]) for status in chart.FILLS
    )


def test_the_report_reads_in_order_and_is_accessible(found: Progress, body: bytes) -> None:
    assert read.is_accessible(body)
    text = squeezed(read.pdf_text(body))
    heads = (
        "Hoe staan we ervoor?",
        title(found),
        "Wat vraagt nu aandacht?",
        "Wat is er gedaan sinds 9 juli 2026?",
        "Gaat het beter dan eerst?",
        "Halen we het doel op tijd?",
        "Leven we onze waarden na?",
        "Wie draagt wat?",
        "Wat is er besloten",
        "Wat komt eraan",
        "Alle afspraken",
        "Elk getal naast zijn doel",
    )
    places = [text.index(squeezed(head)) for head in heads]
    assert places == sorted(places)
    alts = read.alternatives(body)
    assert {
        chart.month_alt(found.months),
        chart.carrying_alt(found.carried),
        chart.ahead_alt(found.coming),
    } < set(alts)
    assert len(alts) == 4 + len(found.lines)


def test_every_promise_stands_there_with_its_article(found: Progress, body: bytes) -> None:
    text = squeezed(read.pdf_text(body))
    rows = table(found, "Alle afspraken").rows
    assert len(rows) == 17
    for one, row in zip(found.states, rows, strict=True):
        assert row[0] == found.numbers.get(one.commitment.clause_id or 0, "")
        assert squeezed(one.commitment.title) in text
    assert sum(bool(row[0]) for row in rows) >= 15
    assert table(found, "Alle afspraken").header[-1] == COMMITMENT_COLUMNS["due"]


def test_word_has_real_styles_and_opens_elsewhere(found: Progress) -> None:
    made = progress.word(found)
    styles = {one.style.name for one in read.word(made).paragraphs if one.style}
    assert {"Title", "Heading 1", "Heading 2", "List Bullet"} <= styles
    drawing = read.part(made, "word/document.xml")
    assert drawing.count('descr="') == 4 + len(found.lines)
    assert squeezed(title(found)) in squeezed(read.pdf_text(office.to_pdf(made)))


@pytest.mark.parametrize(("days", "since"), [(1, dt.date(2026, 7, 9)), (60, dt.date(2026, 11, 5))])
def test_who_makes_the_report_in_the_weeks_after_a_moment_tells_what_came_of_it(
    tmp_path: Path, days: int, since: dt.date
) -> None:
    with neighbourhood(tmp_path) as store:
        with store.write() as tables:
            tables.dossier.update(reference_date=dt.date(2026, 11, 5) + dt.timedelta(days=days))
        later = progress.gather(store, now=NOW)
    assert later.last is not None
    assert later.last.date == since
    assert ("Vorig moment", "donderdag 5 november 2026") in progress.paper(later).facts
    assert ("Zes afspraken klaar, één gestopt, de rest gaat door." in later.outcomes) is (days == 1)


def test_only_what_came_after_the_last_moment_is_told(found: Progress) -> None:
    assert found.last is not None
    assert found.last.date == dt.date(2026, 7, 9)
    assert {one.commitment.id for one in found.done} <= {
        one.commitment.id for one in found.states if one.status is CommitmentStatus.DONE
    }
    assert len(found.done) == 4
    assert all(found.last.date < one.date <= found.today for one in found.said)
    assert len({one.commitment_id for one in found.said}) == len(found.said)
    assert len(found.decisions) == 3
    assert "Zes afspraken klaar, één gestopt, de rest gaat door." in found.outcomes


def test_the_last_fact_is_told_with_since_when_nothing_changed(evening: Evening) -> None:
    scene = following.begin(evening.store)
    told, silent = scene.commitment("Bomen"), scene.commitment("Bank")
    moment = scene.check_in(status=CheckInStatus.HELD)
    more = {"reported_by": scene.school, "check_in_id": moment.id}
    scene.said(told, day(9), CommitmentStatus.STUCK, text="De aannemer is weg.", reported_by=scene.school)
    for one in (told, silent):
        scene.said(one, day(10), CommitmentStatus.STUCK, text=UNCHANGED, **more)
        scene.said(one, day(11), CommitmentStatus.STUCK, text="Besloten: we bellen.", check_in_id=moment.id)
    rows = table(progress.gather(evening.store, now=NOW), "Wat is er gezegd").rows
    assert [(row[0], row[1], row[3]) for row in rows] == [
        ("1 september 2026", "Bomen", "De aannemer is weg. Sindsdien niets veranderd (1 oktober 2026)."),
        ("1 oktober 2026", "Bank", UNCHANGED),
    ]


def test_the_last_status_is_told_also_when_it_came_without_words(evening: Evening) -> None:
    scene = following.begin(evening.store)
    trees, bench = scene.commitment("Bomen"), scene.commitment("Bank")
    scene.said(trees, day(8), text="Vier staan er.")
    scene.said(trees, day(9), CommitmentStatus.TAKE_CARE)
    scene.said(trees, day(10), CommitmentStatus.TAKE_CARE, text=UNCHANGED)
    scene.said(bench, day(9), text=UNCHANGED)
    scene.said(bench, day(10), CommitmentStatus.STUCK)
    assert table(progress.gather(evening.store, now=NOW), "Wat is er gezegd").rows == (
        (
            *("1 september 2026", "Bomen", "▲ let op"),
            "Sindsdien niets veranderd (1 oktober 2026). "
            "Eerder (1 augustus 2026, ● op koers): Vier staan er.",
        ),
        ("1 oktober 2026", "Bank", "■ loopt vast", ""),
    )


def test_the_report_tells_of_decisions_without_names_or_numbers(tmp_path: Path) -> None:
    with neighbourhood(tmp_path) as store:
        with store.write() as tables:
            held = max(tables.meeting.all(), key=lambda one: one.date)
            text = "Bellen 06-12345678"
            more = {"kind": DecisionKind.ACTION, "status": DecisionStatus.OPEN, "who": "Fatma de Vries"}
            tables.decision.add(meeting_id=held.id, text=text, created_at=NOW, **more)
            moment = max((one for one in tables.check_in.all() if one.outcomes), key=lambda one: one.date)
            tables.check_in.update(moment.id, outcomes=("Mail naar jan@voorbeeld.nl",))
        rows = str(list(progress.paper(progress.gather(store, now=NOW)).blocks))
    assert "Bellen –" in rows
    for personal in ("12345678", "Fatma", "jan@voorbeeld.nl"):
        assert personal not in rows


def test_a_decision_says_who_does_it_by_when_and_how_it_stands(found: Progress) -> None:
    (day, one), *_ = found.decisions
    action = replace(one, kind=DecisionKind.ACTION, text="Sleutel halen", who="De Drie Molens")
    told = [
        (day, replace(action, due=dt.date(2027, 1, 31), status=DecisionStatus.OPEN)),
        (day, replace(action, status=DecisionStatus.DONE)),
    ]
    rows = table(replace(found, decisions=told), "Besluiten").rows
    assert [row[1:] for row in rows] == [
        ("Actie (○\xa0open)", "Sleutel halen", "De Drie Molens", "31 januari 2027"),
        ("Actie (✓\xa0gedaan)", "Sleutel halen", "De Drie Molens", ""),
    ]


def test_a_phone_number_in_an_update_stays_inside(found: Progress) -> None:
    told = replace(found, said=[replace(found.said[0], text="bel 06-12345678")])
    assert "12345678" not in str(table(told, "Wat is er gezegd").rows)
    assert "bel –" in str(table(told, "Wat is er gezegd").rows)


def test_a_phone_number_in_a_promise_stays_inside_the_report_and_the_poster(evening: Evening) -> None:
    scene = following.begin(evening.store)
    more = {"kind": CommitmentKind.NUMBER, "indicator": "bellers op 06-12345678", "target": 4}
    one = scene.commitment("Bel Jan op 06-12345678.", due=day(12), **more)
    scene.said(one, day(10), CommitmentStatus.STUCK, value=2)
    found = progress.gather(evening.store, now=NOW)
    body = squeezed(read.pdf_text(progress.pdf(found)))
    wall = squeezed(read.pdf_text(progress_poster.pdf(found)))
    alts = "".join(each.alt for each in progress.paper(found).blocks if isinstance(each, Picture))
    assert "12345678" not in body + wall + alts + str(progress.paper(found).blocks)
    assert squeezed("Bel Jan op –.") in body
    assert squeezed("Bel Jan op –.") in wall


def test_on_the_day_of_a_moment_it_is_the_next_one_until_it_was_held(evening: Evening) -> None:
    scene = following.begin(evening.store)
    one, later = scene.check_in(following.TODAY), scene.check_in(day(12))
    with evening.store.write() as tables:
        tables.dossier.update(reference_date=following.TODAY)
    assert progress.gather(evening.store, now=NOW).upcoming == one
    check_in.hold(evening.store, check_in_id=one.id, today=following.TODAY)
    assert progress.gather(evening.store, now=NOW).upcoming == later


def test_a_lesson_says_which_article_it_became(store: Store, found: Progress) -> None:
    written = check_in.learn(store, text="We beginnen een kwartier later.", on=following.TODAY)
    with store.read() as tables:
        clause = tables.clause.all()[0]
    lesson = replace(written, clause_id=clause.id)
    text = squeezed(read.pdf_text(progress.pdf(replace(found, lessons=[lesson]))))
    assert squeezed(f"kwartier later. (5 november 2026, nu artikel {found.numbers[clause.id]})") in text


def test_without_promises_there_is_a_sentence(tmp_path: Path) -> None:
    shelf = Shelf(tmp_path / "dossiers", tmp_path / "backups")
    made = progress.pdf(progress.gather(shelf.create("De Spil"), now=NOW))
    shelf.close_all()
    assert "Jullie volgen nog geen afspraak." in read.pdf_text(made)
    assert read.is_accessible(made)


def test_without_promises_it_tells_what_was_decided_and_comes(evening: Evening) -> None:
    scene = following.begin(evening.store)
    scene.check_in(status=CheckInStatus.HELD, outcomes=("We beginnen met de bomen.",))
    scene.check_in(dt.date(2027, 1, 14), title="Wintermoment")
    text = squeezed(read.pdf_text(progress.pdf(progress.gather(evening.store, now=NOW))))
    for told in ("Jullie volgen nog geen afspraak.", "We beginnen met de bomen.", "Wintermoment"):
        assert squeezed(told) in text
    assert squeezed("Afspraken per status") not in text


def test_bars_beside_each_other_are_drawn_as_long_as_their_counts(found: Progress) -> None:
    whole = [one for one in figure.marks(chart.by_month(found.months)) if one["kind"] == "path"]
    done = [one for one in whole if one["fill"] == chart.FILLS[CommitmentStatus.DONE]]
    wide = [max(x for x, _ in one["strokes"][0]) - min(x for x, _ in one["strokes"][0]) for one in done]
    counts = [one.counts[CommitmentStatus.DONE] for one in reversed(chart.recent(found.months))]
    assert [round(each / wide[0], 3) for each in wide] == [
        round(each / counts[0], 3) for each in counts if each
    ]
    tops = {min(y for _, y in one["strokes"][0]) for one in whole}
    assert min(tops) >= 0
    assert len(tops) == 12


def test_a_line_of_values_stands_between_its_days_and_round_numbers(found: Progress) -> None:
    one, said = found.lines[0]
    marks = figure.marks(chart.way(one.commitment, said, today=found.today))
    written = figure.texts(marks)
    assert [text for text in written if text.endswith(" 2026")]
    assert "0" in written
    dashed = [each for each in marks if each["kind"] == "path" and each["dash"]]
    assert len(dashed) == 1
    values = [each.value for each in said if each.value is not None]
    dots = [each for each in marks if each["kind"] == "path" and each["fill"] == "#17595C"]
    assert len(dots) == len(values)


def test_what_is_done_says_who_doubts_it(found: Progress) -> None:
    one = next(each for each in found.states if each.status is CommitmentStatus.DONE)
    party_id = next(each for each in found.names if each != one.commitment.owner_id)
    no = Confirmation(1, 1, party_id, False, found.today, "Bel 06-12345678 over het schimmel.")
    told = replace(found, done=[replace(one, seen_by=(), doubts=(no,))])
    (line,) = next(each for each in progress.paper(told).blocks if isinstance(each, Points)).points
    assert line.startswith(f"▲ {one.commitment.title}")
    assert f"{found.names[party_id]} zegt dat dit niet klopt." in line
    assert "Nog niet bevestigd" not in line
    assert "12345678" not in line


def test_the_scores_are_those_of_the_page_and_no_crowd_under_five(store: Store, found: Progress) -> None:
    with store.read() as tables:
        history, titles = value_score_room.history(tables), value_score_room.titles(tables)
    newest = history[-1]
    rows = score_chart.of_round(newest, titles)
    on_page = score_chart.table(rows, head="Waarde")
    told = table(found, "Hoeveel mensen elk cijfer gaven")
    assert [dict(zip(told.header, row, strict=True)) for row in told.rows] == on_page
    assert {lane.crowd for row in rows for lane in row.result.lanes if lane.people < 5} == set()
    alts = [each.alt for each in progress.paper(found).blocks if isinstance(each, Picture)]
    assert score_chart.alt(rows) in alts
    points = [each.points for each in progress.paper(found).blocks if isinstance(each, Points)]
    assert tuple(value_score.trend(history, one, title) for one, title in titles.items()) in points


def test_scores_of_too_few_are_not_in_it(evening: Evening) -> None:
    scene = following.begin(evening.store)
    scene.commitment()
    value = aim.write_down(evening.store, kind=AimKind.VALUE, title="Vertrouwen")
    asked = value_score_room.ask(evening.store, meeting_id=evening.id)
    meeting.show_question(evening.store, prompt_id=asked.id, phase=Phase.OPEN)
    for group, people in ((Group.RESIDENT, 3), (Group.ORGANISATION, 4)):
        value_score_room.count_paper(
            evening.store, meeting_id=evening.id, sheet={(value.id, 2): people}, group=group, table=None
        )
    assert not progress.gather(evening.store, now=NOW).scores  # nothing while people score
    meeting.close(evening.store, meeting_id=evening.id, now=NOW)
    told = progress.gather(evening.store, now=NOW)
    assert [row[:7] for row in table(told, "Hoeveel mensen elk cijfer gaven").rows] == [
        ("Vertrouwen", "hele zaal", "0", "7", "0", "0", "0")
    ]


def test_every_number_has_its_line_and_its_last_stories(store: Store, found: Progress) -> None:
    blocks = progress.paper(found).blocks
    alts = [each.alt for each in blocks if isinstance(each, Picture)]
    assert len(found.lines) == 16
    for one, said in found.lines:
        assert alts.count(chart.way_alt(one.commitment, said, today=found.today)) == 1
        with store.read() as tables:
            newest = [each for each in tables.update.standing(one.commitment.id) if each.date <= found.today]
        name = f"Laatst gezegd: {one.commitment.title}"
        (last,) = (each for each in blocks if isinstance(each, Table) and each.name == name)
        told = chart.way_rows(one.commitment, newest)[:4]
        assert last.header == tuple(told[0])
        assert last.rows == tuple(tuple(row.values()) for row in told)


def test_a_number_of_steps_says_which_steps_without_numbers_of_people(found: Progress) -> None:
    one, said = found.lines[0]
    steps = ("Graven", "Bel 06-12345678")
    about = replace(one.commitment, kind=CommitmentKind.STEPS, steps=steps, target=2)
    told = progress_line.lines(
        [(replace(one, commitment=about), said)], first=[], articles={}, today=found.today
    )
    assert "De stappen: 1. Graven · 2. Bel –" in [each.text for each in told if isinstance(each, Paragraph)]


def test_with_many_numbers_what_wants_attention_is_drawn_and_the_rest_is_told(found: Progress) -> None:
    many = [
        (replace(one, commitment=replace(one.commitment, id=number, title=f"Afspraak {number}")), said)
        for number, (one, said) in enumerate(found.lines * 2)
    ]
    told = list(progress_line.lines(many, first=[31], articles={}, today=found.today))
    assert sum(isinstance(each, Picture) for each in told) == progress_line.MOST_DRAWN
    assert sum(isinstance(each, Table) for each in told) == len(many)
    assert progress_line.to_draw(many, [31]) == {31, *range(19)}


def test_it_stays_small_enough_to_mail(found: Progress, body: bytes) -> None:
    assert len(body) < 1_000_000
    assert len(progress.word(found)) < 1_500_000
