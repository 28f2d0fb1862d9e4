"""Mandates: who decides, whether that is in time, and what exactly a party promises."""

import datetime as dt
from dataclasses import replace

import pytest

from sok_core import clause, consent, mandate, signature, steps
from sok_core.agreement import Named
from sok_core.errors import Conflict, NotFound, RuleBroken
from sok_core.model import Mandate, MandateBasis, MandateStatus, PartyType, Region, RoleKind, Stance
from sok_core.steps import s5_signing
from tests.evening import NOW, Evening
from tests.signing import DAY, LATER, PEN, Text, write

SIGNING = dt.date(2025, 10, 9)
ASKED = Mandate(1, 1, 0, basis=MandateBasis.COLLEGE, requested_on=dt.date(2025, 9, 2))


def told(known: Mandate, *, today: dt.date, kind: str = "gemeente") -> list[str]:
    found = mandate.plan(known, kind, signing_on=SIGNING, today=today)
    return mandate.sentences(found, known, signing_on=SIGNING)


def test_a_college_that_is_asked_in_time_makes_it() -> None:
    found = mandate.plan(ASKED, "gemeente", signing_on=SIGNING, today=dt.date(2025, 9, 2))
    assert (found.first_day, found.is_in_time) == (dt.date(2025, 9, 30), True)
    assert told(ASKED, today=dt.date(2025, 9, 2)) == ["Dit haalt 9 oktober."]


def test_a_college_that_is_asked_too_late_hears_the_first_day_that_would_do() -> None:
    late = replace(ASKED, requested_on=dt.date(2025, 9, 22))
    assert told(late, today=dt.date(2025, 9, 22)) == [
        "Dit haalt 9 oktober niet. De eerste dag die wel kan: maandag 20 oktober 2025."
    ]


def test_the_summer_recess_counts_for_a_college_and_not_for_a_proxy() -> None:
    asked = dt.date(2025, 7, 14)
    college = replace(ASKED, requested_on=asked)
    proxy = replace(college, basis=MandateBasis.PROXY)
    first = [
        mandate.plan(one, "gemeente", signing_on=SIGNING, today=asked).first_day for one in (college, proxy)
    ]
    assert first == [dt.date(2025, 9, 26), dt.date(2025, 7, 21)]


def test_the_day_on_which_a_body_meets_goes_before_an_estimate() -> None:
    early, late = (replace(ASKED, meets_on=dt.date(2025, 9, day)) for day in (16, 30))
    assert told(late, today=dt.date(2025, 9, 2)) == ["Dit haalt 9 oktober."]
    assert told(early, today=dt.date(2025, 9, 2)) == [
        "Dit haalt 9 oktober.",
        "Meestal duurt dit vier weken. Is het stuk op 16 september rond? Vraag het na.",
    ]
    asked_late = replace(ASKED, requested_on=dt.date(2025, 9, 22), meets_on=dt.date(2025, 10, 6))
    assert told(asked_late, today=dt.date(2025, 9, 22)) == [
        "Dit haalt 9 oktober.",
        "Meestal duurt dit vier weken. Is het stuk op 6 oktober rond? Vraag het na.",
    ]
    after = replace(ASKED, meets_on=dt.date(2025, 10, 14))
    assert "De eerste dag die wel kan: dinsdag 14 oktober 2025." in told(after, today=dt.date(2025, 9, 2))[0]
    sunday = replace(ASKED, meets_on=dt.date(2025, 10, 5))
    assert told(sunday, today=dt.date(2025, 9, 2))[-1].startswith("5 oktober is een vrije dag")


def test_a_meeting_that_is_past_asks_what_was_decided_and_a_decision_ends_the_question() -> None:
    past = replace(ASKED, meets_on=dt.date(2025, 9, 30))
    after = dt.date(2025, 10, 2)
    found = mandate.plan(past, "gemeente", signing_on=SIGNING, today=after)
    assert (found.is_past, found.is_in_time) == (True, None)  # nobody knows
    open_still = "De vergadering van 30 september is geweest. Schrijf op wat er is besloten."
    assert told(past, today=after) == [open_still]
    assert told(past, today=SIGNING + dt.timedelta(days=1)) == [
        "9 oktober 2025 is voorbij. Kies een nieuwe dag om te tekenen.",
        open_still,
    ]
    decided = replace(past, decided_on=dt.date(2025, 9, 30), status=MandateStatus.IN)
    assert told(decided, today=dt.date(2025, 10, 2)) == ["Het besluit is er."]
    unsaid = replace(decided, decided_on=None)
    assert told(unsaid, today=dt.date(2025, 10, 2)) == ["Het besluit is er. Vul nog in van welke dag het is."]
    signed = replace(unsaid, status=MandateStatus.SIGNED)
    assert told(signed, today=dt.date(2027, 1, 1)) == ["Deze partij tekende."]  # whatever day it is by now


def test_a_decision_that_is_still_to_come_is_no_decision() -> None:
    today = dt.date(2025, 9, 2)
    for status in (MandateStatus.ASKED, MandateStatus.IN):
        known = replace(ASKED, decided_on=dt.date(2025, 10, 1), status=status)
        found = mandate.plan(known, "gemeente", signing_on=SIGNING, today=today)
        assert (found.is_decided, found.is_in_time) == (False, True)
        assert told(known, today=today) == [
            "Dit haalt 9 oktober.",
            "Het besluit is er nog niet: 1 oktober moet nog komen.",
        ]
        assert told(known, today=dt.date(2025, 10, 1)) == ["Het besluit is er."]


def test_a_meeting_in_a_school_break_of_the_region_is_asked_about() -> None:
    def asked(meets_on: dt.date, region: Region | None = None) -> list[str]:
        known = replace(ASKED, basis=MandateBasis.BOARD, requested_on=dt.date(2026, 9, 1), meets_on=meets_on)
        about = {"signing_on": dt.date(2027, 3, 30)}
        found = mandate.plan(known, "buurthuis", today=dt.date(2026, 10, 1), region=region, **about)
        return mandate.sentences(found, known, **about)[1:]

    assert asked(dt.date(2026, 12, 29)) == ["29 december valt in de kerstvakantie. Klopt dat?"]
    assert asked(dt.date(2026, 12, 25)) == [
        "25 december is een vrije dag of valt in het zomerreces. Klopt dat?"
    ]
    assert asked(dt.date(2027, 2, 16)) == ["16 februari valt in de voorjaarsvakantie. Klopt dat?"]
    assert asked(dt.date(2027, 2, 16), Region.SOUTH) == asked(dt.date(2027, 2, 16))
    assert asked(dt.date(2027, 2, 16), Region.NORTH) == []
    assert asked(dt.date(2027, 1, 12)) == []


def test_a_day_of_signing_that_is_over_is_no_measure_any_more() -> None:
    after = SIGNING + dt.timedelta(days=40)
    found = mandate.plan(ASKED, "gemeente", signing_on=SIGNING, today=after)
    assert (found.is_over, found.is_in_time, found.ask_by) == (True, None, None)
    assert told(ASKED, today=after) == ["9 oktober 2025 is voorbij. Kies een nieuwe dag om te tekenen."]


def test_who_was_not_asked_hears_by_when() -> None:
    nobody = mandate.none_yet(party_id=1, version=0)
    found = mandate.plan(nobody, "gemeente", signing_on=SIGNING, today=dt.date(2025, 9, 2))
    assert (found.basis, found.is_assumed) == (MandateBasis.COLLEGE, True)
    assert told(nobody, today=dt.date(2025, 9, 2))[-1] == "Vraag het uiterlijk donderdag 11 september."
    assert mandate.sentences(found, nobody, signing_on=None) == ["Kies eerst de dag van het tekenen."]
    meets = replace(nobody, meets_on=dt.date(2025, 10, 7))
    assert told(meets, today=dt.date(2025, 9, 2))[-1] == "Vraag het uiterlijk dinsdag 9 september."
    soon = replace(nobody, meets_on=dt.date(2025, 9, 9))
    assert "Vraag het uiterlijk" not in " ".join(told(soon, today=dt.date(2025, 9, 2)))


def test_a_no_says_who_when_and_why_and_plans_back_for_asking_again() -> None:
    said = dt.date(2025, 9, 16)
    no = replace(ASKED, meets_on=said, decided_on=said, status=MandateStatus.REFUSED, why="Te duur.")
    who = "Het college zei nee op 16 september 2025: ‘Te duur’."
    ask = "Praat erover, en vraag het opnieuw."
    found = mandate.plan(no, "gemeente", signing_on=SIGNING, today=said)
    assert (found.is_refused, found.is_decided, found.is_in_time) == (True, False, False)
    assert told(no, today=said) == [
        who,
        ask,
        "Opnieuw vragen haalt 9 oktober niet. De eerste dag die wel kan: dinsdag 14 oktober 2025.",
    ]
    again = replace(no, body="gemeenteraad", meets_on=dt.date(2025, 10, 7))
    assert told(again, today=said) == [
        "Nee van gemeenteraad op 16 september 2025: ‘Te duur’.",
        ask,
        "Opnieuw vragen haalt 9 oktober.",
        "Meestal duurt dit vier weken. Is het stuk op 7 oktober rond? Vraag het na.",
    ]
    found = mandate.plan(no, "gemeente", signing_on=None, today=said)
    assert mandate.sentences(found, no, signing_on=None) == [who, ask, "Kies eerst de dag van het tekenen."]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("De leden", "Nee van de leden op"),
        ("Burgemeester en wethouders", "Nee van Burgemeester en wethouders op"),
        ("Het bestuur en de raad", "Nee van het bestuur en de raad op"),
        ("Denktank", "Nee van Denktank op"),
        ("", "De leden zeiden nee op"),
    ],
)
def test_a_no_of_many_people_is_good_dutch(body: str, said: str) -> None:
    members = {"basis": MandateBasis.MEMBERS, "body": body}
    no = replace(ASKED, status=MandateStatus.REFUSED, decided_on=DAY, why="Te duur.", **members)
    found = mandate.decided_no(no, Named(1, "De Meelbloem", "school"))
    assert found == f"{said} 26 november 2026: ‘Te duur’."


def test_a_no_needs_its_day_and_its_reason_and_a_yes_takes_its_place(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    about = {"party_id": text.town, "version": 0}
    no = {"status": MandateStatus.REFUSED, "decided_on": DAY, "why": "Te duur."}
    wrong = [
        ({"why": ""}, "mandate.no_why"),
        ({"decided_on": None}, "mandate.no_day"),
        ({"decided_on": dt.date(2099, 1, 5)}, "mandate.no_day"),
        ({"status": MandateStatus.ASKED}, "mandate.why_alone"),
    ]
    for other, code in wrong:
        with pytest.raises(RuleBroken, match=code.replace(".", r"\.")):
            mandate.change(evening.store, **about, **no | other)
    before = mandate.change(evening.store, **about, **no)
    yes = mandate.change(evening.store, **about, before=before, status=MandateStatus.IN, decided_on=DAY)
    assert (yes.status, yes.decided_on, yes.why) == (MandateStatus.IN, DAY, "")  # asked again the same day
    assert mandate.earlier_noes(yes) == ["Eerder was het nee, op 26 november 2026: ‘Te duur’."]
    again = mandate.change(evening.store, **about, **no | {"why": "Nog steeds."})
    assert (again.why, len(again.earlier_noes)) == ("Nog steeds.", 1)


def test_nothing_that_is_typed_with_a_yes_after_a_no_is_lost(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    about = {"party_id": text.town, "version": 0}
    no = {"status": MandateStatus.REFUSED, "decided_on": DAY, "why": "Te duur."}
    before = mandate.change(evening.store, **about, **no)
    with pytest.raises(RuleBroken, match=r"mandate\.why_alone"):
        mandate.change(
            evening.store, **about, before=before, status=MandateStatus.IN, why="De provincie betaalt mee."
        )
    asked = mandate.change(
        evening.store, **about, before=before, status=MandateStatus.ASKED, decided_on=DAY, why="Te duur."
    )
    assert (asked.decided_on, asked.why) == (None, "")  # nothing is decided
    mandate.change(evening.store, **about, **no)
    yes = mandate.change(evening.store, **about, status=MandateStatus.IN, why="")
    assert yes.decided_on is None  # nobody said on which day
    assert yes.earlier_noes[-1] == (DAY.isoformat(), "Te duur.")


@pytest.mark.parametrize("gave_way", [True, False])
def test_a_no_at_the_wrong_party_is_taken_away_without_a_trace(evening: Evening, *, gave_way: bool) -> None:
    text = write(evening.store)
    text.freeze()
    about = {"party_id": text.town, "version": 0}
    no = {"status": MandateStatus.REFUSED, "decided_on": DAY, "why": "Te duur."}
    mandate.change(evening.store, **about, meets_on=DAY, body="college")
    mandate.change(evening.store, **about, **no)
    if gave_way:
        mandate.change(evening.store, **about, status=MandateStatus.ASKED)
    mandate.forget_no(evening.store, **about, no=(DAY, "Te duur."))
    with evening.store.read() as tables:
        now = mandate.of_version(tables, 0)[text.town]
    assert (now.status, now.decided_on, now.why) == (MandateStatus.ASKED, None, "")
    assert (now.earlier_noes, now.meets_on, now.body) == ((), DAY, "college")
    with pytest.raises(Conflict, match=r"mandate\.no_gone"):
        mandate.forget_no(evening.store, **about, no=(DAY, "Te duur."))


def test_a_no_that_is_taken_away_leaves_the_others(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    about = {"party_id": text.town, "version": 0}
    no = {"status": MandateStatus.REFUSED, "decided_on": DAY, "why": "Te duur."}
    mandate.change(evening.store, **about, **no)
    mandate.change(evening.store, **about, status=MandateStatus.ASKED)
    mandate.change(evening.store, **about, **no | {"why": "Nog steeds."})
    with evening.store.read() as tables:
        now = mandate.of_version(tables, 0)[text.town]
    assert mandate.noes(now) == [(DAY, "Nog steeds."), (DAY, "Te duur.")]
    mandate.forget_no(evening.store, **about, no=(DAY, "Te duur."))
    with evening.store.read() as tables:
        now = mandate.of_version(tables, 0)[text.town]
    assert (now.status, mandate.noes(now)) == (MandateStatus.REFUSED, [(DAY, "Nog steeds.")])


def test_nobody_signs_against_a_no(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    about = {"party_id": text.town, "version": 0}
    no = {"status": MandateStatus.REFUSED, "decided_on": DAY, "why": "Te duur."}
    mandate.change(evening.store, **about, **no)
    with pytest.raises(RuleBroken, match=r"consent\.waiting") as waiting:
        text.open()
    with evening.store.read() as tables:
        name = tables.party.get(text.town).short_name
        (version,) = tables.version.all()
        (stands,) = [one for one in consent.standings(tables, version) if one.party.id == text.town]
        counted = steps.facts(tables, now=NOW)
    assert waiting.value.values["names"] == name
    assert (stands.is_refused, stands.has_agreed) == (True, False)
    assert (counted.agreed, counted.refused) == (1, 1)
    assert "1 partij zei nee." in s5_signing.signing(counted)
    consent.open_signing(evening.store, now=NOW, why="De anderen willen door.")
    with pytest.raises(Conflict, match=r"signature\.refused"):
        signature.sign(evening.store, party_id=text.town, pen=PEN, now=NOW)
    mandate.change(evening.store, **about, status=MandateStatus.IN)
    signature.sign(evening.store, party_id=text.town, pen=PEN, now=NOW)
    with pytest.raises(Conflict, match=r"mandate\.signed"):
        mandate.change(evening.store, **about, **no)


@pytest.mark.parametrize("kind", list(PartyType))
def test_every_kind_of_party_has_somebody_who_usually_decides(kind: PartyType) -> None:
    assert mandate.usual_basis(kind) in mandate.LEAD_WEEKS


@pytest.mark.parametrize(
    ("name", "kind", "lacks"),
    [
        ("Huiseigenaren Koppelstraat", "bewonersinitiatief", True),
        ("Moeders van de Wieklaan", "zelforganisatie", True),
        ("Stichting Wereldvrouwen Molenkwartier", "zelforganisatie", False),
        ("Bewonersvereniging Molenkwartier", "bewonersinitiatief", False),
        ("Gemeente Oosterhaven", "gemeente", False),
        ("Winkeliers Wieklaan", "ondernemers", True),
        ("Winkeliersvereniging Wieklaan", "ondernemers", False),
        ("Bewonerscommissie Dok", "huurdersorganisatie", True),
        ("Huurdersvereniging Dok", "huurdersorganisatie", False),
        ("Bewonersgroep de Brug", "overig", True),
        ("Vluchtelingenstichting de Brug", "overig", False),
        ("Coöperatieve Buurtbakkerij", "sociale_onderneming", False),
        ("Buurtbedrijf De Handen B.V.", "sociale_onderneming", False),
        ("Stichting i.o.", "zelforganisatie", True),
        ("Stichting De Brug (in oprichting)", "buurthuis", True),
        ("VvE De Wiekflat i.o.", "vve", True),
        ("VvE De Wiekflat", "vve", False),
        ("De Drie Molens", "woningcorporatie", False),
        ("Kadewarmte", "energiebedrijf", False),
        ("Netwerk Laagland", "netbeheerder", False),
        ("De Meelbloem", "school", False),
    ],
)
def test_a_group_that_may_lack_a_legal_form_is_warned(name: str, kind: str, lacks: bool) -> None:
    assert mandate.lacks_legal_form(Named(1, name, kind)) is lacks


def test_two_at_once_keep_what_each_typed(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    about = {"party_id": text.town, "version": 0}
    seen = mandate.none_yet(**about)
    mandate.change(evening.store, **about, before=seen, body="college", basis=MandateBasis.COLLEGE)
    now = mandate.change(evening.store, **about, before=seen, body="", promise=" Wij  betalen. ")
    assert (now.body, now.promise) == ("college", "Wij betalen.")
    with pytest.raises(Conflict, match=r"mandate\.changed"):
        mandate.change(evening.store, **about, before=seen, body="de raad")
    with pytest.raises(Conflict, match=r"mandate\.changed"):
        mandate.change(evening.store, **about, before=seen, basis="volmacht")


def test_what_cannot_be_is_refused(evening: Evening) -> None:
    text = write(evening.store)
    with pytest.raises(NotFound, match=r"version\.unknown"):
        mandate.change(evening.store, party_id=text.town, version=0, body="college")
    text.freeze()
    with pytest.raises(RuleBroken, match=r"mandate\.too_long"):
        mandate.change(evening.store, party_id=text.town, version=0, promise="x" * 281)
    with pytest.raises(NotFound, match=r"party\.unknown"):
        mandate.change(evening.store, party_id=99, version=0, body="college")
    with evening.store.read() as tables, pytest.raises(NotFound, match=r"mandate\.party"):
        mandate.sheet(tables, tables.version.all()[0], text.other)


def test_a_sheet_has_own_articles_first_and_tasks_with_their_hours(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    with evening.store.write() as tables:
        task = tables.task.add(title="Bomen water geven")
        more = {"party_id": text.school, "role": RoleKind.LEAD, "task_id": task.id}
        tables.role_part.add(**more, stance=Stance.OFFERED, hours=2.5)
        tables.role_part.add(**more, stance=Stance.AGREED)
        tables.role_part.add(**more, stance=Stance.NOT, text="Niet in de vakantie.")
        tables.role_part.add(**more | {"task_id": None}, stance=Stance.NOT, text="Geen geld.")
        (version,) = tables.version.all()
        found = mandate.sheet(tables, version, text.school)
    assert [one.text for one in found.articles] == ["De school plant vijf bomen."]
    assert [one.text for one in found.shared] == ["Wij komen elk kwartaal bij elkaar."]
    assert [(one.title, one.role, one.hours) for one in found.tasks] == [
        ("Bomen water geven", "trekker", 2.5)
    ]
    assert found.refused == ("Niet in de vakantie.", "Geen geld.")


def test_the_short_promise_is_read_aloud_in_the_place_of_the_articles(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    with evening.store.read() as tables:
        document = mandate.sheet(tables, tables.version.all()[0], text.school).document
    assert mandate.read_aloud(document, text.school, None) == ("De school plant vijf bomen.",)
    short = mandate.change(evening.store, party_id=text.school, version=0, promise="Wij planten.")
    assert mandate.read_aloud(document, text.school, short) == ("Wij planten.",)


def test_what_a_yes_hangs_on_stays_once_the_party_signed(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    about = {"party_id": text.town, "version": 0}
    kept = mandate.change(evening.store, **about, proviso="instemming van de raad")
    text.open()
    signed = signature.sign(evening.store, party_id=text.town, pen=PEN, now=NOW)
    for other in ("", "de begroting"):
        with pytest.raises(Conflict, match=r"mandate\.signed"):
            mandate.change(evening.store, **about, before=kept, proviso=other)
    again = mandate.change(evening.store, **about, proviso=kept.proviso, body="college")
    assert (again.proviso, again.body) == ("instemming van de raad", "college")
    signature.take_back(evening.store, signature_id=signed.id, why="Te vroeg.", now=NOW)
    assert mandate.change(evening.store, **about, proviso="").proviso == ""


def test_what_was_promised_stays_once_the_party_signed(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    about = {"party_id": text.town, "version": 0}
    kept = mandate.change(evening.store, **about, promise="Wij betalen.")
    text.open()
    signed = signature.sign(evening.store, party_id=text.town, pen=PEN, now=NOW)
    for before in (kept, None):
        with pytest.raises(Conflict, match=r"mandate\.signed"):
            mandate.change(evening.store, **about, before=before, promise="Wij betalen niets.")
    signature.take_back(evening.store, signature_id=signed.id, why="Te vroeg.", now=NOW)
    assert mandate.change(evening.store, **about, promise="Wij denken mee.").promise == "Wij denken mee."


def test_a_new_text_begins_with_who_decides_and_not_with_what_was_decided(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    later = LATER.date() + dt.timedelta(days=20)
    known = {
        "basis": MandateBasis.COLLEGE,
        "body": "college",
        "function": "wethouder",
        "promise": "Wij betalen.",
    }
    decided = {
        "requested_on": DAY,
        "decided_on": DAY,
        "read_on": DAY,
        "status": "binnen",
        "proviso": "de raad",
    }
    mandate.change(evening.store, party_id=text.town, version=0, meets_on=later, **known, **decided)
    mandate.change(evening.store, party_id=text.school, version=0, meets_on=DAY - dt.timedelta(days=400))
    text.freeze(LATER)
    with evening.store.read() as tables:
        begun = mandate.of_version(tables, 1)
    assert begun[text.town] == Mandate(begun[text.town].id, text.town, 1, meets_on=later, **known)
    assert begun[text.school].meets_on is None  # that meeting was about the text before


def test_that_a_party_signed_follows_from_its_signature(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    with pytest.raises(RuleBroken, match=r"mandate\.by_signing"):
        mandate.change(evening.store, party_id=text.town, version=0, status="getekend")
    text.open()
    signed = signature.sign(evening.store, party_id=text.town, pen=PEN, now=NOW)
    with evening.store.read() as tables:
        assert mandate.of_version(tables, 0)[text.town].status is MandateStatus.SIGNED
    signature.take_back(evening.store, signature_id=signed.id, why="Te vroeg.", now=NOW)
    with evening.store.read() as tables:
        assert mandate.of_version(tables, 0).get(text.town) is None


def test_a_short_promise_goes_along_only_with_the_articles_that_it_is_about(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    for party_id in (text.school, text.town):
        mandate.change(text.store, party_id=party_id, version=0, promise="Wij planten vijf bomen.")
    school = text.clauses[0]
    with text.store.read() as tables:
        before = tables.clause_text.newest()[school]
        other = next(one for one in (text.school, text.town) if one not in before.party_ids)
        own = next(one for one in (text.school, text.town) if one in before.party_ids)
    clause.edit(text.store, clause_id=school, before=before, text="Eén boom.", now=LATER)
    text.freeze(LATER)
    with text.store.read() as tables:
        kept = {one.party_id: one.promise for one in tables.mandate.where("version = 1")}
    assert kept == {own: "", other: "Wij planten vijf bomen."}


def test_a_reserve_of_an_earlier_text_is_asked_and_not_carried(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    said = {"proviso": "instemming van de raad", "substitute_for": "de wethouder"}
    mandate.change(text.store, party_id=text.town, version=0, **said)
    text.add("De school plant er nog een.", text.school, saved_at=LATER)
    text.freeze(LATER)
    assert [one.question for one in _asked(text, 1)] == [
        "Bij versie 0: onder voorbehoud van instemming van de raad. Geldt dat nog?",
        "Bij versie 0: met volmacht, in de plaats van de wethouder. Geldt dat nog?",
    ]
    with text.store.read() as tables:
        assert mandate.of_version(tables, 1)[text.town].proviso == ""
    mandate.change(text.store, party_id=text.town, version=1, proviso=said["proviso"])
    assert [one.field for one in _asked(text, 1)] == ["substitute_for"]
    assert _asked(text, 0) == []


def test_a_substitute_is_not_carried_without_the_proxy_and_comes_back_with_it(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    said = {"function": "conciërge", "substitute_for": "de directeur"}
    mandate.change(text.store, party_id=text.school, version=0, **said)
    text.freeze(LATER)
    with text.store.read() as tables:
        assert mandate.of_version(tables, 1)[text.school].function == ""
    (reserve,) = _asked(text, 1, text.school)
    assert reserve.kept == said
    mandate.change(text.store, party_id=text.school, version=1, **reserve.kept)
    assert _asked(text, 1, text.school) == []


def test_a_reserve_that_is_over_is_asked_no_more(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    said = {"proviso": "instemming van de raad", "substitute_for": "de wethouder"}
    mandate.change(text.store, party_id=text.town, version=0, **said)
    text.freeze(LATER)
    about = {"party_id": text.town, "version": 1}
    mandate.let_go(text.store, **about, field="proviso")
    assert [one.field for one in _asked(text, 1)] == ["substitute_for"]
    mandate.let_go(text.store, **about, field="substitute_for")
    assert _asked(text, 1) == []
    text.freeze(LATER)
    assert _asked(text, 2) == []
    with pytest.raises(RuleBroken, match=r"mandate\.field"):
        mandate.let_go(text.store, **about, field="promise")
    with pytest.raises(NotFound, match=r"version\.unknown"):
        mandate.let_go(text.store, party_id=text.town, version=9, field="proviso")


def test_a_reserve_is_asked_no_more_once_a_party_signed_without_it(evening: Evening) -> None:
    text = write(evening.store)
    text.freeze()
    mandate.change(text.store, party_id=text.town, version=0, proviso="instemming van de raad")
    text.add("De school plant er nog een.", text.school, saved_at=LATER)
    text.freeze(LATER)
    text.open(version=1, now=LATER)
    signature.sign(text.store, party_id=text.town, pen=PEN, now=LATER)
    assert _asked(text, 1) == []
    text.add("En nog een.", text.school, saved_at=LATER)
    text.freeze(LATER)
    assert _asked(text, 2) == []


def _asked(text: Text, number: int, party_id: int | None = None) -> list[mandate.Reserve]:
    with text.store.read() as tables:
        version = tables.version.numbered(number)
        assert version is not None
        return mandate.reserves(tables, version).get(party_id or text.town, [])


def test_who_is_asked_anew_on_the_day_of_the_no_was_asked_that_day() -> None:
    asked = replace(ASKED, requested_on=SIGNING, meets_on=SIGNING, decided_on=SIGNING)
    kept = mandate.anew(asked, since=SIGNING)
    assert (kept.requested_on, kept.meets_on, kept.decided_on) == (SIGNING, None, None)
    assert mandate.anew(asked, since=SIGNING + dt.timedelta(days=1)).requested_on is None
