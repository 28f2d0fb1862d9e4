"""Step 1: who is there, who is missing, who forms the core team."""

from sok_core import conversation, core_team, words
from sok_core.conversation import ToSpeak
from sok_core.model import MeetingStatus, Party, PartyStatus, Step
from sok_core.steps.step import Act, Check, Facts, Recipe, late_actions
from sok_core.words import counted

PAGE = "stap_1_verkenning.py"
LEAST_PARTIES = 3
MOST_NAMES = 3


def check(facts: Facts) -> Check:
    """Count the chairs: who sits at the table, which stay empty."""
    seated = [party for party in facts.parties if party.status is PartyStatus.AT_THE_TABLE]
    empty = [party for party in facts.parties if party.status is PartyStatus.MISSING]
    uncalled = [party for party in facts.parties if party.status is PartyStatus.TO_APPROACH]
    missing = [
        *_chairs(empty, "De stoel van {} is nog leeg.", "De stoelen van {} zijn nog leeg."),
        *_chairs(uncalled, "{} is nog niet benaderd.", "{} zijn nog niet benaderd."),
        *_late(facts),
    ]
    if len(seated) < LEAST_PARTIES:
        missing.append(f"Er {'zit' if len(seated) == 1 else 'zitten'} nog {_few(len(seated))} aan tafel.")
    else:
        core = len(facts.core_team)
        if core < core_team.LEAST:
            verb = "zit" if core < 2 else "zitten"
            few = "nog niemand" if core == 0 else f"maar {counted(core, 'mens', 'mensen')}"
            missing.append(f"In het kernteam {verb} {few}. Vier tot acht werkt het best.")
    missing += late_actions(facts, Step.EXPLORATION, today=facts.today)
    begun = bool(facts.parties or facts.held(Step.EXPLORATION))
    done = _done(facts, len(seated), len(empty) + len(uncalled))
    return Check(done, tuple(missing), begun, is_complete=True)


def _late(facts: Facts) -> list[str]:
    """Return a sentence for the visits, and one for the talks, whose day has passed."""
    late = [
        one
        for one in conversation.to_speak(facts.parties, facts.conversations)
        if one.is_late(facts.as_of) and one.party.status is not PartyStatus.AT_THE_TABLE
    ]
    visits = [one for one in late if not one.has_tried]
    talks = [one for one in late if one.has_tried]
    return [
        *_days(facts, visits, "Bij {} zou iemand langsgaan op {}.", "Bij {} zou al iemand zijn geweest."),
        *_days(facts, talks, "Met {} zou een gesprek zijn op {}.", "Met {} zou al een gesprek zijn geweest."),
    ]


def _days(facts: Facts, late: list[ToSpeak], one: str, many: str) -> list[str]:
    if len(late) == 1 and late[0].by is not None:
        day = words.day(late[0].by, with_year=late[0].by.year != facts.as_of.year)
        return [one.format(late[0].party.short_name, day)]
    return _chairs([each.party for each in late], many, many)


def first(facts: Facts) -> Act | None:
    """Return what is done before an evening is planned: write down parties, go there, form the core team."""
    if len(facts.parties) < LEAST_PARTIES:
        why = "Begin met wie jullie al kennen. Tien namen is genoeg voor een eerste avond."
        return Act("Schrijf de partijen op", why, PAGE, {"deel": "partijen"})
    if late := _late(facts):
        return Act("Bekijk de gesprekken", late[0], PAGE, {"deel": "gesprekken"})
    seated = sum(party.status is PartyStatus.AT_THE_TABLE for party in facts.parties)
    is_held = any(meeting.status is MeetingStatus.CLOSED for meeting in facts.of(Step.EXPLORATION))
    if is_held and seated >= LEAST_PARTIES and len(facts.core_team) < core_team.LEAST:
        return Act("Vorm het kernteam", core_team.advice(facts.core_team), PAGE, {"deel": "kernteam"})
    return None


def _done(facts: Facts, seated: int, empty: int) -> str:
    if not facts.parties:
        return ""
    chairs = f", {counted(empty, 'stoel', 'stoelen')} leeg" if empty else ""
    return f"{seated} aan tafel{chairs}"


def _few(value: int) -> str:
    return "geen partijen" if value == 0 else f"maar {counted(value, 'partij', 'partijen')}"


def _chairs(parties: list[Party], one: str, many: str) -> list[str]:
    if not parties:
        return []
    names = [party.short_name for party in parties]
    if len(names) > MOST_NAMES:
        names = [*names[:MOST_NAMES], counted(len(names) - MOST_NAMES, "andere partij", "andere partijen")]
    return [(one if len(parties) == 1 else many).format(words.enumerated(names))]


RECIPE = Recipe(
    step=Step.EXPLORATION,
    title="Wie doen er mee?",
    purpose="Jullie leren de partijen kennen, zien wie er mist en vormen een kernteam.",
    questions=(
        "Wie moet er aan tafel zitten?",
        "Wie kennen we nog niet, maar hebben we wel nodig?",
        "Wie kent deze groep goed?",
        "Wie heeft er last van als ons plan lukt?",
        "Bij wie lopen mensen zomaar binnen?",
    ),
    agenda=(
        (15, "Welkom en voorstelronde", "kring"),
        (40, "Kaart van de partijen op de vloer", "in groepjes"),
        (15, "Pauze", ""),
        (30, "Wie missen we, en wie belt?", "plenair"),
        (20, "Wie zit er in het kernteam?", "kring"),
    ),
    check=check,
    first=first,
)
