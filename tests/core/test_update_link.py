"""A link with which a party tells how it goes: what it may, and what ends it."""

import datetime as dt

import pytest

from sok_core import commitment, contact_change, dossier, party, update_link
from sok_core.errors import NotFound, RuleBroken
from sok_core.model import UNCHANGED, CommitmentKind, CommitmentStatus, Update
from sok_core.store import Store
from tests import following
from tests.evening import NOW, Evening
from tests.following import TODAY, Following, day

S = CommitmentStatus


@pytest.fixture
def scene(evening: Evening) -> Following:
    return following.begin(evening.store)


@pytest.fixture
def key(scene: Following) -> str:
    """The link of the school."""
    return update_link.make(scene.store, party_id=scene.school, now=NOW, made_by="voorzitter")


def works(store: Store, key: str) -> bool:
    with store.read() as tables:
        try:
            update_link.look(tables, key)
        except NotFound:
            return False
    return True


def told(store: Store) -> list[Update]:
    with store.read() as tables:
        return tables.update.where()


def tell(scene: Following, key: str, commitment_id: int, **fields: object) -> Update:
    whole: dict[str, object] = {"status": "op_koers"} | fields
    return update_link.report(
        scene.store, key=key, commitment_id=commitment_id, now=NOW, today=TODAY, **whole
    )


def test_of_a_key_only_a_hash_is_kept(scene: Following, key: str) -> None:
    with scene.store.read() as tables:
        (kept,) = tables.update_link.all()
        assert update_link.look(tables, key) == kept
    assert (kept.party_id, kept.made_at, kept.made_by) == (scene.school, NOW, "voorzitter")
    assert key not in scene.store.path.read_bytes().decode("latin-1")
    assert len(key) >= 32


@pytest.mark.parametrize("guess", ["", "x", "é", "\udcff", "' OR 1=1"])
@pytest.mark.usefixtures("key")
def test_another_key_is_none(scene: Following, guess: str) -> None:
    assert not works(scene.store, guess)


def test_what_is_told_stands_with_the_party_and_the_moment(scene: Following, key: str) -> None:
    trees = scene.commitment(kind=CommitmentKind.NUMBER, target=10, indicator="bomen")
    moment = scene.check_in(day(11, 12))
    made = tell(scene, key, trees.id, value="7,5", text=" Bijna ", evidence="https://wijk.nl/b")
    assert (made.status, made.value, made.progress, made.text) == (S.ON_TRACK, 7.5, 75, "Bijna")
    assert (made.evidence, made.date, made.created_at) == ("https://wijk.nl/b", TODAY, NOW)
    assert (made.reported_by, made.entered_by, made.check_in_id) == (scene.school, "eigen link", moment.id)


def test_the_same_twice_counts_once_and_something_else_is_another(scene: Following, key: str) -> None:
    trees = scene.commitment()
    assert tell(scene, key, trees.id, text="Drie") == tell(scene, key, trees.id, text="Drie")
    tell(scene, key, trees.id, text="Vier")
    assert [one.text for one in told(scene.store)] == ["Drie", "Vier"]


def test_a_key_tells_only_of_what_its_party_leads(scene: Following, key: str) -> None:
    of_town = scene.commitment("De gemeente betaalt.", owner_id=scene.town, helper_ids=(scene.school,))
    left = scene.commitment("De school stopte.")
    commitment.stop_leading(scene.store, commitment_id=left.id, on=day(10), today=TODAY)
    over = scene.commitment("Dit is al klaar.")
    scene.said(over, day(2), S.DONE)
    for each in (of_town.id, left.id, over.id, 99):
        with pytest.raises(RuleBroken, match=r"update\.not_led"):
            tell(scene, key, each)
    assert len(told(scene.store)) == 1


def test_nothing_changed_is_said_of_what_was_not_told_yet(scene: Following, key: str) -> None:
    trees, bench = scene.commitment("Bomen"), scene.commitment("Bank")
    scene.commitment("De gemeente betaalt.", owner_id=scene.town)
    scene.said(bench, day(3), S.TAKE_CARE)
    tell(scene, key, trees.id, text="Drie")
    (said,) = update_link.unchanged(scene.store, key=key, now=NOW, today=TODAY)
    assert (said.commitment_id, said.status, said.text) == (bench.id, S.TAKE_CARE, UNCHANGED)
    assert (said.reported_by, said.entered_by) == (scene.school, "eigen link")
    assert update_link.unchanged(scene.store, key=key, now=NOW, today=TODAY) == []


def test_what_was_told_in_the_round_is_told_and_what_is_done_stays_in_sight(
    scene: Following, key: str
) -> None:
    trees, bench = scene.commitment("Bomen"), scene.commitment("Bank")
    scene.check_in(day(11, 12))
    scene.said(trees, day(10, 30), S.DONE)
    with scene.store.read() as tables:
        found = update_link.asked(tables, update_link.look(tables, key).party_id, today=TODAY)
    assert [one.commitment.id for one in found.states] == [trees.id, bench.id]
    assert [one.commitment.id for one in found.waiting] == [bench.id]
    assert found.is_open


def test_who_leads_nothing_says_nothing(scene: Following, key: str) -> None:
    with pytest.raises(RuleBroken, match=r"update\.nothing"):
        update_link.unchanged(scene.store, key=key, now=NOW, today=TODAY)


def test_what_cannot_be_is_refused(scene: Following, key: str) -> None:
    trees = scene.commitment(kind=CommitmentKind.STEPS, steps=("Graven", "Planten"))
    wrong: list[tuple[dict[str, object], str]] = [
        ({"status": "prima"}, "status"),
        ({"value": "9"}, "steps"),
        ({"text": "x" * 301}, "too_long"),
        ({"evidence": "javascript:alert(1)"}, "evidence"),
        ({"status": "gestopt"}, "stopped"),
    ]
    for fields, code in wrong:
        with pytest.raises(RuleBroken, match=code):
            tell(scene, key, trees.id, **fields)
    assert told(scene.store) == []


def test_another_link_ends_the_one_before(scene: Following, key: str) -> None:
    of_town = update_link.make(scene.store, party_id=scene.town, now=NOW)
    again = update_link.make(scene.store, party_id=scene.school, now=NOW)
    assert [works(scene.store, each) for each in (key, again, of_town)] == [False, True, True]


def test_a_link_that_is_withdrawn_works_no_more(scene: Following, key: str) -> None:
    update_link.withdraw(scene.store, party_id=scene.school)
    trees = scene.commitment()
    with pytest.raises(NotFound):
        tell(scene, key, trees.id)
    with pytest.raises(NotFound):
        update_link.unchanged(scene.store, key=key, now=NOW, today=TODAY)
    with pytest.raises(NotFound):
        update_link.withdraw(scene.store, party_id=scene.school)
    assert told(scene.store) == []


def test_a_new_contact_person_ends_the_link_of_that_party_alone(scene: Following, key: str) -> None:
    of_town = update_link.make(scene.store, party_id=scene.town, now=NOW)
    with pytest.raises(RuleBroken):
        contact_change.begin(scene.store, party_id=scene.school, function="", on=TODAY, today=TODAY)
    assert works(scene.store, key)
    contact_change.begin(scene.store, party_id=scene.school, function="Conrector", on=TODAY, today=TODAY)
    assert [works(scene.store, each) for each in (key, of_town)] == [False, True]


def test_a_party_that_is_not_there_gets_no_link(scene: Following) -> None:
    with pytest.raises(NotFound):
        update_link.make(scene.store, party_id=99, now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))


def test_a_copy_has_no_link_and_a_party_takes_its_own_along(scene: Following, key: str) -> None:
    guest = party.write_down(scene.store, name="Gast")
    other = update_link.make(scene.store, party_id=guest.id, now=NOW)
    party.remove(scene.store, party_id=guest.id)
    assert not works(scene.store, other)
    with scene.store.write() as tables:
        tables.dossier.become_another()
    assert not works(scene.store, key)


def test_in_a_dossier_that_was_handed_over_no_link_works(scene: Following, key: str) -> None:
    dossier.hand_over(scene.store, to="De nieuwe laptop", now=NOW)
    assert not works(scene.store, key)
