"""Which recording somebody means."""

from __future__ import annotations

from lifestream.domain.entry import Entry
from lifestream.errors import InputError, NotFoundError
from lifestream.library.library import Library


def find(library: Library, wanted: str) -> Entry:
    """The recording of an id, of the beginning of one, of a title or of a file's name.

    Raises:
        NotFoundError: nothing is called so.
        InputError: several are.
    """
    text = wanted.strip().casefold()
    entries = library.store.entries()
    for is_meant in (
        lambda e: e.id.casefold() == text,
        lambda e: text in {e.title.casefold(), e.filename.casefold()},
        lambda e: len(text) > 1 and (e.id.casefold().startswith(text) or e.id.casefold().startswith(f"rec_{text}")),
        lambda e: len(text) > 1 and text in e.title.casefold(),
    ):
        found = [entry for entry in entries if is_meant(entry)]
        if len(found) == 1:
            return found[0]
        if found:
            several = ", ".join(f"{entry.id} ({entry.title})" for entry in found[:5])
            raise InputError(f"“{wanted}” may be any of {len(found)} recordings.", remedy=f"Use an id: {several}.")
    raise NotFoundError(f"There is no recording “{wanted}” in the library.", remedy="'lifestream list' shows them all.")
