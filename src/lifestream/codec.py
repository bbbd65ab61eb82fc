"""Domain values to and from JSON: the only place that knows how."""

from __future__ import annotations

import hashlib
import json
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from lifestream.errors import ModelError

T = TypeVar("T")


_adapters: dict[Any, TypeAdapter[Any]] = {}


def _adapter(kind: Any) -> TypeAdapter[Any]:
    """The adapter of a type; building one takes milliseconds, so that each is kept."""
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(kind)
    return _adapters[kind]


def dump(value: object, *, indent: int | None = None) -> bytes:
    """Write a domain value as UTF-8 JSON; the same value always gives the same bytes."""
    return _adapter(type(value)).dump_json(value, indent=indent)


def load(kind: type[T], data: bytes | str) -> T:
    """Read a domain value back.

    Raises:
        ModelError: the JSON is not a ``kind``.
    """
    try:
        value: T = _adapter(kind).validate_json(data)
    except ValidationError as error:
        raise ModelError(f"this is not a stored {kind.__name__}: {error.error_count()} fields do not fit") from error
    return value


def schema(kind: type[Any]) -> dict[str, Any]:
    """The JSON Schema (2020-12) of a domain type."""
    return _adapter(kind).json_schema(mode="serialization")


def fingerprint(*values: object) -> str:
    """A sha256 over domain values and plain JSON data, in order, as 64 hexadecimal digits."""
    digest = hashlib.sha256()
    for value in values:
        plain = value is None or isinstance(value, str | int | float | bool | list | tuple | dict)
        digest.update(json.dumps(value, sort_keys=True, default=str).encode() if plain else dump(value))
        digest.update(b"\0")
    return digest.hexdigest()
