from __future__ import annotations

import pytest
from tests.builders import dialogue, keyframe, speaker, transcript

from lifestream.domain.scene import Scenes
from lifestream.pipeline.name_speakers import name_speakers


def names(talk: str, *slide: str) -> dict[str, str | None]:
    """What the speakers of a talk are called, written as ``1: …`` lines."""
    lines = [line.strip().split(": ", 1) for line in talk.strip().splitlines()]
    spoken = dialogue(*((f"S{who}", said) for who, said in lines))
    speakers = [speaker(id) for id in sorted({u.speaker for u in spoken})]
    scenes = Scenes(keyframes=(keyframe("k1", 1.0, *slide),)) if slide else Scenes()
    return {s.id: s.name for s in name_speakers(transcript(*spoken, speakers=speakers), scenes).speakers}


NAMED = {
    "my name is": ("1: Hello, my name is Paul Hayes.\n2: Welcome.", {"S1": "Paul Hayes"}),
    "with a title": ("1: Good afternoon. My name is Dr. Paul Hayes and this is lecture four.", {"S1": "Paul Hayes"}),
    "I'm": ("1: Hi, I'm Maria from accounting.\n2: Hello.", {"S1": "Maria"}),
    "this is": ("1: Good morning, this is Tom speaking.\n2: Morning.", {"S1": "Tom"}),
    "here": ("1: Tom here.\n2: Yes?", {"S1": "Tom"}),
    "asked and answers": ("1: Ben, are we on track?\n2: Honestly, no.", {"S2": "Ben"}),
    "asked at the end": ("1: What do you think, Ben?\n2: I like the idea.", {"S2": "Ben"}),
    "asked twice": ("1: Ben, go ahead.\n2: I will.\n1: So, Ben, anything else?\n2: Nothing.", {"S2": "Ben"}),
    "each introduces the other": (
        "1: I'm Ann. Who are you?\n2: My name is Joe.",
        {"S1": "Ann", "S2": "Joe"},
    ),
    "a greeting heard as an introduction": (
        "1: Thank you for calling. I'm Michelle. How can I help?\n2: I'm Michelle. My name is Jack.",
        {"S1": "Michelle", "S2": "Jack"},
    ),
}


@pytest.mark.parametrize(("talk", "expected"), NAMED.values(), ids=NAMED)
def test_who_says_or_answers_to_a_name_has_it(talk: str, expected: dict[str, str]) -> None:
    assert {id: name for id, name in names(talk).items() if name} == expected


LISTED = {
    "answers once": (
        "1: Ben, how is it?\n2: Fine.\n3: Good.",
        ("Launch", "Alice Moreno, Ben Carter, Clara Osei"),
        {"S2": "Ben Carter"},
    ),
    "thanked once": (
        "1: Welcome to the meeting.\n2: Thanks Daniel, shall we start?\n3: Yes.",
        ("Move", "D. Webb, N. Rahman, T. Fischer"),
        {"S1": "Daniel Webb"},
    ),
    "the last one left": (
        "1: Ben, how is it?\n2: Fine.\n1: Clara, what about you?\n3: Good.",
        ("Launch", "Alice Moreno, Ben Carter, Clara Osei"),
        {"S1": "Alice Moreno", "S2": "Ben Carter", "S3": "Clara Osei"},
    ),
    "misspelt by the recogniser": (
        "1: Klara, can you hear me well?\n2: Yes, I can.\n3: Me too.",
        ("Launch", "Alice Moreno, Ben Carter, Clara Osei"),
        {"S2": "Clara Osei"},
    ),
    "the presenter talks alone": (
        "1: Today we speak about the tides.\n1: They come twice a day.",
        ("Tides", "Speaker: Paul Hayes"),
        {"S1": "Paul Hayes"},
    ),
    "a name cut off by the next turn": (
        "1: Next is the network. Tom,\n2: The provider can connect us.\n3: Good.",
        ("Move", "Dan Webb, Nadia Rahman, Tom Fischer"),
        {"S2": "Tom Fischer"},
    ),
}


@pytest.mark.parametrize(("talk", "slide", "expected"), LISTED.values(), ids=LISTED)
def test_a_list_of_people_on_a_slide_confirms_a_name(
    talk: str, slide: tuple[str, ...], expected: dict[str, str]
) -> None:
    assert {id: name for id, name in names(talk, *slide).items() if name} == expected


NOBODY = {
    "spoken of": "1: Peter will send the list.\n2: Good.",
    "thanked once without a list": "1: That was it.\n2: Thanks, Peter.",
    "days": "1: Monday, can you make it?\n2: Yes.",
    "places": "1: I'm from London. This is England.\n2: I see.",
    "a book read aloud": "1: Margaret, said the king, come here. And Margaret came.\n2: The wind was cold.",
    "words that open a sentence": "1: Yeah, what do you think?\n2: Nothing.",
    "two answer to one name": (
        "1: Ben, is it done?\n2: Yes.\n1: Ben, is it late?\n3: No.\n"
        "1: So, Ben, well?\n2: Hm.\n1: And, Ben, now?\n3: Hm."
    ),
}


@pytest.mark.parametrize("talk", NOBODY.values(), ids=NOBODY)
def test_in_doubt_nobody_is_named(talk: str) -> None:
    assert set(names(talk).values()) == {None}


def test_the_last_one_is_not_told_where_more_speak_than_a_slide_lists() -> None:
    talk = "1: Ben, how is it?\n2: Fine.\n1: Clara, what about you?\n3: Good.\n4: And so am I."
    found = names(talk, "Launch", "Alice Moreno, Ben Carter, Clara Osei")
    assert (found["S1"], found["S4"]) == (None, None)


def test_a_name_comes_with_what_says_so() -> None:
    spoken = dialogue(("S1", "Ben, are we on track?"), ("S2", "Honestly, no."))
    named = name_speakers(transcript(*spoken, speakers=[speaker("S1"), speaker("S2")]), Scenes())
    ben = named.speaker("S2")
    assert (ben.name, ben.name_source, ben.name_evidence) == ("Ben", "addressed", ("u1", "u2"))
