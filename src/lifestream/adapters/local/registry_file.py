"""A file of names: people, their roles and their other names, as YAML that a person can write."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import yaml

from lifestream.domain.person import Person
from lifestream.errors import InputError

LARGEST = 1_000_000
"""Bytes that such a file may have."""
MOST = 10_000
LONGEST = 100
"""How many people, and how many characters a name has at most."""
FORM = "Write a list 'people:' whose entries have 'name:', and where you like 'role:' and 'aliases: [...]'."


class _PlainLoader(yaml.SafeLoader):  # type: ignore[misc]
    """Reads plain data. Anchors are refused: a few lines of them unfold to gigabytes."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("it has aliases (*name)")
        return super().compose_node(parent, index)


def read_registry(path: Path) -> tuple[Person, ...]:
    """Read people, without ids, from a file.

    Raises:
        InputError: it cannot be read, or is not such a file; the message says where.
    """
    try:
        with path.open("rb") as file:  # a device has no size, and no end
            content = file.read(LARGEST + 1)
        if len(content) > LARGEST:
            raise InputError(f"{path} has more than {LARGEST:,} bytes: that is no list of names.", remedy=FORM)
        data = yaml.load(content.decode("utf-8"), _PlainLoader)  # noqa: S506 (a SafeLoader)
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}.", remedy="Check its name.") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError, ValueError) as error:
        cause = " ".join(str(error).split())[:200]
        raise InputError(f"{path} is no YAML that can be used: {cause}.", remedy=FORM) from error
    rows = data.get("people") if isinstance(data, dict) else data
    if not isinstance(rows, list) or len(rows) > MOST:
        raise InputError(f"{path} has no list of people.", remedy=FORM)
    return tuple(_person(row, number, path) for number, row in enumerate(rows, start=1))


def write_registry(people: Sequence[Person]) -> str:
    """People as such a file; voices do not leave the library."""
    rows = [
        {"name": p.name, **({"role": p.role} if p.role else {}), **({"aliases": list(p.aliases)} if p.aliases else {})}
        for p in people
    ]
    text: str = yaml.safe_dump({"people": rows}, allow_unicode=True, sort_keys=False)
    return text


def _person(row: object, number: int, path: Path) -> Person:
    fields: dict[str, Any] = {"name": row} if isinstance(row, str) else row if isinstance(row, dict) else {}
    aliases = fields.get("aliases") or []
    texts = [fields.get("name"), fields.get("role") or "", *(aliases if isinstance(aliases, list) else [None])]
    is_plain = all(isinstance(text, str) and len(text) <= LONGEST and text.isprintable() for text in texts)
    unknown = set(fields) - {"name", "role", "aliases"}
    if not is_plain or not str(fields.get("name") or "").strip() or unknown:
        what = f"has “{min(map(str, unknown))}”" if unknown else "has no usable name, role or aliases"
        raise InputError(f"Entry {number} of {path} {what}.", remedy=FORM)
    return Person("", fields["name"].strip(), texts[1], tuple(aliases))
