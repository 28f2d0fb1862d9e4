"""`python -m benchmarks [--only room --only paint] [--quick]`: measure, print, and keep the figures."""

import argparse
import sys

from benchmarks import (
    agreement,
    ballot,
    crash,
    drag,
    following,
    network,
    no_op,
    pages,
    paint,
    room,
    start,
    summary,
)
from benchmarks.report import write

PARTS = {
    "no_op": (no_op, "Leeg verzoek"),
    "room": (room, "Zaal"),
    "ballot": (ballot, "Stippen"),
    "paint": (paint, "Op het doek"),
    "drag": (drag, "Verzamelen"),
    "crash": (crash, "Stekker eruit"),
    "pages": (pages, "Pagina's"),
    "start": (start, "Starten"),
    "summary": (summary, "Samenvatting"),
    "network": (network, "Netwerk"),
    "agreement": (agreement, "Afspraken"),
    "following": (following, "Volgen"),
}


def main() -> int:
    """Measure what was asked for; 1 when a goal was missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--only", action="append", choices=list(PARTS), help="measure this part; may be given more than once"
    )
    parser.add_argument(
        "--quick", action="store_true", help="shorter and rougher; docs/metingen.md stays as it is"
    )
    chosen = parser.parse_args()
    sections = []
    for name in chosen.only or PARTS:
        module, title = PARTS[name]
        print(f"\n{title} ({name})", flush=True)
        sections.append(module.measure(quick=chosen.quick))
    if not chosen.quick:
        write(sections, order=[title for _, title in PARTS.values()])
    return 0 if all(section.ok for section in sections) else 1


if __name__ == "__main__":
    sys.exit(main())
