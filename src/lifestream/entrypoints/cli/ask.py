"""``lifestream ask``: questions to the library, and answers that cite it."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from lifestream import codec
from lifestream.bootstrap import open_answerer, open_library
from lifestream.config import load_settings
from lifestream.domain.answer import Answer, AnswerSentence, Turn
from lifestream.domain.search import Query
from lifestream.domain.segment import timecode
from lifestream.entrypoints.cli import library_options as o
from lifestream.entrypoints.cli.main import UsageError, usage
from lifestream.entrypoints.cli.options import WriterName
from lifestream.entrypoints.cli.search import Literal, Modalities, Recordings, scope
from lifestream.library.ask import ask as ask_library
from lifestream.library.library import Library
from lifestream.render.wording import date_text
from lifestream.search.answer import turn_of

CONVERSATION = "conversations/last.json"
REMEMBERED = 6
"""Turns that a conversation keeps."""
NEAREST = 3
"""Moments that are named where there is no answer."""


def ask(
    question: Annotated[str | None, typer.Argument(help="Without one, questions are read until there is none.")] = None,
    goes_on: Annotated[bool, typer.Option("--continue", "-c", help="Go on with the last conversation.")] = False,
    first: o.FirstDay = None,
    last: o.LastDay = None,
    recordings: Recordings = None,
    people: o.People = None,
    kinds: o.Kinds = None,
    modalities: Modalities = None,
    tags: o.Tags = None,
    literal: Literal = False,
    writer: Annotated[WriterName | None, typer.Option(help="Who answers.")] = None,
    as_json: o.AsJson = False,
) -> None:
    """Answer a question from your recordings, with citations; say so where they have no answer.

    Not finding an answer is no failure: the exit code is 0 then, too.
    """
    settings = load_settings()
    if writer:
        settings.writer.kind = writer.value
    library = open_library(settings)
    filters = scope(library, o.read_filters(first, last, kinds, people, tags), recordings, modalities)
    turns = _last_turns(library) if goes_on else ()
    answerer = open_answerer(settings)

    def answered(text: str, before: tuple[Turn, ...]) -> tuple[Turn, ...]:
        with usage():
            given = ask_library(
                library,
                Query(text, filters, is_literal=literal),
                before,
                answerer,
                None if as_json else _print_sentence,
            )
        typer.echo(codec.dump(given, indent=2)) if as_json else _print_rest(given, library)
        after = (*before, turn_of(given))[-REMEMBERED:]
        library.blobs.put(CONVERSATION, codec.dump(after))
        return after

    if question is not None:
        answered(question, turns)
        return
    if not sys.stdin.isatty():
        raise UsageError("There is no question.", remedy="Write it behind the command.")
    while text := typer.prompt("?", default="", show_default=False, prompt_suffix=" ").strip():
        turns = answered(text, turns)


def _last_turns(library: Library) -> tuple[Turn, ...]:
    if not library.blobs.exists(CONVERSATION):
        return ()
    return codec.load(tuple[Turn, ...], library.blobs.get(CONVERSATION))


def _print_sentence(sentence: AnswerSentence) -> None:
    """Print one sentence of an answer with the moments that it rests on; what it does not quote is quoted there."""
    mark = " ≈" if sentence.verification.state == "weak" else ""
    o.say(sentence.text + mark, style="bold")
    for citation in sentence.citations:
        day = f" · {date_text(citation.day)}" if citation.day else ""
        quote = "" if citation.quote in sentence.text else f" · “{citation.quote}”"
        where = f"{citation.title}{day} · [{timecode(citation.segment.start)}]{quote}"
        o.say(f"  {where} · {citation.recording.removeprefix('rec_')} {citation.ref}", style="dim")


def _print_rest(given: Answer, library: Library) -> None:
    """Print what there is to say besides the sentences: that there are none, the nearest moments, notes."""
    if not given.is_found:
        o.say("Not found in your recordings.", style="bold")
        if not library.store.recordings():
            o.say("The library is empty: 'lifestream add VIDEO' puts a recording into it.")
        if given.results.hits:
            o.say("The nearest moments:", style="dim")
        for hit in given.results.hits[:NEAREST]:
            entry = library.store.entry(hit.passage.recording)
            line = " ".join(hit.passage.text.split())[:120]
            o.say(f"  {entry.title} · [{timecode(hit.passage.segment.start)}] · {line}", style="dim")
    _print_notes(given)


def _print_notes(given: Answer) -> None:
    lines = list(given.notes)
    for day in given.results.interpretations:
        days = " to ".join(date_text(d) for d in dict.fromkeys((day.first_day, day.last_day)) if d)
        lines.append(f"“{day.text}” was understood as recorded {days}; --literal takes it as words.")
    if given.results.mode == "keyword":
        lines.append(f"Moments were found by words alone: {given.results.why_keyword}.")
    if given.dropped:
        lines.append(f"{given.dropped} of the sentences did not hold and were dropped.")
    if given.is_found:
        quoting = "These sentences are quoted from your recordings." if given.is_quoting else f"By {given.writer}."
        lines.append(quoting)
    for line in lines:
        o.say(line, style="dim")
