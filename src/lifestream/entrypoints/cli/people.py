"""``lifestream people | name | unname``: who speaks, whose voice is remembered, and who is forgotten."""

from __future__ import annotations

import json
import shlex
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from lifestream.bootstrap import read_registry, write_registry
from lifestream.domain.person import Person
from lifestream.domain.speaker import NameSource
from lifestream.entrypoints.cli import library_options as o
from lifestream.entrypoints.cli.main import UsageError
from lifestream.entrypoints.cli.output import save_text
from lifestream.library import people as use
from lifestream.library.find import find
from lifestream.library.forget import Forgotten, forget_voice
from lifestream.library.library import Library
from lifestream.library.recognise import Suggestion
from lifestream.library.recognise import suggestions as suggested
from lifestream.library.voices import doubts
from lifestream.render.wording import count, length_text

people_app = typer.Typer(no_args_is_help=True, help="Know people, and remember or forget their voices.")
Name = Annotated[str, typer.Argument(help="A name, an alias or an id.")]
SOURCES: dict[NameSource, str] = {
    "none": "",
    "voice": "recognised by the voice",
    "slide": "named on a slide",
    "addressed": "called so",
    "self-introduction": "said so",
    "user": "named by you",
}
SpeakerId = Annotated[str, typer.Argument(metavar="SPEAKER", help="Its id in the recording, such as S1.")]


@people_app.command("list")
def list_people(as_json: o.AsJson = False) -> None:
    """List everybody who is known, and whose voice is remembered."""
    library = o.the_library()
    people = library.people.people()
    enrolled = {person.id: len(library.people.enrolments(person.id)) for person in people}
    if as_json:
        rows = [asdict(person) | {"voiceprints": enrolled[person.id]} for person in people]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if not people:
        o.say("Nobody is known yet. 'lifestream name RECORDING S1 \"NAME\"' names who speaks.")
        return
    table = Table(box=None, padding=(0, 2, 0, 0), header_style="dim")
    for column in ("Name", "Role", "Also called", "Voice"):
        table.add_column(column)
    for person in people:
        voice = f"remembered ({count(enrolled[person.id], 'voiceprint')})" if person.remembers_voice else "not kept"
        table.add_row(*map(escape, (person.name, person.role, ", ".join(person.aliases), voice)))
    Console().print(table)


@people_app.command("show")
def show_person(name: Name, as_json: o.AsJson = False) -> None:
    """Show where somebody speaks, how the name is known, and what is remembered of the voice."""
    library = o.the_library()
    person = use.find_person(library, name)
    spoken = tuple(use.heard_of(library, person))
    kept = library.people.enrolments(person.id)
    if as_json:
        rows = [{"recording": h.entry.id, "speaker": h.speaker.id, "known_by": h.speaker.name_source} for h in spoken]
        prints = [{"recording": e.recording, "speaker": e.speaker, "seconds": e.seconds} for e in kept]
        found = asdict(person) | {"speaks_in": rows, "voiceprints": prints}
        typer.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return
    o.say(f"{person.name}{f', {person.role}' if person.role else ''} ({person.id})")
    for heard in spoken:
        source = SOURCES[heard.speaker.name_source]
        spoke = length_text(heard.talk_seconds)
        o.say(f"  {o.when(heard.entry)} · {heard.entry.title} · {heard.speaker.id} spoke {spoke}; {source}")
    for enrolment, score in zip(kept, doubts(kept), strict=True):
        doubt = f"; unlike the others ({score:.2f}): is the name right?" if score is not None else ""
        title = library.store.entry(enrolment.recording).title
        o.say(f"  voiceprint of {length_text(enrolment.seconds)} from {enrolment.speaker} of “{title}”{doubt}")
    if not kept:
        o.say("  No voiceprint is kept.")


@people_app.command("remember")
def remember(name: Name) -> None:
    """Remember somebody's voice, so that it is recognised the next time. Ask the person first."""
    library = o.the_library()
    person = use.find_person(library, name)
    found = use.remember(library, person)
    if found.enrolled:
        o.say(f"The voice of {person.name} is remembered from {count(found.enrolled, 'recording')}.")
    else:
        o.say(f"The voice of {person.name} will be remembered from recordings in which you name it.")
    for heard in found.unsure:
        id = heard.entry.id.removeprefix("rec_")
        o.say(
            f"{heard.speaker.id} of “{heard.entry.title}” only seems to be {person.name}. If it is: "
            f"lifestream name {id} {heard.speaker.id} {shlex.quote(person.name)}",
            style="dim",
        )
    if found.recognised:
        o.say(f"{count(found.recognised, 'name')} changed in other recordings.")


@people_app.command("forget-voice")
def forget(name: Name, as_json: o.AsJson = False) -> None:
    """Forget somebody's voice everywhere; the name stays where the recording or you gave it."""
    library = o.the_library()
    _print_receipt(forget_voice(library, use.find_person(library, name)), "The voice", as_json)


@people_app.command("delete")
def delete(
    name: Name, yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")] = False, as_json: o.AsJson = False
) -> None:
    """Forget a person, the voice and what was recognised by it."""
    library = o.the_library()
    person = use.find_person(library, name)
    if yes or typer.confirm(f"Forget {person.name} and the voice?"):
        _print_receipt(forget_voice(library, person, is_whole=True), "The person and the voice", as_json)


def _print_receipt(gone: Forgotten, what: str, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(asdict(gone), ensure_ascii=False, indent=2))
        return
    o.say(
        f"{what} of {gone.person} are forgotten: {count(gone.enrolments, 'enrolment')}, "
        f"{count(gone.voiceprints, 'voiceprint')} in recordings, {count(gone.artefacts, 'artefact')} that held some, "
        f"{count(gone.names, 'name')} that the voice had given."
    )
    if gone.recordings:
        where = ", ".join(id.removeprefix("rec_") for id in gone.recordings)
        o.say(
            f"Where {gone.person} speaks, the name, the words and the sound are still there: {where}. 'lifestream rm' "
            "erases them; processing one of them again makes its voiceprints again.",
            style="dim",
        )


@people_app.command("rename")
def rename(name: Name, new: Annotated[str, typer.Argument(help="The new name.")]) -> None:
    """Call somebody otherwise, in all recordings."""
    library = o.the_library()
    renamed = use.rename_person(library, use.find_person(library, name), new)
    o.say(f"{renamed.name} was called {name}.")


@people_app.command("merge")
def merge(
    gone: Annotated[str, typer.Argument(help="The one who is no other.")],
    stays: Annotated[str, typer.Argument(help="Who it really is.")],
) -> None:
    """Make one person of two."""
    library = o.the_library()
    merged = use.merge_people(library, use.find_person(library, gone), use.find_person(library, stays))
    o.say(f"{merged.name} is also called {', '.join(merged.aliases)}.")


@people_app.command("suggestions")
def suggestions(
    accept: Annotated[str | None, typer.Option(metavar="RECORDING:SPEAKER", help="Accept one of them.")] = None,
    as_json: o.AsJson = False,
) -> None:
    """Show voices that may be somebody's, and those that contradict a name."""
    library = o.the_library()
    found = suggested(library)
    if as_json:
        rows = [
            asdict(one.match) | {"recording": one.recording, "person": one.person.name, "named": one.named}
            for one in found
        ]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    if accept is not None:
        _accept(library, accept, found)
        return
    for one in found:
        entry = library.store.entry(one.recording)
        named = f" and is called {one.named}" if one.named else ""
        o.say(
            f"{entry.id.removeprefix('rec_')}:{one.match.speaker} in “{entry.title}” sounds like {one.person.name} "
            f"({one.match.score:.2f}){named}."
        )
    o.say("--accept RECORDING:SPEAKER gives the name." if found else "There are none.")


def _accept(library: Library, accept: str, found: tuple[Suggestion, ...]) -> None:
    recording, _, speaker = accept.rpartition(":")
    entry = find(library, recording)
    one = next((s for s in found if (s.recording, s.match.speaker) == (entry.id, speaker)), None)
    if one is None:
        raise UsageError(f"{accept} is none of the suggestions.", remedy="'lifestream people suggestions' shows them.")
    use.name_speaker(library, entry.id, speaker, one.person.name)
    o.say(f"{speaker} of “{entry.title}” is {one.person.name}.")


@people_app.command("import")
def import_people(path: Annotated[Path, typer.Argument(help="A YAML file.")]) -> None:
    """Learn names, roles and aliases from a file."""
    library = o.the_library()
    people = read_registry(path)
    with library.store.transaction():
        for person in people:
            use.make_person(library, person.name, person.role, person.aliases)
    o.say(f"{count(len(people), 'name')} read from {path}.")


@people_app.command("export")
def export_people(path: Annotated[Path | None, typer.Argument(help="A YAML file; printed without.")] = None) -> None:
    """Write names, roles and aliases into a file; voices stay here."""
    library = o.the_library()
    text = write_registry(library.people.people())
    if path is None:
        typer.echo(text, nl=False)
    else:
        backup = save_text(path, text, library.blobs)
        o.say(f"Written to {path}." + (f" What was there is kept as {backup}." if backup else ""))


def name(recording: o.RecordingId, speaker: SpeakerId, called: Annotated[str, typer.Argument(metavar="NAME")]) -> None:
    """Name a speaker of a recording, everywhere in it, at once."""
    library = o.the_library()
    entry = find(library, recording)
    person: Person = use.name_speaker(library, entry.id, speaker, called)
    o.say(f"{speaker} of “{entry.title}” is {person.name}.")
    if not person.remembers_voice:
        o.say(f"The voice is not remembered: lifestream people remember {shlex.quote(person.name)}", style="dim")


def unname(recording: o.RecordingId, speaker: SpeakerId) -> None:
    """Take a speaker's name back, and the voiceprint with it."""
    library = o.the_library()
    entry = find(library, recording)
    gone = use.unname_speaker(library, entry.id, speaker)
    o.say(f"{speaker} of “{entry.title}” has no name; {count(gone, 'voiceprint')} taken back.")
