from __future__ import annotations

from dataclasses import replace

import pytest
from tests.builders import dialogue, keyframe, speaker, transcript

from lifestream.domain.scene import Scenes
from lifestream.domain.transcript import LanguageShare
from lifestream.pipeline.name_speakers import name_speakers


def names(talk: str, *slide: str) -> dict[str, str]:
    """What the speakers of a talk are called, written as ``1: …`` lines; who has no name is left out."""
    lines = [line.strip().split(": ", 1) for line in talk.strip().splitlines()]
    spoken = dialogue(*((f"S{who}", said) for who, said in lines))
    speakers = [speaker(id) for id in sorted({u.speaker for u in spoken})]
    scenes = Scenes(keyframes=(keyframe("k1", 1.0, *slide),)) if slide else Scenes()
    return {s.id: s.name for s in name_speakers(transcript(*spoken, speakers=speakers), scenes).speakers if s.name}


NAMED = {
    "my name is": ("1: Hello, my name is Paul Hayes.\n2: Welcome.", {"S1": "Paul Hayes"}),
    "with a title": ("1: Good afternoon. My name is Dr. Paul Hayes and this is lecture four.", {"S1": "Paul Hayes"}),
    "a title and a surname": ("1: Dr. Okafor, would you begin?\n2: Certainly. I have two items.", {"S2": "Dr. Okafor"}),
    "I'm": ("1: Hi, I'm Maria from accounting.\n2: Hello.", {"S1": "Maria"}),
    "I'm, and what for": ("1: Welcome, I'm Maria and I look after the accounts.\n2: Hello.", {"S1": "Maria"}),
    "this is": ("1: Good morning, this is Tom speaking.\n2: Morning.", {"S1": "Tom"}),
    "presiding": ("1: For the record, this is Carol Whitfield presiding.\n2: Present.", {"S1": "Carol Whitfield"}),
    "a help desk": ("1: Support, you're speaking with Kevin.\n2: Hello. At last.", {"S1": "Kevin"}),
    "here": ("1: Tom here.\n2: Yes?", {"S1": "Tom"}),
    "asked for the name": (
        "1: Can I take your name, please?\n2: It's Adeyemi. Grace Adeyemi.",
        {"S2": "Grace Adeyemi"},
    ),
    "an accent": ("1: Bonjour, je m'appelle Étienne.\n2: Bonjour.", {"S1": "Étienne"}),
    "asked and answers": ("1: Ben, are we on track?\n2: Honestly, no.", {"S2": "Ben"}),
    "asked at the end": ("1: What do you think, Ben?\n2: I like the idea.", {"S2": "Ben"}),
    "asked twice": ("1: Ben, go ahead.\n2: I will.\n1: So, Ben, anything else?\n2: Nothing.", {"S2": "Ben"}),
    "a name with a hyphen": (
        "1: And the report itself, Jean-Pierre?\n2: You'll have the draft by then.",
        {"S2": "Jean-Pierre"},
    ),
    "a tag question": ("1: Please. It's Nadia, I think. Nadia, isn't it?\n2: Yes. Who paid for it?", {"S2": "Nadia"}),
    "the floor given by the name alone": (
        "1: Ask Piotr later.\n3: Fine.\n1: Next, the bricks. Piotr.\n2: Yes. They come on Wednesday.",
        {"S2": "Piotr"},
    ),
    "named in the answer to a question": (
        "1: Mei, can you hear us?\n2: Yep, loud and clear, Priya.\n1: Cool. Let's go.\n3: Good.",
        {"S1": "Priya", "S2": "Mei"},
    ),
    "a farewell between two": (
        "1: How can I help?\n2: It's broken.\n1: Try now.\n2: It works.\n1: Have a good day.\n2: You too, Kevin. Bye.",
        {"S1": "Kevin"},
    ),
    "each introduces the other": (
        "1: I'm Ann. Who are you?\n2: My name is Joe.",
        {"S1": "Ann", "S2": "Joe"},
    ),
    "a greeting heard as an introduction": (
        "1: Thank you for calling. I'm Michelle. How can I help?\n2: I'm Michelle. My name is Jack.",
        {"S1": "Michelle", "S2": "Jack"},
    ),
    "first name here, surname there": (
        "1: Mr. Brandt, that's one for you.\n2: Sure.\n1: So Walt Brandt reports in May.\n3: Thank you.",
        {"S2": "Walt Brandt"},
    ),
    "the last of several": (
        "1: Ben, how is it?\n2: Fine. Over to you, Alice.\n1: Clara, what about you?\n3: Good.\n1: Done then.",
        {"S1": "Alice", "S2": "Ben", "S3": "Clara"},
    ),
    "the last called before the answer": (
        "1: Ben, thank you for that. Now Clara, what about you?\n3: All good here.\n2: Here too.",
        {"S3": "Clara"},
    ),
}


@pytest.mark.parametrize(("talk", "expected"), NAMED.values(), ids=NAMED)
def test_who_says_or_answers_to_a_name_has_it(talk: str, expected: dict[str, str]) -> None:
    assert names(talk) == expected


PEOPLE = "Alice Moreno, Ben Carter, Clara Osei"
LISTED = {
    "answers once": ("1: Ben, how is it?\n2: Fine.\n3: Good.", ("Launch", PEOPLE), {"S2": "Ben Carter"}),
    "thanked once": (
        "1: Welcome to the meeting.\n2: Thanks Daniel, shall we start?\n3: Yes.",
        ("Move", "D. Webb, N. Rahman, T. Fischer"),
        {"S1": "Daniel Webb"},
    ),
    "the last one left, who was greeted": (
        "1: Welcome.\n2: Morning, Alice. Morning, Clara.\n3: Hello.\n"
        "1: Ben, how is it?\n2: Fine.\n1: Clara, what about you?\n3: Good.",
        ("Launch", PEOPLE),
        {"S1": "Alice Moreno", "S2": "Ben Carter", "S3": "Clara Osei"},
    ),
    "misspelt by the recogniser": (
        "1: Klara, can you hear me well?\n2: Yes, I can.\n3: Me too.",
        ("Launch", PEOPLE),
        {"S2": "Clara Osei"},
    ),
    "surname misspelt by the recogniser": (
        "1: Hello, my name is Alice Marino.\n2: Welcome.",
        ("Launch", PEOPLE),
        {"S1": "Alice Moreno"},
    ),
    "a short form": (
        "1: Dan, can you begin?\n2: Yes.\n3: Good.",
        ("Move", "Daniel Webb, Nadia Rahman"),
        {"S2": "Daniel Webb"},
    ),
    "by surname": (
        "1: Mrs. Osei, can you begin?\n2: Of course.\n3: Good.",
        ("Launch", PEOPLE),
        {"S2": "Clara Osei"},
    ),
    "one a line": (
        "1: Ben, how is it?\n2: Fine.\n3: Good.",
        ("Attendees", "Alice Moreno (chair)", "Ben Carter", "Clara Osei"),
        {"S2": "Ben Carter"},
    ),
    "the presenter talks alone": (
        "1: Today we speak about the tides.\n1: They come twice a day.",
        ("Tides", "Speaker: Paul Hayes"),
        {"S1": "Paul Hayes"},
    ),
    "the presenter by title": (
        "1: Today we speak about the tides.\n1: They come twice a day.",
        ("Tides", "Prof. Paul Hayes"),
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
    assert names(talk, *slide) == expected


NOBODY = {
    "spoken of": "1: Peter will send the list.\n2: Good.",
    "spoken of and about to answer": "1: I asked Peter, and he agrees.\n2: Yes, he does.\n1: Peter knows.\n2: He does.",
    "thanked once without a list": "1: That was it.\n2: Thanks, Peter.\n3: Right.",
    "days": "1: Monday, can you make it?\n2: Yes.",
    "places": "1: I'm from London. This is England.\n2: I see.",
    "a place at the end": "1: Where did you live?\n2: We lived in Paris, France.\n1: Nice.\n3: Yes.",
    "a nation": "1: Where are you from?\n2: I'm Polish. And you?\n1: I'm German.",
    "a book read aloud": "1: Margaret, said the king, come here. And Margaret came.\n2: The wind was cold.",
    "words that open a sentence": "1: Yeah, what do you think?\n2: Nothing.",
    "an adverb": "1: Otherwise, can we go on?\n2: Yes.\n1: Generally, what do you think?\n2: It is fine.",
    "a topic": "1: Budget, where are we?\n2: Well, the budget is spent.\n3: I see.",
    "a relation": "1: Mum, can you hear me?\n2: Yes.\n1: Doctor, will you come?\n2: Yes.",
    "an office": "1: Madam Chair, may I speak?\n2: Yes.\n1: Thank you, Mr. Chairman.\n2: Fine.",
    "an assistant that is a machine": "1: Alexa, what time is it?\n2: It is nine.\n1: Alexa, which day?\n2: Monday.",
    "a boss": "1: Who decides?\n2: I will ask my boss, Linda.\n1: Good.\n3: Fine.",
    "somebody else's name told": "1: He said, my name is Peter.\n2: Funny.",
    "somebody presented": "1: Welcome, this is Maria from accounting, she will join us.\n2: Welcome.\n3: Hello.",
    "several called at once": "1: Ben, Clara, what do you think?\n2: I like it.\n3: Me too.",
    "called, but another answers late": "1: Ben, great work. "
    + "Now there is a lot to say about the plan for the year and the money. " * 3
    + "\n2: I have a question.\n3: So do I.",
    "two answer to one name": (
        "1: Ben, is it done?\n2: Yes.\n1: Ben, is it late?\n3: No.\n"
        "1: So, Ben, well?\n2: Hm.\n1: And, Ben, now?\n3: Hm."
    ),
    "the one who answers speaks of that name": (
        "1: Ben, are you there?\n2: Ben is late today.\n1: Okay.\n3: He is ill, Ben is."
    ),
    "nobody near": "1: Ben, can you come in?",
}


@pytest.mark.parametrize("talk", NOBODY.values(), ids=NOBODY)
def test_in_doubt_nobody_is_named(talk: str) -> None:
    assert names(talk) == {}


def test_the_last_one_is_not_told_where_more_speak_than_a_slide_lists() -> None:
    talk = "1: Ben, how is it?\n2: Fine.\n1: Clara, what about you?\n3: Good.\n4: And so am I."
    assert names(talk, "Launch", PEOPLE) == {"S2": "Ben Carter", "S3": "Clara Osei"}


def test_the_last_one_is_not_told_where_nobody_calls_them_so() -> None:
    talk = "1: Ben, how is it?\n2: Fine.\n1: Clara, what about you?\n3: Good."
    assert names(talk, "Launch", PEOPLE) == {"S2": "Ben Carter", "S3": "Clara Osei"}


def test_a_first_name_that_two_on_a_slide_share_stays_a_first_name() -> None:
    talk = "1: Anna, are we on track?\n2: Yes, we are.\n3: Good."
    assert names(talk, "Launch", "Anna Silva, Anna Berg, Ben Carter") == {"S2": "Anna"}


def test_in_another_language_only_introductions_and_names_on_slides_count() -> None:
    spoken = dialogue(
        ("S1", "Gut, Termin?"), ("S2", "Am Montag. Mein Name ist Jens."), ("S1", "Anna, gut?"), ("S3", "Ja.")
    )
    talk = replace(
        transcript(*spoken, speakers=[speaker(f"S{n}") for n in (1, 2, 3)]), languages=(LanguageShare("de", 1.0),)
    )
    scenes = Scenes(keyframes=(keyframe("k1", 1.0, "Anna Vogt, Jens Maier"),))
    assert [s.name for s in name_speakers(talk, Scenes()).speakers] == [None, "Jens", None]
    assert [s.name for s in name_speakers(talk, scenes).speakers] == [None, "Jens Maier", "Anna Vogt"]


def test_what_a_slide_lists_that_nobody_says_names_nobody() -> None:
    assert names("1: How is it?\n2: Fine.", "Sales", "North Region, South Region") == {}


def test_a_name_comes_with_what_says_so() -> None:
    spoken = dialogue(("S1", "Ben, are we on track?"), ("S2", "Honestly, no."))
    named = name_speakers(transcript(*spoken, speakers=[speaker("S1"), speaker("S2")]), Scenes())
    ben = named.speaker("S2")
    assert (ben.name, ben.name_source, ben.name_evidence) == ("Ben", "addressed", ("u1", "u2"))


def test_a_name_that_a_slide_confirms_comes_with_the_slide() -> None:
    spoken = dialogue(("S1", "Ben, are we on track?"), ("S2", "Honestly, no."))
    scenes = Scenes(keyframes=(keyframe("k1", 1.0, PEOPLE),))
    ben = name_speakers(transcript(*spoken, speakers=[speaker("S1"), speaker("S2")]), scenes).speaker("S2")
    assert (ben.name, ben.name_evidence) == ("Ben Carter", ("u1", "u2", "k1"))


def test_a_name_that_the_user_gave_stays() -> None:
    spoken = dialogue(("S1", "Hello, my name is Paul Hayes."), ("S2", "Welcome."))
    known = speaker("S1", "Pauline")
    assert name_speakers(transcript(*spoken, speakers=[known, speaker("S2")]), Scenes()).speaker("S1") == known


def test_who_is_unknown_gets_no_name() -> None:
    spoken = dialogue(("S1", "Ben, are we on track?"), ("S?", "Honestly, no."))
    named = name_speakers(transcript(*spoken, speakers=[speaker("S1"), speaker("S?")]), Scenes())
    assert named.speaker("S?").name is None


def test_a_talk_without_words_names_nobody() -> None:
    assert name_speakers(transcript(), Scenes()).speakers == ()
