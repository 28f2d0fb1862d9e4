"""A program that tests need: the one that somebody chose, one that this machine has, or a new one."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass

MINUTES_TO_INSTALL = 15


class Missing(Exception):
    """There is no such program; the text says to a human what to do."""


def run(*command: str) -> bool:
    """Run a command in sight of the user and return whether it succeeded."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    seconds = MINUTES_TO_INSTALL * 60
    try:
        done = subprocess.run(command, env=environment, stdout=sys.stderr, timeout=seconds, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def install_from_debian(*choices: tuple[str, ...]) -> bool:
    """Install the first of these sets of packages that there is, when that can be done without a password."""
    if not shutil.which("apt-get"):
        return False
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    if not is_root and not run("sudo", "-n", "true"):
        return False
    first = () if is_root else ("sudo", "-n")
    run(*first, "apt-get", "update", "-q")  # an old list of packages may still do
    install = (*first, "apt-get", "install", "-q", "-y", "--no-install-recommends")
    return any(run(*install, *packages) for packages in choices)


@dataclass(frozen=True)
class Program:
    """One program. ``said`` is what its ``--version`` tells, ``variable`` the setting that names one.

    ``elsewhere`` finds one that no folder of programs has; ``installs`` are tried one after the other.
    """

    name: str
    said: str
    variable: str
    names: tuple[str, ...]
    help: str
    installs: tuple[Callable[[], bool], ...]
    elsewhere: Callable[[], str | None] = lambda: None
    missing: type[Missing] = Missing
    seconds: int = 60

    def works(self, path: str) -> bool:
        """Whether it starts at all; some only print advice."""
        try:
            answer = subprocess.run(
                [path, "--version"], capture_output=True, text=True, timeout=self.seconds, check=False
            )
        except (OSError, subprocess.TimeoutExpired):
            return False
        return answer.returncode == 0 and self.said in answer.stdout

    def find(self, environment: Mapping[str, str] = os.environ) -> str | None:
        """Return the path of one that works, or None.

        Raises ``missing`` when the setting names one that fails: quietly taking another would mislead.
        """
        if chosen := environment.get(self.variable):
            if not self.works(chosen):
                raise self.missing(
                    f"{self.variable} wijst naar {chosen}, maar daar staat geen {self.name} die start.\n"
                )
            return chosen
        for name in self.names:
            path = shutil.which(name, path=environment.get("PATH"))
            if path and self.works(path):
                return path
        path = self.elsewhere()
        return path if path and self.works(path) else None

    def ready(self, environment: Mapping[str, str] = os.environ) -> str:
        """Return the path of one, installing it when there is none.

        Raises ``missing``, with what to do, when there is none in the end.
        """
        if path := self.find(environment):
            return path
        for install in self.installs:
            sys.stderr.write(f"Geen {self.name} gevonden. Ik installeer er een; dat duurt even.\n")
            if install() and (path := self.find(environment)):
                return path
        raise self.missing(self.help)

    def tell(self) -> None:
        """Print where it is; end with an error when there is none."""
        try:
            sys.stdout.write(f"{self.name}: {self.ready()}\n")
        except Missing as error:
            sys.exit(str(error))
