"""A disk that is full, as SQLite sees it: the file may not grow beyond so many pages."""

from contextlib import ExitStack

from sok_core.store import Store

MOST_CONNECTIONS = 40


def leave_room(store: Store, *, pages: int) -> None:
    """Let a dossier file grow by no more than this, through whichever connection it is written."""
    with ExitStack() as stack:
        for _ in range(MOST_CONNECTIONS):
            db = stack.enter_context(store._pool.connection())
            (now,) = db.conn.execute("PRAGMA page_count").fetchone()
            db.conn.execute(f"PRAGMA max_page_count = {now + pages}")
