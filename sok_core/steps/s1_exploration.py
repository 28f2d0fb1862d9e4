"""Step 1: who is there, who is missing, who forms the core team."""

from sok_core import core_team
from sok_core.model import Party, PartyStatus, Step
from sok_core.steps.step import Check, Facts, Recipe, count, enumerate_names, late_actions

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
    ]
    if len(seated) < LEAST_PARTIES:
        missing.append(f"Er {'zit' if len(seated) == 1 else 'zitten'} nog {_few(len(seated))} aan tafel.")
    else:
        core = len(facts.core_team)
        if core < core_team.LEAST:
            verb = "zit" if core < 2 else "zitten"
            few = "nog niemand" if core == 0 else f"maar {count(core, 'mens', 'mensen')}"
            missing.append(f"In het kernteam {verb} {few}. Vier tot acht werkt het best.")
    missing += late_actions(facts, Step.EXPLORATION, today=facts.today)
    begun = bool(facts.parties or facts.held(Step.EXPLORATION))
    done = _done(facts, len(seated), len(empty) + len(uncalled))
    return Check(done, tuple(missing), begun, is_complete=True)


def _done(facts: Facts, seated: int, empty: int) -> str:
    if not facts.parties:
        return ""
    chairs = f", {count(empty, 'stoel', 'stoelen')} leeg" if empty else ""
    return f"{seated} aan tafel{chairs}"


def _few(value: int) -> str:
    return "geen partijen" if value == 0 else f"maar {count(value, 'partij', 'partijen')}"


def _chairs(parties: list[Party], one: str, many: str) -> list[str]:
    if not parties:
        return []
    names = [party.short_name for party in parties]
    if len(names) > MOST_NAMES:
        names = [*names[:MOST_NAMES], count(len(names) - MOST_NAMES, "andere partij", "andere partijen")]
    return [(one if len(parties) == 1 else many).format(enumerate_names(names))]


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
)
