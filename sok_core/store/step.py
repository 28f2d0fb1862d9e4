"""Rows of marks: done, skipped, once more, and why."""

from typing import Any

from sok_core.model import Step, StepMark
from sok_core.store.door import Door


class StepMarks(Door[StepMark]):
    """Marks on steps, the newest last."""

    noun = "step_mark"
    model = StepMark

    def latest(self) -> dict[Step, StepMark]:
        """Return the mark that counts for each step that has one."""
        return {mark.step: mark for mark in self.where()}

    def add(self, **values: Any) -> None:
        """Add a mark; earlier ones stay as history."""
        self._insert(**values)
        self._changed()
