"""Markdown: what people typed stays text in it."""

INLINE = r"\`*_[]<$:~"


def label(text: str) -> str:
    """Return a text as the label of a box, where only markdown inside a line counts.

    A screen reader reads the label of a box as it is written, so no more is escaped than must be.
    """
    return "".join(f"\\{sign}" if sign in INLINE else sign for sign in text)


def escape(text: str) -> str:
    """Return a text in which markdown finds nothing to do."""
    return "".join(f"\\{sign}" if sign in r"\`*_{}[]()<>#+-.!|$:~" else sign for sign in text)


def code(text: str) -> str:
    """Return a code as one piece: in a badge it never breaks over two lines, however narrow the screen."""
    return f":gray-badge[{text}]"
