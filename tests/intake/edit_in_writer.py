"""Edit a Word file in LibreOffice as a reader does, with its own recording of changes; made returned.docx.

Start LibreOffice first, then run this with a Python that has `uno` (Debian: python3-uno):

    soffice --headless --accept="socket,host=localhost,port=2002;urp;" &
    python3 tests/intake/edit_in_writer.py /pad/naar/sent.docx /pad/naar/returned.docx
"""

import sys
from pathlib import Path
from typing import Any

import uno
from com.sun.star.beans import PropertyValue

ADDRESS = "uno:socket,host=localhost,port=2002;urp;StarOffice.ComponentContext"


def option(name: str, value: object) -> Any:
    one = PropertyValue()
    one.Name, one.Value = name, value
    return one


def main(source: str, target: str) -> None:
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    context = resolver.resolve(ADDRESS)
    desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
    document = desktop.loadComponentFromURL(
        Path(source).absolute().as_uri(), "_blank", 0, (option("Hidden", True),)
    )
    document.createInstance("com.sun.star.document.Settings").EmbedFonts = False  # a small file
    document.RecordChanges = True
    replace(document, "twee jaar", "vier jaar")
    replace(document, "uren van de controller", "uren van de boekhouder", most=1)
    add(document, 3, " Is iets geheim, dan leggen we dat uit.")
    anchor(document, 5).setString("")
    move(document, 6, 7)
    document.RecordChanges = False
    add(document, 4, " Ook op papier.")
    document.storeToURL(Path(target).absolute().as_uri(), (option("FilterName", "MS Word 2007 XML"),))
    document.close(True)


def anchor(document: Any, clause_id: int) -> Any:
    return document.Bookmarks.getByName(f"artikel_{clause_id}").Anchor


def add(document: Any, clause_id: int, text: str) -> None:
    """Type behind the last letter of an article, as people do: past the end of its bookmark."""
    where = anchor(document, clause_id)
    cursor = where.Text.createTextCursorByRange(where.End)
    cursor.gotoEndOfParagraph(False)
    where.Text.insertString(cursor, text, False)


def replace(document: Any, old: str, new: str, *, most: int = 99) -> None:
    """Put one text in the place of another, a few times at most."""
    look = document.createSearchDescriptor()
    look.SearchString = old
    found = document.findFirst(look)
    while found is not None and most:
        after = found.End
        found.setString(new)
        found = document.findNext(after, look)
        most -= 1


def move(document: Any, clause_id: int, behind: int) -> None:
    """Cut the words of an article and put them behind another one."""
    where = anchor(document, clause_id)
    cursor = where.Text.createTextCursorByRange(where.Start)
    cursor.gotoEndOfParagraph(True)
    text = cursor.getString().split("\t")[-1]
    cursor.setString("")
    add(document, behind, f" {text}")


if __name__ == "__main__":
    main(*sys.argv[1:3])
