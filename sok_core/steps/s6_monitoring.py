"""Step 6: keep meeting, and keep each other sharp."""

from collections import Counter
from collections.abc import Iterator

from sok_core import check_in, commitment_state, words
from sok_core.model import Attention, CheckInStatus, CommitmentStatus, MeetingStatus, Step
from sok_core.steps.step import Act, Check, Facts, Recipe, evening, late_actions

PAGE = "stap_6_monitoring.py"
# What is told first of what wants attention; the sentences count them.
LOUD = {
    Attention.CHANGED: ("afspraak: artikel veranderd", "afspraken: artikel veranderd"),
    Attention.STUCK: ("afspraak loopt vast", "afspraken lopen vast"),
    Attention.SILENT: ("afspraak: lang niets gehoord", "afspraken: lang niets gehoord"),
    Attention.LATE: ("afspraak is te laat", "afspraken zijn te laat"),
    Attention.NO_LEAD: ("afspraak zoekt een trekker", "afspraken zoeken een trekker"),
}


def check(facts: Facts) -> Check:
    """Look how the promises stand, and whether the next moment is in the diary. This step is never done."""
    step = Step.MONITORING
    held = [meeting for meeting in facts.held(step) if meeting.date <= facts.as_of]
    looked = any(one.status is CheckInStatus.HELD and one.date <= facts.as_of for one in facts.check_ins)
    coming = [
        meeting
        for meeting in facts.of(step)
        if meeting.status is MeetingStatus.RUNNING
        or (meeting.status is MeetingStatus.PLANNED and meeting.date >= min(facts.as_of, facts.today))
    ]
    missing = []
    if not (coming or check_in.upcoming(facts.check_ins, today=facts.as_of)):
        which = "Het volgende moment" if held or looked else "Het eerste moment"
        missing.append(f"{which} staat nog niet in de agenda.")
    missing += [*_missed(facts), *_wanting(facts), *late_actions(facts, step, today=facts.as_of)]
    done = ". ".join(filter(None, (_kept(facts), evening(facts, step))))
    return Check(done, tuple(missing), bool(held) or looked, is_complete=False)


def first(facts: Facts) -> Act | None:
    """Return what goes before an evening once promises are followed: the next moment, planned or prepared."""
    if not facts.promises and not facts.check_ins:
        return None
    there = {"deel": "momenten"}
    coming = check_in.upcoming(facts.check_ins, today=facts.as_of)
    if coming is None:
        is_first = not any(one.status is CheckInStatus.HELD for one in facts.check_ins)
        which = "eerste" if is_first and not facts.held(Step.MONITORING) else "volgende"
        why = f"Het {which} moment staat nog niet in de agenda."
        return Act(f"Plan het {which} moment", why, PAGE, there)
    day = words.day(coming.date, with_year=True)
    why = " ".join([f"{coming.title} is op {day}.", *list(_wanting(facts))[:1]])
    return Act("Bereid het volgende moment voor", why, PAGE, there, on=coming.date)


def _kept(facts: Facts) -> str:
    """Return how many promises are done, empty when none is followed."""
    done = sum(one.status is CommitmentStatus.DONE for one in facts.promises)
    if len(facts.promises) == 1:
        return f"de ene afspraak is {'' if done else 'nog niet '}klaar"
    return f"{done} van de {len(facts.promises)} afspraken klaar" if facts.promises else ""


def _missed(facts: Facts) -> Iterator[str]:
    """Yield each moment that was missed, as long as none came in its place or after it.

    Of one whose meeting was closed with nothing written down it is asked whether anybody came, and of one
    that passed without a word how it was.
    """
    unsure = [
        one
        for one in facts.check_ins
        if any(check_in.is_unsure(one, each, today=facts.as_of) for each in facts.meetings)
    ]
    yield from (f"Was er iemand op het moment van {words.date(one.date)}?" for one in unsure)
    last = check_in.last_held(facts.check_ins, before=facts.as_of)
    for one in check_in.missed(facts.check_ins, today=facts.as_of):
        if one in unsure:
            continue
        if one.moved_to_id is None and one.date < facts.as_of and (last is None or one.date > last.date):
            day = words.date(one.date)
            if one.status is CheckInStatus.PLANNED:
                yield f"Hoe was het moment van {day}? Schrijf het op."
            else:
                yield f"Het moment van {day} ging niet door."


def _wanting(facts: Facts) -> Iterator[str]:
    """Yield how many promises want attention, by what is the matter with them; one can be in several."""
    wanting = commitment_state.wanting(facts.promises)
    counted = Counter(kind for one in wanting for kind in one.kinds)
    for kind, called in LOUD.items():
        if counted[kind]:
            yield f"{words.count(counted[kind], *called)}."


RECIPE = Recipe(
    step=Step.MONITORING,
    title="Houden we elkaar scherp?",
    purpose="Op vaste momenten kijken jullie of iedereen doet wat is beloofd.",
    questions=(
        "Waar zijn we trots op?",
        "Welke afspraak loopt niet, en wat is er nodig?",
        "Welke waarde voelde je te weinig?",
        "Wat stoppen we?",
        "Wie missen we aan tafel?",
    ),
    agenda=(
        (10, "Hoe zit je erbij, in één woord", "kring"),
        (15, "Waarden geven een cijfer, anoniem", "alleen"),
        (40, "Langs de afspraken: alleen wat vastloopt of klaar is", "plenair"),
        (15, "Pauze", ""),
        (10, "Wanneer is het volgende moment?", "plenair"),
    ),
    check=check,
    first=first,
    again="Plan het volgende moment",
)
