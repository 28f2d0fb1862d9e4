"""Markdown: what people typed stays text in it."""


def escape(text: str) -> str:
    """Return a text in which markdown finds nothing to do."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+-.!|$:~" else sign for sign in text)
