from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

import pytest
from tests.builders import RECORDED_AT, WordEmbedder, dialogue, keyframe, slide

from lifestream.adapters.language.extractive_writer import ExtractiveWriter
from lifestream.domain.chunk import Chunk
from lifestream.domain.notes import ChunkNotes
from lifestream.domain.scene import TextLine
from lifestream.domain.segment import Segment
from lifestream.domain.speaker import Speaker
from lifestream.ports.writer import WritingContext

PEOPLE = {"A": Speaker("S1", "Ana Silva"), "B": Speaker("S2", "Ben Carter"), "C": Speaker("S3", "Chloe Martin")}


def notes_of(text: str, language: str = "en") -> ChunkNotes:
    """Notes about a talk written as ``A: …`` lines; the recording is of Tuesday, 3 November 2026."""
    lines = [line.strip().split(": ", 1) for line in text.strip().splitlines()]
    utterances = dialogue(*((PEOPLE[who].id, said) for who, said in lines))
    people = tuple(PEOPLE.values())
    chunk = Chunk(0, Segment(0, utterances[-1].segment.end + 1), utterances, speakers=people)
    return ExtractiveWriter(WordEmbedder()).write(chunk, WritingContext(RECORDED_AT, people, language))


DECISIONS = {
    "announced, then said": (
        "A: So it is decided.\nA: We move the launch to the 24th of November.\nB: Thanks.",
        "move the launch",
    ),
    "agreed": ("A: Okay, we agreed to hire two more nurses.\nB: Right.", "hire two more nurses"),
    "all agreed": ("A: So we're all agreed that the gala takes place in June.\nB: Yes.", "gala"),
    "approved": ("B: So the approved budget is 18,500 euros.\nA: Great.", "18,500"),
    "going with": ("A: Then we're going with the blue design.\nB: Finally.", "blue design"),
    "go with": ("A: Let's go with the second supplier.\nB: Fine by me.", "second supplier"),
    "proposal and yes": ("A: Shall we move the call to Thursday morning?\nB: Yes, good idea.", "call to Thursday"),
    "why don't we": ("A: Why don't we rent the big tent for the festival?\nC: Sounds good.", "rent the big tent"),
    "I suggest": (
        "A: I suggest we cancel the print edition this year.\nB: Agreed.\nC: Me too.",
        "cancel the print edition",
    ),
    "how about": ("B: How about we invite the parents as well?\nA: Perfect, let's do that.", "invite the parents"),
    "we will and all right": (
        "A: We will drop the PDF export from this release.\nB: All right.",
        "drop the PDF export",
    ),
    "after a yes": ("B: It costs too much.\nA: I agree with Ben. We will drop the export.", "drop the export"),
    "then we keep": (
        "B: Would Saturday work?\nC: Yes.\nA: Good. Then we keep Saturday as the moving day.",
        "Saturday as the moving day",
    ),
    "settles it": (
        "C: The hospital would lend it for free.\nA: That settles it. We borrow the mobile freezer.",
        "borrow the mobile freezer",
    ),
    "not doing": ("A: So we're not going to renew the contract with Miller.\nB: Right.", "renew the contract"),
    "vote": (
        "A: Everybody in favour? Five, six, seven. The motion to repaint the hall is carried.\nB: Good.",
        "repaint",
    ),
    "taken on": (
        "A: We will switch the newsletter to monthly.\nB: I'll tell the designers tomorrow.",
        "newsletter to monthly",
    ),
    "no objections": (
        "A: I propose that we close the office on Friday. Any objections?\nB: No objections.",
        "close the",
    ),
    "it is": ("A: Blue or green?\nB: Blue.\nC: Blue.\nA: Blue it is.", "blue"),
    "decision is": ("A: My decision is that the museum stays open on Mondays.\nB: Okay.", "museum stays open"),
    "passive": ("A: All right, so the trip to Rome is cancelled then.\nB: Sadly, yes.", "trip to Rome is cancelled"),
    "green light": ("A: The board gave the green light for the new roof.\nB: Wonderful.", "new roof"),
    "settled on": ("C: We have settled on the wooden floor for the gym.\nA: Good.", "wooden floor"),
    "stick with": ("A: We'll stick with the current schedule.\nB: Okay.", "current schedule"),
    "opted": ("A: We've chosen Dock Nine as the venue.\nB: Nice.", "Dock Nine"),
}


@pytest.mark.parametrize(("talk", "words"), DECISIONS.values(), ids=DECISIONS)
def test_what_was_settled_becomes_a_decision(talk: str, words: str) -> None:
    decisions = notes_of(talk).decisions
    assert [words.casefold() in d.text.casefold() for d in decisions] == [True], [d.text for d in decisions]


UNDECIDED = {
    "rejected": "A: Shall we move the call to Thursday?\nB: No, that doesn't work for me.",
    "but": "A: I suggest we cancel the print edition.\nB: Yes, but the sponsors would be angry.",
    "not decided": "A: We have not decided on the venue yet.\nB: Right.",
    "conditional": "A: If we agreed to the price, we would sign on Monday.\nB: Okay.",
    "to be decided": "A: We still have to decide where the party takes place.\nB: Yes.",
    "history": "A: The council decided in 1912 to build the bridge.\nB: Interesting.",
    "last year": "A: Last year we agreed to share the costs.\nB: I remember.",
    "running the meeting": "A: Let's start with the budget report.\nB: Okay.",
    "next topic": "A: Let's talk about the summer camp now.\nB: Sure.",
    "state": "A: We will have about 600 doses in stock.\nB: Okay.",
    "perhaps": "A: Maybe we should paint the fence.\nB: Hmm, I don't know.",
    "another topic between": (
        "A: Let's use that number in the announcement.\nA: Now the launch budget.\n"
        "A: Ben, you asked for 22,000 euros.\nB: Yes."
    ),
    "greeting": "A: Good morning, everyone.\nB: Morning, Ana.\nC: Hello.",
    "told": "A: They agreed to meet at the station and then he said yes.\nA: It was raining.",
}


@pytest.mark.parametrize("talk", UNDECIDED.values(), ids=UNDECIDED)
def test_what_was_not_settled_becomes_none(talk: str) -> None:
    notes = notes_of(talk)
    assert [d.text for d in notes.decisions] == []
    assert [a.claim.text for a in notes.actions] == []


@dataclass(frozen=True)
class Task:
    owner: str | None
    words: str
    due: str | None = None


ACTIONS = {
    "promise": ("B: I will fix the login crash by Friday.\nA: Great.", Task("S2", "fix the login crash", "2026-11-06")),
    "short promise": ("C: I'll send the draft to the printer tomorrow.\nA: Ok.", Task("S3", "draft", "2026-11-04")),
    "going to": ("B: I'm going to call the landlord today.\nA: Good.", Task("S2", "call the landlord", "2026-11-03")),
    "request": ("A: Can you book the room?\nB: Sure, by Thursday.", Task("S2", "book the room", "2026-11-05")),
    "could you please": ("A: Could you please print the flyers?\nC: Will do.", Task("S3", "print the flyers")),
    "by name": (
        "A: Chloe, can you order the chairs?\nB: We need forty.\nC: Okay.",
        Task("S3", "order the chairs"),
    ),
    "please": (
        "A: And please also prepare a rollback plan.\n"
        "B: Sure. I will write the rollback plan and share it by Thursday.",
        Task("S2", "rollback plan", "2026-11-05"),
    ),
    "you will get": (
        "A: Please send me the list.\nB: You will get the list by Wednesday the 11th.",
        Task("S2", "list", "2026-11-11"),
    ),
    "somebody should": (
        "A: Somebody has to call the plumber.\nC: Leave that with me.",
        Task("S3", "call the plumber"),
    ),
    "who can": ("A: Who can bring the projector?\nB: I can do that.", Task("S2", "bring the projector")),
    "volunteer with date": (
        "A: We need to update the website.\nB: I'll take care of that by next Monday.",
        Task("S2", "update the website", "2026-11-09"),
    ),
    "assigned": ("A: Ben will prepare the demo by Monday.\nC: Good.", Task("S2", "prepare the demo", "2026-11-09")),
    "assigned to somebody absent": (
        "A: Peter is going to organize the tickets.\nB: Fine.",
        Task("Peter", "organize the tickets"),
    ),
    "let me": (
        "A: How much was it?\nB: Let me check the invoice by tomorrow.",
        Task("S2", "check the invoice", "2026-11-04"),
    ),
    "date first": (
        "B: By Friday I will send you the slides.\nA: Thanks.",
        Task("S2", "send Ana the slides", "2026-11-06"),
    ),
    "date after": (
        "C: I'll write the report. By the 12th of November.\nA: Ok.",
        Task("S3", "write the report", "2026-11-12"),
    ),
    "corrected": (
        "B: I'll finish the plan by Thursday.\nB: No wait, make it Friday.\nA: Fine.",
        Task("S2", "finish the plan", "2026-11-06"),
    ),
    "next week": (
        "B: I will meet the supplier next week.\nA: Good.",
        Task("S2", "meet the supplier", "2026-11-13"),
    ),
    "end of the month": (
        "C: I'll deliver the first version by the end of November.\nA: Good.",
        Task("S3", "deliver the first version", "2026-11-30"),
    ),
    "want somebody to": (
        "A: Ben, I'd like you to review the contract.\nB: Okay, no problem.",
        Task("S2", "review the contract"),
    ),
    "pronoun": (
        "A: The press release is still missing.\nC: I will write it by Monday.",
        Task("S3", "write [the press release]", "2026-11-09"),
    ),
    "heard without its subject": (
        "A: What about the freezer?\nC: It will call Doctor Lopez by Tuesday the 10th.",
        Task("S3", "call Doctor Lopez", "2026-11-10"),
    ),
    "homework": ("A: Please read chapter seven by next Wednesday.", Task(None, "read chapter seven", "2026-11-11")),
    "action on": (
        "A: Action on Ben, update the risk list by Friday.\nB: Yep.",
        Task("S2", "update the risk list", "2026-11-06"),
    ),
    "yours": ("A: We need to rent a van. Chloe, that's one for you.\nC: Okay.", Task("S3", "rent a van")),
    "together": (
        "B: Chloe and I will clean the kitchen on Saturday.\nA: Thanks.",
        Task("S2", "clean the kitchen", "2026-11-07"),
    ),
    "then you": ("A: Then you call the bank tomorrow, Ben.\nB: Okay.", Task("S2", "call the bank", "2026-11-04")),
    "make sure": (
        "A: Ben, please make sure that the alarm is off on Sunday.\nB: Of course.",
        Task("S2", "alarm is off", "2026-11-08"),
    ),
    "must be": (
        "A: The invoices must be sent this week.\nC: I'll do it.",
        Task("S3", "invoices sent", "2026-11-06"),
    ),
    "on it": ("A: Can somebody check the heating?\nB: On it.", Task("S2", "check the heating")),
    "asked and answered later": (
        "A: Ben, would you talk to the caterer?\nB: Yes, I can do that next Tuesday.",
        Task("S2", "talk to the caterer", "2026-11-10"),
    ),
}


@pytest.mark.parametrize(("talk", "task"), ACTIONS.values(), ids=ACTIONS)
def test_what_somebody_takes_on_becomes_an_action(talk: str, task: Task) -> None:
    actions = notes_of(talk).actions
    found = [(a.owner, task.words.casefold() in a.task.casefold(), a.due and a.due.date) for a in actions]
    due = date.fromisoformat(task.due) if task.due else None
    assert found == [(task.owner, True, due)], [(a.owner, a.task, a.due) for a in actions]


NO_ACTIONS = {
    "declined": "A: Can you drive the van on Saturday?\nB: Sorry, I'm away on Saturday.",
    "never forget": "A: I will never forget that evening.\nB: It was lovely.",
    "brief": "A: I'll be brief.\nB: Okay.",
    "show": "A: Let me share my screen.\nB: Sure.",
    "tell me": "A: Can you tell us more about it?\nB: Sure, it began in 1990.",
    "hear": "A: Can you hear me?\nB: Yes.",
    "would": "A: I would paint it white.\nB: Hmm.",
    "if": "A: If I find the time, I'll bake a cake.\nB: Nice.",
    "past": "A: I wrote the letter last week.\nB: Good.",
    "story": "A: He said he will come back, and the king will reward him.\nA: Nobody believed it.",
    "habit": "A: I can see the garden from here.\nB: Beautiful.",
    "come to": "A: I'll come to that in a minute.\nB: Fine.",
    "explain": "A: I'll explain why the moon matters.\nA: The moon pulls at the water.",
    "think": "A: I will think about it.\nB: Okay.",
}


@pytest.mark.parametrize("talk", NO_ACTIONS.values(), ids=NO_ACTIONS)
def test_talk_that_commits_to_nothing_becomes_no_action(talk: str) -> None:
    notes = notes_of(talk)
    assert [a.claim.text for a in notes.actions] == []
    assert [d.text for d in notes.decisions] == []


def test_work_that_has_its_owner_is_not_given_to_another() -> None:
    notes = notes_of(
        """B: Please send me the list of the new extensions.
        A: You will get the list by Wednesday the 11th.
        B: Now the freezer. Chloe, this one is yours.
        C: Right, it must never be warm."""
    )
    assert [a.owner for a in notes.actions] == ["S1"]


def test_an_open_question_is_kept_and_an_answered_one_has_its_answer() -> None:
    notes = notes_of(
        """A: How many guests does the old warehouse hold?
        B: It has room for eighty guests.
        C: Before I go, what about the student price?
        A: We have not solved that yet. The student price stays open, and we will discuss it next week."""
    )
    answered, still_open = notes.questions
    assert answered.answer is not None
    assert "eighty guests" in answered.answer.text
    assert still_open.answer is None
    assert "student price stays open" in still_open.claim.text


def facts_of(text: str) -> dict[str, str]:
    """What is reported of the speakers, and the first utterance that each sentence cites."""
    return {c.text: c.evidence[0].ref for s in notes_of(text).speakers for c in s.claims}


def test_facts_are_reported_in_the_third_person_and_cite_their_utterance() -> None:
    facts = facts_of(
        """A: How is the migration going?
        B: I need one more week to do my tests properly.
        A: In the test last night one customer with 900,000 records took six hours to migrate."""
    )
    assert facts["Ben needs one more week to do their tests properly."] == "u2"
    assert facts["In the test last night one customer with 900,000 records took six hours to migrate."] == "u3"


@pytest.mark.parametrize(
    "said",
    [
        "I'm calling because two weeks ago I got a car with a broken light.",
        "I wanted to bring the repaired car back to your garage in Leeds.",
        "We have a good microphone and a quiet room on the second floor.",
        "She called out to mine, her father and her brother in the garden.",
        "I was very much afraid of showing him how shocked I was by the story.",
        "For I tell thee, the merchant brought the golden carpet to the palace.",
        "The old teacher said I am the worst pupil of the whole school.",
        "I swam from the island to the harbour in forty minutes.",
    ],
)
def test_what_the_third_person_could_turn_into_something_else_is_quoted(said: str) -> None:
    assert f"Ben: “{said}”" in facts_of(f"B: {said}\nA: Good morning.")


def test_a_voice_without_a_name_is_quoted() -> None:
    spoken = dialogue(("S9", "I need three days in the empty building before anybody moves in."))
    notes = ExtractiveWriter(WordEmbedder()).write(Chunk(0, Segment(0, 60), spoken), WritingContext(RECORDED_AT))
    assert notes.speakers[0].claims[0].text.startswith("S9: “I need three days")


def test_a_number_that_nobody_can_be_told_to_have_said_is_quoted_without_a_name() -> None:
    spoken = dialogue(("S?", "I paid 900 euros for the old piano in the town hall."))
    notes = ExtractiveWriter(WordEmbedder()).write(Chunk(0, Segment(0, 60), spoken), WritingContext(RECORDED_AT))
    assert [c.text for c in notes.numbers] == ["“I paid 900 euros for the old piano in the town hall.”"]


def test_an_answer_keeps_its_yes() -> None:
    (question,) = notes_of(
        """B: Is there a banner for the new website of the clinic?
        A: Yes, certainly. It shows a map with the new bus stop."""
    ).questions
    assert question.answer is not None
    assert question.answer.text == "Ana: “Yes, certainly. It shows a map with the new bus stop.”"


def test_an_open_question_says_how_far_it_is() -> None:
    (question,) = notes_of(
        """B: What about parking? The new building has only 14 spaces.
        A: I am still talking to the supermarket about their car park. There is no answer yet, so that remains open."""
    ).questions
    assert question.answer is None
    assert question.claim.text.startswith("Ben: “What about parking?” Ana: “I am still talking to the supermarket")


def test_what_points_back_is_quoted_with_what_it_points_to() -> None:
    said = "The quote is for an air conditioner in the server room. It costs 2,350 dollars in the summer sale."
    numbers = [c.text for c in notes_of(f"B: {said}\nA: Good morning.").numbers]
    assert numbers == [f"Ben: “{said}”"]


def test_the_day_of_an_exam_is_told_though_nothing_else_is_like_it() -> None:
    talk = "".join(
        f"A: The moon pulls at the water of the {sea} sea twice a day.\n" for sea in ("north", "south", "red")
    )
    assert "The written exam is on the 2nd of December in the main hall." in facts_of(
        f"{talk}A: And remember that the written exam is on the 2nd of December in the main hall."
    )


def test_what_breaks_off_is_left_out() -> None:
    facts = facts_of(
        "A: The absence of detailed reference to the workers of the harbour is therefore...\n"
        "A: The council talked about the long duplication of effort in the two departments and\n"
        "B: The contract for the new building ends on the last day of the year."
    )
    assert list(facts) == ["The contract for the new building ends on the last day of the year."]


def test_what_has_lost_its_beginning_is_left_out() -> None:
    facts = facts_of(
        "A: The long report about the harbour and its workers, well, I'm not\n"
        "B: 100% sure that the harbour sends its workers to the report in May.\n"
        "A: The contract for the new building ends on the last day of the year."
    )
    assert not any("100%" in fact for fact in facts)
    assert "The contract for the new building ends on the last day of the year." in facts


def test_what_was_heard_badly_is_only_quoted() -> None:
    said = dialogue((PEOPLE["A"].id, "The dose for a grown patient is ten minims of the red tincture."))
    chunk = Chunk(0, Segment(0, 30), (replace(said[0], confidence=0.7),), speakers=(PEOPLE["A"],))
    notes = ExtractiveWriter(WordEmbedder()).write(chunk, WritingContext(RECORDED_AT, (PEOPLE["A"],), "en"))
    [fact] = notes.speakers[0].claims
    assert fact.text.startswith("Ana: “")


def test_what_follows_a_question_is_no_answer_unless_it_is_about_it() -> None:
    notes = notes_of(
        """A: What is the best impression of a famous singer by Jack?
        B: It was funny. I just got a hot sauce."""
    )
    assert notes.questions == ()


def test_an_open_matter_is_ascribed_to_whoever_says_that_it_is_open() -> None:
    notes = notes_of(
        """C: Before I go, what about the student price?
        A: We have not solved that yet. The student price stays open, and we will discuss it next week."""
    )
    assert [question.asked_by for question in notes.questions] == ["S1"]


def test_what_is_said_to_the_caller_is_agreed_with_their_name() -> None:
    (decision,) = notes_of(
        """A: Should we just get you on an 8 a.m. then?
        B: Yeah, let's do it."""
    ).decisions
    assert decision.text == "Agreed to get Ben on an 8 a.m."


def test_every_claim_cites_utterances_of_its_chunk() -> None:
    for talk, *_ in (*DECISIONS.values(), *ACTIONS.values()):
        notes = notes_of(talk)
        ids = {f"u{i + 1}" for i in range(len(talk.splitlines()))}
        assert all({e.ref for e in claim.evidence} <= ids and claim.evidence for claim in notes.claims())


def test_other_languages_are_quoted_and_nothing_is_read_into_them() -> None:
    notes = notes_of(
        """A: Guten Morgen zusammen, heute geht es um den neuen Spielplatz am Stadtrand.
        B: Der Spielplatz kostet achtzehntausend Euro und wird im Mai fertig.""",
        "de",
    )
    assert notes.decisions == notes.actions == notes.questions == ()
    said = [claim.text for speaker in notes.speakers for claim in speaker.claims]
    assert "Der Spielplatz kostet achtzehntausend Euro und wird im Mai fertig." in said


def test_people_discuss_the_matter_and_not_the_meeting_that_they_are_in() -> None:
    spoken = dialogue(
        ("S1", "Welcome to the launch meeting for Harbor two. First the release date, then the Harbor app."),
        ("S2", "The release date is fine."),
    )
    titles = ("Harbor 2.0 Launch Meeting", "Release Date", "Harbor App")
    shown = [(f"d{i}", f"k{i}", title, 5.0 * i) for i, title in enumerate(titles)]
    chunk = Chunk(
        0,
        Segment(0, 60),
        spoken,
        tuple(keyframe(key, at, title, title=title, slide=id) for id, key, title, at in shown),
        tuple(slide(id, key, title, (at, at + 5.0), title=title) for id, key, title, at in shown),
    )
    notes = ExtractiveWriter(WordEmbedder()).write(chunk, WritingContext(RECORDED_AT, tuple(PEOPLE.values())))
    assert notes.title == "Release Date and Harbor App"
    assert notes.activity is not None
    assert notes.activity.text == "Ana and Ben discuss release date and Harbor app."


def seen(*lines: TextLine, title: str | None = None) -> list[str]:
    """What is said about one slide."""
    picture = replace(keyframe("k1", 1.0, title=title, slide="d1"), lines=lines)
    chunk = Chunk(0, Segment(0, 60), keyframes=(picture,))
    return [c.text for c in ExtractiveWriter(WordEmbedder()).write(chunk, WritingContext()).visual]


def line(text: str, left: float, top: float) -> TextLine:
    return TextLine(text, (left, top, left + 0.02 * len(text), top + 0.06), 0.95)


def test_a_table_on_a_slide_keeps_its_pairs_and_a_wrapped_line_is_one() -> None:
    cells = [
        line(text, 0.1 + 0.5 * (i % 2), 0.3 + 0.1 * (i // 2))
        for i, text in enumerate(("Advertising", "12,000 EUR", "Video", "4,000 EUR"))
    ]
    wrapped = [line("Approved by the board of the", 0.1, 0.7), line("Harbor Foundation", 0.1, 0.78)]
    assert seen(line("Budget", 0.1, 0.1), *cells, *wrapped, title="Budget") == [
        "Slide “Budget”: Advertising: 12,000 EUR; Video: 4,000 EUR; Approved by the board of the Harbor Foundation."
    ]


def test_what_a_slide_without_a_title_says_is_read_out() -> None:
    assert seen(line("Copyright 2013 Jane Doe", 0.2, 0.5)) == ["The picture reads “Copyright 2013 Jane Doe”."]


def test_a_silent_chunk_has_a_title_and_nothing_else() -> None:
    notes = ExtractiveWriter(WordEmbedder()).write(Chunk(0, Segment(0, 300)), WritingContext())
    assert notes.title == "Part 1"
    assert notes.claims() == ()
