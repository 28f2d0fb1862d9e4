"""The LibreOffice of the tests: `python -m tests.office` finds one, or installs Debian's package.

In this order: the one that SOK_OFFICE names, one that this machine has, Debian's package without a screen (as
root, or with a sudo that asks nothing). Without LibreOffice it ends with an error, because a test that did
not run proves nothing. The module also runs it for tests: each run has a profile of its own.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.chromium import run

NAMES = ("soffice", "libreoffice")
PACKAGES = ("libreoffice-writer-nogui",)
SECONDS = 240
HELP = """\
Er is geen LibreOffice op deze computer, en installeren lukte niet.
De toetsen die een Word-bestand echt openen, kunnen dus niet draaien.
Wat je kunt doen:
- Debian of Ubuntu, met beheerrechten:  apt-get install --no-install-recommends libreoffice-writer-nogui
- je hebt er al een:                    SOK_OFFICE=/pad/naar/soffice make test
"""


class NoOffice(Exception):
    """There is no LibreOffice; the text says to a human what to do."""


def works(program: str) -> bool:
    """Whether this is a LibreOffice that starts."""
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=120, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "LibreOffice" in answer.stdout


def find(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the path of a LibreOffice that works, or None.

    Raises NoOffice when SOK_OFFICE names one that does not work: quietly taking another would mislead.
    """
    if chosen := environment.get("SOK_OFFICE"):
        if not works(chosen):
            raise NoOffice(f"SOK_OFFICE wijst naar {chosen}, maar daar staat geen LibreOffice die start.\n")
        return chosen
    for name in NAMES:
        program = shutil.which(name, path=environment.get("PATH"))
        if program and works(program):
            return program
    return None


def install() -> bool:
    """Install Debian's LibreOffice when that can be done without a password."""
    if not shutil.which("apt-get"):
        return False
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root and not run("sudo", "-n", "true"):
        return False
    first = () if is_root else ("sudo", "-n")
    run(*first, "apt-get", "update", "-q")  # an old list of packages may still do
    return run(*first, "apt-get", "install", "-q", "-y", "--no-install-recommends", *PACKAGES)


def ready(environment: Mapping[str, str] = os.environ) -> str:
    """Return the path of a LibreOffice, installing one when there is none.

    Raises NoOffice, with what to do, when there is none in the end.
    """
    if path := find(environment):
        return path
    sys.stderr.write("Geen LibreOffice gevonden. Ik installeer er een; dat duurt even.\n")
    if install() and (path := find(environment)):
        return path
    raise NoOffice(HELP)


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
    try:
        sys.stdout.write(f"LibreOffice: {ready()}\n")
    except NoOffice as error:
        sys.exit(str(error))
