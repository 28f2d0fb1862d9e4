"""Which browser the tests take, tried with small programs that pose as one."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests import chromium
from tests.house.tree import ROOT


def pose_as(path: Path, answer: str) -> str:
    """Write a program that prints an answer, whatever is asked."""
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\n{answer}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_the_browser_that_someone_chose_comes_first(tmp_path: Path) -> None:
    chosen = pose_as(tmp_path / "mine", "echo Chromium 1")
    pose_as(tmp_path / "bin" / "chromium", "echo Chromium 2")
    assert chromium.find({"SOK_CHROMIUM": chosen, "PATH": str(tmp_path / "bin")}) == chosen


@pytest.mark.parametrize("answer", ["exit 1", "echo Firefox 1"])
def test_a_chosen_browser_that_does_not_start_is_not_replaced(tmp_path: Path, answer: str) -> None:
    chosen = pose_as(tmp_path / "mine", answer)
    with pytest.raises(chromium.NoChromium, match="SOK_CHROMIUM wijst naar"):
        chromium.find({"SOK_CHROMIUM": chosen})


def test_a_program_that_only_prints_advice_is_passed_over(tmp_path: Path) -> None:
    pose_as(tmp_path / "bin" / "chromium", "echo 'install the snap'; exit 1")
    chrome = pose_as(tmp_path / "bin" / "google-chrome", "echo Google Chrome 3")
    assert chromium.find({"PATH": str(tmp_path / "bin")}) == chrome


def run_on_a_bare_machine(tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run the program where only the files of tmp_path/bin can be found and nothing can be downloaded."""
    environment = {**os.environ, "PATH": str(tmp_path / "bin"), "PLAYWRIGHT_BROWSERS_PATH": str(tmp_path)}
    environment |= {"PLAYWRIGHT_DOWNLOAD_HOST": "http://127.0.0.1:9", "SOK_CHROMIUM": ""}
    command = [sys.executable, "-m", "tests.chromium"]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("package", chromium.PACKAGES)
def test_a_machine_with_apt_gets_the_lightest_package_that_it_has(tmp_path: Path, package: str) -> None:
    pose_as(tmp_path / "chromium", "echo Chromium 4")
    pose_as(tmp_path / "bin" / "sudo", 'shift; [ "$1" = true ] || exec "$@"')
    calls, target = tmp_path / "calls", tmp_path / "bin" / package
    copies = f'case "$@" in *" {package}") /bin/cp -p {tmp_path}/chromium {target};; install*) exit 1;; esac'
    pose_as(tmp_path / "bin" / "apt-get", f'echo "$@" >> {calls}; {copies}')
    tried = run_on_a_bare_machine(tmp_path)
    assert (tried.returncode, tried.stdout) == (0, f"Chromium: {target}\n")
    update, *installs = calls.read_text(encoding="utf-8").splitlines()
    assert update == "update -q"
    tried_in_order = [line.split()[-1] for line in installs]
    assert tried_in_order == [*chromium.PACKAGES[: chromium.PACKAGES.index(package) + 1]]
    assert all(line.startswith("install ") and chromium.LETTERS in line for line in installs)


def test_without_any_browser_the_run_fails_with_advice(tmp_path: Path) -> None:
    tried = run_on_a_bare_machine(tmp_path)
    assert tried.returncode == 1
    assert "De toetsen in de browser kunnen dus niet draaien." in tried.stderr
    assert "SOK_CHROMIUM=" in tried.stderr
