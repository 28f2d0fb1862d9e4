"""What the papers of an agreement say, for each kind of document. All of it is our own text, at level B1."""

from dataclasses import dataclass

from sok_core.model import DocumentType

CONCEPT = (
    "Dit is een concept. Hoe vast de afspraken zijn, hangt af van de woorden, niet van de naam. "
    "Laat het lezen door iemand die er verstand van heeft."
)
UNSIGNED = (
    "Hoe vast de afspraken zijn, hangt af van de woorden, niet van de naam. "
    "Laat het lezen door iemand die er verstand van heeft, voordat je tekent."
)


@dataclass(frozen=True)
class Wording:
    """How one kind of document says things. ``we`` is over the parties, ``then`` leads to the articles."""

    name: str
    we: str
    then: str
    doing: str
    signing: str
    question: str


WORDINGS = {
    DocumentType.LETTER_OF_INTENT: Wording(
        name="Intentieverklaring",
        we="Wij zijn",
        then="Wij willen samen verder. Hieronder staat wat wij van plan zijn.",
        doing="Wat wij willen doen",
        signing="Wij zetten onze naam eronder",
        question="Wat zijn we samen van plan?",
    ),
    DocumentType.COVENANT: Wording(
        name="Convenant",
        we="De ondergetekenden",
        then="Wij spannen ons samen in voor wat hieronder staat.",
        doing="Waar wij ons voor inspannen",
        signing="Handtekeningen",
        question="Waar spannen we ons samen voor in?",
    ),
    DocumentType.COOPERATION_AGREEMENT: Wording(
        name="Samenwerkingsovereenkomst",
        we="De ondergetekenden",
        then="Wij spreken met elkaar af wat hieronder staat.",
        doing="Wat wij doen",
        signing="Handtekeningen",
        question="Wat spraken we samen af?",
    ),
    DocumentType.GROUND_RULES: Wording(
        name="Spelregels",
        we="Wij doen mee",
        then="Zo werken wij samen.",
        doing="Waar wij ons aan houden",
        signing="Wij doen mee",
        question="Hoe werken we samen?",
    ),
}
