"""The browser of tests, pictures and measurements: `python -m tests.chromium` finds one, or installs one.

In this order: the one that SOK_CHROMIUM names, one that this machine has, Debian's package (as root, or with
a sudo that asks nothing), and at last the one that Playwright downloads. Prints where it is. Without a
browser it ends with an error, because a test that did not run proves nothing.
"""

import sys
from pathlib import Path

from tests.program import Missing, Program, install_from_debian, run

SHELL = "chromium-headless-shell"  # Chromium without its own windows and menus: a third less work
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = (SHELL, "chromium")  # the first that there is; older systems have the second only
LETTERS = "fonts-dejavu-core"  # Chromium alone has none on a bare server
HELP = """\
Er is geen Chromium op deze computer, en installeren lukte niet.
De toetsen in de browser kunnen dus niet draaien.
Wat je kunt doen:
- Debian of Ubuntu, met beheerrechten:  apt-get install chromium
- overal, zonder beheerrechten:         .venv/bin/python -m playwright install chromium
- je hebt er al een:                    SOK_CHROMIUM=/pad/naar/chromium make test
"""


class NoChromium(Missing):
    """There is no browser; the text says to a human what to do."""


def downloaded() -> str | None:
    """Return where Playwright keeps its own Chromium, or None when it was not downloaded."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (a second that nobody needs who has a browser)

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install_debian_package() -> bool:
    """Install Debian's Chromium, with letters."""
    return install_from_debian(*((LETTERS, package) for package in PACKAGES))


def install_download() -> bool:
    """Let Playwright download its Chromium into the user's cache."""
    return run(sys.executable, "-m", "playwright", "install", "chromium")


CHROMIUM = Program(
    name="Chromium",
    said="Chrom",
    variable="SOK_CHROMIUM",
    names=NAMES,
    help=HELP,
    installs=(install_debian_package, install_download),
    elsewhere=downloaded,
    missing=NoChromium,
)
find, ready = CHROMIUM.find, CHROMIUM.ready


if __name__ == "__main__":
    CHROMIUM.tell()
