"""Rows of reactions to a frozen version."""

from sok_core.model import Reaction
from sok_core.store.door import Rows


class Reactions(Rows[Reaction]):
    """What parties and residents said of a text."""

    noun = "reaction"
    model = Reaction
