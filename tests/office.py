"""The LibreOffice of the tests: `python -m tests.office` finds one, or installs Debian's package.

In this order: the one that SOK_OFFICE names, one that this machine has, Debian's package without a screen (as
root, or with a sudo that asks nothing). Without LibreOffice it ends with an error, because a test that did
not run proves nothing. The module also runs it for tests: each run has a profile of its own.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from tests.program import Missing, Program, install_from_debian

SECONDS = 240
HELP = """\
Er is geen LibreOffice op deze computer, en installeren lukte niet.
De toetsen die een Word-bestand echt openen, kunnen dus niet draaien.
Wat je kunt doen:
- Debian of Ubuntu, met beheerrechten:  apt-get install --no-install-recommends libreoffice-writer-nogui
- je hebt er al een:                    SOK_OFFICE=/pad/naar/soffice make test
"""


class NoOffice(Missing):
    """There is no LibreOffice; the text says to a human what to do."""


OFFICE = Program(
    name="LibreOffice",
    said="LibreOffice",
    variable="SOK_OFFICE",
    names=("soffice", "libreoffice"),
    help=HELP,
    installs=(lambda: install_from_debian(("libreoffice-writer-nogui",)),),
    missing=NoOffice,
    seconds=120,
)
find, ready = OFFICE.find, OFFICE.ready


def to_pdf(body: bytes) -> bytes:
    """Return a Word file as LibreOffice turns it into a PDF."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "stuk.docx").write_bytes(body)
        _start(folder, "--convert-to", "pdf", "--outdir", name, str(folder / "stuk.docx"))
        return (folder / "stuk.pdf").read_bytes()


def _start(folder: Path, *arguments: str) -> None:
    """Run LibreOffice once, without a screen, with a profile in this folder."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [ready(), profile, "--headless", "--norestore", *arguments]
    environment = {**os.environ, "HOME": str(folder)}
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, timeout=SECONDS, check=False
    )
    if done.returncode:
        raise RuntimeError(f"LibreOffice: {done.returncode}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    OFFICE.tell()
