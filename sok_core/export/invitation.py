"""The invitation to a meeting, for on the doormat: plain words, in a Word file that people make their own."""

from collections.abc import Iterator
from dataclasses import dataclass

from sok_core.export.meeting import FICTIONAL, Material, when
from sok_core.export.paper import Block, Heading, Paper, Paragraph, Points
from sok_core.model import PromptKind, Step

FILL_IN = "[Vul hier een naam en een telefoonnummer in.]"
PURPOSES = {
    Step.EXPLORATION: "We kijken wie er in onze wijk meedoet, en wie we nog missen.",
    Step.GOALS_VALUES: "We praten over wat jij belangrijk vindt in onze wijk.",
    Step.ROLES: "We praten over wie wat doet in onze wijk.",
    Step.PROJECTS: "We kiezen waar we in onze wijk mee beginnen.",
    Step.SIGNING: "We lezen samen onze afspraken, en zetten er onze handtekening onder.",
    Step.MONITORING: "We kijken wat goed gaat in onze wijk, en wat nog niet lukt.",
}


@dataclass(frozen=True)
class Offer:
    """What makes it easy to come. ``contact`` is who to call; empty takes what the dossier says."""

    has_food: bool = False
    has_childcare: bool = False
    is_accessible: bool = False
    contact: str = ""


def paper(material: Material, offer: Offer) -> Paper:
    """Return the invitation as a paper for Word."""
    return Paper(
        title=material.meeting.title,
        above=f"Uitnodiging · {material.place}",
        subject=f"Uitnodiging voor de bijeenkomst in {material.place} op {when(material.meeting)}",
        facts=tuple(
            (label, value)
            for label, value in (
                ("Wanneer", when(material.meeting)),
                ("Waar", material.meeting.place.strip()),
            )
            if value
        ),
        notices=(FICTIONAL,) if material.is_fictional else (),
        blocks=(
            Paragraph("Beste buurtgenoot,"),
            Paragraph(_opening(material)),
            Heading("Wat gaan we doen?"),
            Points(tuple(_acts(material))),
            *_questions(material),
            Heading("Goed om te weten"),
            Points(tuple(_good_to_know(offer))),
            Heading("Heb je een vraag?"),
            Paragraph(offer.contact.strip() or material.contact.strip() or FILL_IN),
        ),
        footer="",
        made_at=material.made_at,
    )


def _opening(material: Material) -> str:
    return (
        "Kom je ook? Het gaat over energie en een warm huis. "
        f"{PURPOSES[material.meeting.step]} Jij woont hier, dus jouw mening telt."
    )


def _acts(material: Material) -> Iterator[str]:
    if any(prompt.kind is PromptKind.NOTES for prompt in material.prompts):
        yield "Je hoort een paar vragen. Jouw antwoord schrijf je op een briefje, zonder je naam."
        yield "Daarna lezen we samen wat er op de briefjes staat."
    yield "We praten erover. Alleen luisteren mag ook."
    yield "Na afloop krijg je te horen wat we hebben afgesproken."


def _questions(material: Material) -> Iterator[Block]:
    if material.prompts:
        yield Heading("Deze vragen stellen we")
        yield Points(tuple(prompt.text for prompt in material.prompts))


def _good_to_know(offer: Offer) -> Iterator[str]:
    yield "Je hoeft niets voor te bereiden."
    yield "Een telefoon is niet nodig. Er liggen pennen en papier."
    if offer.has_food:
        yield "Er is eten. Je hoeft niets mee te nemen."
    if offer.has_childcare:
        yield "Er is kinderopvang. Neem je kinderen gerust mee."
    if offer.is_accessible:
        yield "Je kunt naar binnen met een rolstoel, een scootmobiel of een rollator."
