"""Rows and dataclasses: how a value of the model is written in SQLite, and read back."""

import datetime as dt
import json
import types
import typing
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import fields
from enum import StrEnum
from functools import cache, lru_cache
from typing import Any, TypeVar

T = TypeVar("T")

_READ: dict[type, Callable[[Any], Any]] = {
    dt.datetime: dt.datetime.fromisoformat,
    dt.date: dt.date.fromisoformat,
    dt.time: dt.time.fromisoformat,
    bool: bool,
}


def encode(value: Any) -> Any:
    """Return a model value as SQLite keeps it: times in ISO, booleans 0 or 1, tuples as JSON."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat()
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, StrEnum):
        return str(value)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False)
    return value


def encode_row(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row as SQLite keeps it."""
    return {name: encode(value) for name, value in values.items()}


def decode(cls: type[T], row: Mapping[str, Any], **more: Any) -> T:
    """Build a dataclass from a row; columns it has no field for are passed over."""
    return decoder(cls, tuple(row))(tuple(row.values()), **more)


def decoder(cls: type[T], columns: tuple[str, ...]) -> Callable[..., T]:
    """Return what builds a dataclass from the values of a row that has these columns, in this order."""
    return typing.cast(Callable[..., T], _decoder(typing.cast(Hashable, cls), columns))


@cache
def _decoder(cls: Hashable, columns: tuple[str, ...]) -> Callable[..., Any]:
    place = {name: at for at, name in enumerate(columns)}
    plan = [(name, place[name], read) for name, read in _readers(cls).items() if name in place]

    def built(row: Sequence[Any], **more: Any) -> Any:
        values = {
            name: row[at] if read is None or row[at] is None else read(row[at]) for name, at, read in plan
        }
        return typing.cast(Any, cls)(**values, **more)

    return built


@cache
def _readers(cls: Hashable) -> dict[str, Callable[[Any], Any] | None]:
    hints = typing.get_type_hints(cls)
    return {field.name: _reader(hints[field.name]) for field in fields(typing.cast(Any, cls))}


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    if isinstance(hint, types.UnionType):
        hint = next(arm for arm in typing.get_args(hint) if arm is not type(None))
    if typing.get_origin(hint) is tuple:
        return _tuple
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint
    return _READ.get(hint)


@lru_cache(maxsize=4096)  # most of these are short and equal: no parties, the same parties
def _tuple(text: str) -> tuple[Any, ...]:
    return tuple(_frozen(each) for each in json.loads(text))


def _frozen(value: Any) -> Any:
    return tuple(_frozen(each) for each in value) if isinstance(value, list) else value
