"""Papers in another language: our texts through gettext, a question as the facilitator translated it."""

from dataclasses import dataclass

from sok_core.model import Prompt
from sok_core.words import direction, language_name


@dataclass(frozen=True)
class Asked:
    """A question on paper. ``dutch`` is the Dutch question when ``text`` is its translation, else empty."""

    text: str
    lang: str
    dutch: str = ""


def asked(prompt: Prompt, language: str) -> Asked:
    """Return a question in a language; in Dutch when nobody translated it."""
    translated = dict(prompt.translations).get(language, "").strip()
    return Asked(translated, language, prompt.text) if translated else Asked(prompt.text, "nl")


def setting(language: str) -> dict[str, object]:
    """Return what a template must know of the language of a paper."""
    return {"lang": language, "is_rtl": direction(language) == "rtl"}


def titled(title: str, language: str) -> str:
    """Return the name of a paper, with its language when that is not Dutch.

    >>> titled("Posters", "tr")
    'Posters in het Turks'
    """
    return title if language == "nl" else f"{title} in het {language_name(language)}"
