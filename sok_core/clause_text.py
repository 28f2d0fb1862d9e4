"""How a clause is worded: a verb for each kind of document, sentences to begin with, and first drafts.

The name of a document does not say how firm its promises are, its words do. So a letter of intent wants, a
covenant tries, a cooperation agreement does, and ground rules agree. All texts are our own.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sok_core import words
from sok_core.model import (
    Aim,
    AimKind,
    DocumentType,
    Project,
    RoleKind,
    RolePart,
    Stance,
    Task,
    Theme,
)

NAMES = {
    DocumentType.LETTER_OF_INTENT: "Intentieverklaring",
    DocumentType.COVENANT: "Convenant",
    DocumentType.COOPERATION_AGREEMENT: "Samenwerkingsovereenkomst",
    DocumentType.GROUND_RULES: "Spelregels",
}
MEANINGS = {
    DocumentType.LETTER_OF_INTENT: "Wat willen we samen? Past bij het begin: ‘wij willen’.",
    DocumentType.COVENANT: "Waar spannen we ons voor in? ‘Wij spannen ons in’.",
    DocumentType.COOPERATION_AGREEMENT: "Wie doet wat, en wanneer? ‘De gemeente doet dit uiterlijk 1 april’.",
    DocumentType.GROUND_RULES: "Hoe gaan we met elkaar om? ‘Wij spreken af’.",
}

# We, one party, several parties; ``when`` is " uiterlijk 1 april 2026", or nothing.
_SENTENCES = {
    DocumentType.LETTER_OF_INTENT: (
        "Wij willen dit{when}: {what}",
        "{who} wil dit{when}: {what}",
        "{who} willen dit{when}: {what}",
    ),
    DocumentType.COVENANT: (
        "Wij spannen ons hiervoor in{when}: {what}",
        "{who} spant zich hiervoor in{when}: {what}",
        "{who} spannen zich hiervoor in{when}: {what}",
    ),
    DocumentType.COOPERATION_AGREEMENT: (
        "Wij doen dit{when}: {what}",
        "{who} doet dit{when}: {what}",
        "{who} doen dit{when}: {what}",
    ),
    DocumentType.GROUND_RULES: (
        "Wij spreken dit af{when}: {what}",
        "{who} spreekt dit af{when}: {what}",
        "{who} spreken dit af{when}: {what}",
    ),
}

# What a party does in a role: as a fact, after "wil", and after "spant zich in om".
_ROLES = {
    RoleKind.LEAD: ("trekt dit", "dit trekken", "dit te trekken"),
    RoleKind.EXECUTOR: ("voert het uit", "het uitvoeren", "het uit te voeren"),
    RoleKind.CO_DECIDER: ("beslist mee", "meebeslissen", "mee te beslissen"),
    RoleKind.ADVISER: ("denkt mee", "meedenken", "mee te denken"),
    RoleKind.FUNDER: (
        "betaalt of regelt wat nodig is",
        "betalen of regelen wat nodig is",
        "te betalen of te regelen wat nodig is",
    ),
    RoleKind.INFORMED: ("blijft op de hoogte", "op de hoogte blijven", "op de hoogte te blijven"),
}
_ROLE_FORMS = {
    DocumentType.LETTER_OF_INTENT: ("{who} wil {what}.", 1),
    DocumentType.COVENANT: ("{who} spant zich in om {what}.", 2),
    DocumentType.COOPERATION_AGREEMENT: ("{who} {what}.", 0),
    DocumentType.GROUND_RULES: ("{who} {what}.", 0),
}


def suggest(
    type: DocumentType,
    *,
    what: str,
    who: Sequence[str] = (),
    due: dt.date | None = None,
    is_all: bool = False,
) -> str:
    """Return a sentence to begin with: who, what and when, with the verb of the kind of document.

    Nobody (yet), or all parties (``is_all``), is "wij".

    >>> suggest(DocumentType.COOPERATION_AGREEMENT, what="geveltuinen", who=["De school"])
    'De school doet dit: geveltuinen.'
    """
    we, one, many = _SENTENCES[type]
    form = we if is_all or not who else one if len(who) == 1 else many
    when = f" uiterlijk {words.date(due, with_year=True)}" if due else ""
    return _ended(form.format(who=words.enumerated(who), when=when, what=_tidy(what)))


def of_theme(type: DocumentType, theme: Theme) -> str:
    """Return a first text from a theme: what the group called it, with the verb of the document."""
    said = suggest(type, what=theme.title or "…")
    return f"{said} {_ended(theme.description)}" if theme.description else said


def of_aim(type: DocumentType, aim: Aim) -> str:
    """Return a first text from a value or a goal, with how you notice it."""
    lead = {
        AimKind.VALUE: f"Wij werken volgens deze waarde: {aim.title}",
        AimKind.GOAL: suggest(type, what=aim.title),
    }
    parts = [_ended(lead[aim.kind]), _ended(aim.meaning)]
    if aim.noticed_by:
        parts.append(f"Dat merk je hieraan: {_ended('; '.join(one.rstrip('.') for one in aim.noticed_by))}")
    return " ".join(part for part in parts if part)


def of_task(type: DocumentType, task: Task, parts: Iterable[RolePart], names: Mapping[int, str]) -> str:
    """Return a first text from a task: a sentence for each party that agreed on a role, or refused one."""
    return " ".join([_ended(task.title), *of_roles(type, parts, names)])


def of_project(
    type: DocumentType, project: Project, parts: Iterable[RolePart], names: Mapping[int, str]
) -> str:
    """Return a first text from a project: its goal, who does what, the first step, and when it is done."""
    sentences = [_ended(project.title), _ended(project.goal), *of_roles(type, parts, names)]
    if project.first_step:
        day = f" ({words.date(project.first_step_on, with_year=True)})" if project.first_step_on else ""
        sentences.append(_ended(f"De eerste stap: {project.first_step.rstrip('.')}{day}"))
    if project.done_when:
        sentences.append(_ended(f"Het is klaar als dit er is: {project.done_when}"))
    return " ".join(one for one in sentences if one)


def of_roles(type: DocumentType, parts: Iterable[RolePart], names: Mapping[int, str]) -> list[str]:
    """Return a sentence for each party, with all the roles that it agreed on, and what it does not do.

    Where a party refuses a role that it agreed on, the group still has to fill in what counts.
    """
    parts = list(parts)
    agreed: dict[int, list[RoleKind]] = defaultdict(list)
    for one in parts:
        if one.stance is Stance.AGREED and one.role not in agreed[one.party_id]:
            agreed[one.party_id].append(one.role)
    order = list(RoleKind)
    form, place = _ROLE_FORMS[type]
    sentences = [
        form.format(
            who=names[party_id],
            what=words.enumerated([_ROLES[role][place] for role in sorted(roles, key=order.index)]),
        )
        for party_id, roles in sorted(
            agreed.items(), key=lambda one: min(map(order.index, one[1]), default=99)
        )
        if roles
    ]
    refused = [one for one in parts if one.stance is Stance.NOT and one.text]
    both = [one for one in refused if one.role in agreed.get(one.party_id, ())]
    limits = _by_party([one for one in refused if one not in both])
    sentences += [_ended(f"{names[each]} doet dit niet: {'; '.join(said)}") for each, said in limits.items()]
    return sentences + [
        f"{names[each]} zei ook: ‘{'; '.join(said)}’. Wat geldt: …" for each, said in _by_party(both).items()
    ]


def _by_party(refused: Iterable[RolePart]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = {}
    for one in refused:
        found.setdefault(one.party_id, []).append(one.text.rstrip("."))
    return found


def agreed(parts: Iterable[RolePart]) -> tuple[int, ...]:
    """Return the parties that agreed on a role; who only wants to hear of it promises nothing."""
    told = RoleKind.INFORMED
    return tuple(
        dict.fromkeys(one.party_id for one in parts if one.stance is Stance.AGREED and one.role is not told)
    )


def means_of(project: Project) -> str:
    """Return the means of a project on one line: money, hours or things, and space."""
    money = f"{words.number(project.budget)} euro" if project.budget else ""
    if money and project.funding:
        money = f"{money} ({project.funding.rstrip('.')})"
    return ", ".join(part for part in (money, project.means, project.space) if part)


def _tidy(text: str) -> str:
    return " ".join(text.split())


def _ended(text: str) -> str:
    """Return a sentence with a sign at its end; nothing stays nothing."""
    return words.ended(_tidy(text))
