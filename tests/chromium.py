"""The browser of tests, pictures and measurements: `python -m tests.chromium` finds one, or installs one.

In this order: the one that SOK_CHROMIUM names, one that this machine has, Debian's package (as root, or with
a sudo that asks nothing), and at last the one that Playwright downloads. Prints where it is. Without a
browser it ends with an error, because a test that did not run proves nothing.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

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


class NoChromium(Exception):
    """There is no browser; the text says to a human what to do."""


def works(program: str) -> bool:
    """Whether a browser starts at all; Ubuntu has a `chromium-browser` that only prints advice."""
    try:
        answer = subprocess.run(
            [program, "--version"], capture_output=True, text=True, timeout=60, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return False
    return answer.returncode == 0 and "Chrom" in answer.stdout


def downloaded() -> str | None:
    """Return where Playwright keeps its own Chromium, or None when it was not downloaded."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  (a second that nobody needs who has a browser)

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def find(environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the path of a browser that works, or None.

    Raises NoChromium when SOK_CHROMIUM names one that does not work: quietly taking another would mislead.
    """
    if chosen := environment.get("SOK_CHROMIUM"):
        if not works(chosen):
            raise NoChromium(f"SOK_CHROMIUM wijst naar {chosen}, maar daar staat geen Chromium die start.\n")
        return chosen
    for name in NAMES:
        program = shutil.which(name, path=environment.get("PATH"))
        if program and works(program):
            return program
    path = downloaded()
    return path if path and works(path) else None


def run(*command: str) -> bool:
    """Run a command in sight of the user and return whether it succeeded."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        return (
            subprocess.run(command, env=environment, stdout=sys.stderr, timeout=900, check=False).returncode
            == 0
        )
    except (OSError, subprocess.TimeoutExpired):
        return False


def install_debian_package() -> bool:
    """Install Debian's Chromium when that can be done without a password."""
    if not shutil.which("apt-get"):
        return False
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root and not run("sudo", "-n", "true"):
        return False
    first = () if is_root else ("sudo", "-n")
    run(*first, "apt-get", "update", "-q")  # an old list of packages may still do
    install = (*first, "apt-get", "install", "-q", "-y", "--no-install-recommends", LETTERS)
    return any(run(*install, package) for package in PACKAGES)


def install_download() -> bool:
    """Let Playwright download its Chromium into the user's cache."""
    return run(sys.executable, "-m", "playwright", "install", "chromium")


def ready(environment: Mapping[str, str] = os.environ) -> str:
    """Return the path of a browser, installing one when there is none.

    Raises NoChromium, with what to do, when there is none in the end.
    """
    if path := find(environment):
        return path
    for install in (install_debian_package, install_download):
        sys.stderr.write("Geen Chromium gevonden. Ik installeer er een; dat duurt even.\n")
        if install() and (path := find(environment)):
            return path
    raise NoChromium(HELP)


if __name__ == "__main__":
    try:
        sys.stdout.write(f"Chromium: {ready()}\n")
    except NoChromium as error:
        sys.exit(str(error))
