"""Somebody who looks on as docs/protocol.md says: reads the state once, then folds what he hears onto it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

State = dict[str, Any]


@dataclass
class Receiver:
    """``read`` fetches the state anew; everything that ever reached this receiver is in ``heard``."""

    read: Callable[[], State]
    heard: str = ""
    resets: int = 0
    state: State = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.begin()

    def begin(self) -> None:
        self.state = self.read()
        self.heard += json.dumps(self.state, ensure_ascii=False)

    def hear(self, message: bytes) -> None:
        """Take one server-sent event."""
        text = message.decode()
        self.heard += text
        fields = dict(line.split(": ", 1) for line in text.splitlines() if line and not line.startswith(":"))
        if fields.get("event") == "reset":
            self.resets += 1
            self.begin()
        elif "data" in fields:
            data = json.loads(fields["data"])
            assert int(fields["id"]) == data["version"]
            self.state["version"] = data["version"]
            for change in data["changes"]:
                self.fold(change)

    def fold(self, change: State) -> None:
        """Apply one change."""
        kind, values = change["kind"], {name: value for name, value in change.items() if name != "kind"}
        match kind:
            case "note":
                self._put("notes", values)
            case "own":
                self._put("own", values)
            case "gone":
                for name in ("notes", "own"):
                    self._drop(name, values["id"])
            case "count":
                self.state |= {"count": values["notes"], "hidden": values["hidden"]}
            case (
                _
            ):  # meeting, presence, and what only the facilitator hears: values that take the old one's place
                self.state |= values

    def _put(self, name: str, note: State) -> None:
        self._drop(name, note["id"])
        self.state[name].append(note)

    def _drop(self, name: str, note_id: int) -> None:
        if name in self.state:
            self.state[name] = [note for note in self.state[name] if note["id"] != note_id]

    def seen(self) -> State:
        """Return the state without what time alone changes, its notes by number."""
        return comparable(self.state)


def comparable(state: State) -> State:
    kept = {name: value for name, value in state.items() if name not in ("now", "version")}
    for name in {"notes", "own"} & kept.keys():
        kept[name] = sorted(kept[name], key=lambda note: note["number"])
    return kept
