"""Two people at one form: whoever saves second loses nothing, and overwrites nothing that he did not see."""

from collections.abc import Mapping
from typing import Any


def changed(
    typed: Mapping[str, Any], *, before: Mapping[str, Any], now: Mapping[str, Any]
) -> tuple[dict[str, Any], str | None]:
    """Return the fields that differ from what their writer saw, and the first that another changed too.

    Two who changed a field to the same do not stand in each other's way.

    >>> changed({"a": 1, "b": 2}, before={"a": 1, "b": 1}, now={"a": 3, "b": 1})
    ({'b': 2}, None)
    >>> changed({"a": 2}, before={"a": 1}, now={"a": 3})
    ({'a': 2}, 'a')
    """
    own = {field: value for field, value in typed.items() if value != before[field]}
    clash = next((field for field, value in own.items() if now[field] not in (before[field], value)), None)
    return own, clash
