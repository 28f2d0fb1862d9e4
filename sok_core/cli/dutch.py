"""Click in Dutch: its help, its complaints, and our own errors as one sentence on stderr."""

import sys
from collections.abc import Iterable
from typing import Any

import click

from sok_core.errors import SokError
from sok_core.words import sentence

OF_CLICK = {
    "Options": "Keuzes",
    "Commands": "Opdrachten",
    "Show this message and exit.": "Laat deze uitleg zien.",
    "[required]": "[verplicht]",
    "[default: ": "[anders: ",
}


class Formatter(click.HelpFormatter):
    """The help page with Dutch headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write the line that says how to type a command."""
        names = args.replace("[OPTIONS]", "[KEUZES]").replace("COMMAND [ARGS]...", "OPDRACHT …")
        super().write_usage(prog, names, prefix or "Gebruik: ")

    def write_heading(self, heading: str) -> None:
        """Write a heading."""
        super().write_heading(OF_CLICK.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], *args: Any, **kwargs: Any) -> None:
        """Write a list of options or commands with what they mean."""
        super().write_dl([(name, _in_dutch(text)) for name, text in rows], *args, **kwargs)


def _in_dutch(text: str) -> str:
    for english, dutch in OF_CLICK.items():
        text = text.replace(english, dutch)
    return text


class Context(click.Context):
    """A context that explains itself in Dutch."""

    formatter_class = Formatter


class Command(click.Command):
    """A command that explains itself in Dutch."""

    context_class = Context


class Group(click.Group):
    """Commands together; whatever goes wrong is said in one sentence on stderr.

    Exit code 1: it could not be done. Exit code 2: the command was not typed as it should be.
    """

    context_class = Context
    command_class = Command
    group_class = type

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run a command and leave with its exit code."""
        try:
            code = super().main(*args, **kwargs | {"standalone_mode": False})
        except click.exceptions.NoArgsIsHelpError as error:
            _leave(error.format_message(), 2)
        except click.UsageError as error:
            _leave(complaint(error), 2)
        except click.Abort:
            _leave("Gestopt.", 1)
        except click.ClickException as error:
            _leave(error.message, error.exit_code)
        except SokError as error:
            _leave(sentence(error), 1)
        except OSError as error:
            _leave(f"Dit bestand of deze map lukt niet: {error.filename or error}", 1)
        sys.exit(code if isinstance(code, int) else 0)


def _leave(text: str, code: int) -> None:
    click.echo(text, err=True)
    sys.exit(code)


def complaint(error: click.UsageError) -> str:
    """Return in Dutch what is wrong with a command as it was typed, and where to read how it goes."""
    where = error.ctx.command_path if error.ctx else "python -m sok_core"
    return f"{_what_is_wrong(error)} Kijk bij: {where} --help"


def _what_is_wrong(error: click.UsageError) -> str:
    param = getattr(error, "param", None)
    name = param.opts[0] if isinstance(param, click.Option) else getattr(param, "human_readable_name", "")
    if isinstance(error, click.MissingParameter):
        return f"{name} ontbreekt.{_choices(param)}"
    if isinstance(error, click.NoSuchOption):
        return f"De keuze {error.option_name} bestaat niet."
    if isinstance(error, click.BadOptionUsage):
        return f"Achter {error.option_name} hoort iets te staan."
    if isinstance(error, click.BadParameter):
        return f"{name} kan dit niet zijn.{_choices(param)}"
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return "Deze opdracht bestaat niet."
    return "Er staat te veel of te weinig achter deze opdracht."


def _choices(param: click.Parameter | None) -> str:
    kind = getattr(param, "type", None)
    return f" Kies uit: {', '.join(kind.choices)}." if isinstance(kind, click.Choice) else ""
