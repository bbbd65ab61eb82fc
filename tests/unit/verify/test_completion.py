import pytest
from hypothesis import given
from hypothesis import strategies as st

from lifestream.verify.completion import reports
from lifestream.verify.tasks import are_one_task, fulfils, parts_of

SEND, CALL, WRITE = "Send the budget to Clara", "Call Dr. Alvarez", "Write the text message and the letter"
KEPT = [
    (SEND, "I sent the budget.", ""),
    (SEND, "I've sent Clara the budget.", ""),
    (SEND, "Good news: the budget went out to Clara this morning.", ""),
    (SEND, "I emailed the budget to Clara last night.", ""),
    (SEND, "I have already sent it to her.", "Ada, where are we with the budget?"),
    (SEND, "It's done.", "And the budget for Clara?"),
    (SEND, "Yes, I sent it yesterday.", "Did you send the budget?"),
    (SEND, "Yes.", "Have you sent the budget to Clara?"),
    (SEND, "Just to confirm, the budget has been delivered to Clara.", ""),
    (SEND, "Okay so um I sent the uh budget yesterday", ""),
    (SEND, "I managed to send the budget.", ""),
    (SEND, "You can tick that off, the budget is sent.", ""),
    ("Book the freezer", "The freezer's booked.", ""),
    ("Book the freezer", "We've got the freezer booked.", ""),
    ("Book the freezer", "I reserved the freezer for the fifth of December.", ""),
    ("Book the freezer", "Freezer booked this morning.", ""),
    ("Call Dr. Alvarez and reserve the freezer", "The freezer is reserved.", ""),
    (CALL, "I spoke to Doctor Alvarez yesterday.", ""),
    ("Put the banner online", "The banner is now live.", ""),
    (WRITE, "Both the letter and the text message are written.", ""),
    ("Inform the insurance company", "I let the insurance company know.", ""),
    ("Sign the contract with Swift & Sons", "The contract with Swift and Sons is signed.", ""),
    ("Prepare the slides for the board", "I finished the slides last night.", ""),
    ("Set up the new server", "The server is up and running.", ""),
    ("Schedule a meeting with legal", "I set up the meeting with legal for Monday.", ""),
]
NOT_KEPT = [
    (SEND, "I haven't sent the budget.", ""),
    (SEND, "The budget isn't sent yet.", ""),
    (SEND, "Nobody sent the budget.", ""),
    (SEND, "I didn't send the budget, Ben did.", ""),
    (SEND, "I will send the budget.", ""),
    (SEND, "I'm sending the budget.", ""),
    (SEND, "I still have to send the budget.", ""),
    (SEND, "I should have sent the budget.", ""),
    (SEND, "I'd have sent the budget if I had the numbers.", ""),
    (SEND, "Once I've sent the budget, we can go on.", ""),
    (SEND, "When the budget is sent, call me.", ""),
    (SEND, "I was going to send the budget, but I had no time.", ""),
    (SEND, "I thought I sent the budget, but it bounced.", ""),
    (SEND, "The budget was supposed to be sent on Monday.", ""),
    (SEND, "Please make sure the budget is sent.", ""),
    (SEND, "Has anyone sent the budget?", ""),
    (SEND, "So you sent the budget?", ""),
    (SEND, "Not yet.", "Have you sent the budget to Clara?"),
    (SEND, "Yes, I'll do that today.", "Have you sent the budget to Clara?"),
    (SEND, "Yes, almost.", "Have you sent the budget?"),
    (SEND, "I've almost sent the budget.", ""),
    (SEND, "I sent a draft of the budget.", ""),
    (SEND, "I sent half of the budget.", ""),
    (SEND, "I sent the budget template.", ""),
    (SEND, "I sent the budget to Tom.", ""),
    (SEND, "I sent the invoice.", ""),
    (SEND, "I signed the budget.", ""),
    ("Send the October budget", "I sent the November budget.", ""),
    ("Book the freezer", "The freezer is booked out.", ""),
    ("Book the freezer", "The freezer is broken.", ""),
    ("Book the freezer", "I need the freezer booked by Friday.", ""),
    ("Call Dr. Alvarez and reserve the freezer", "I spoke to Doctor Alvarez.", ""),
    (CALL, "I tried to call Doctor Alvarez.", ""),
    (CALL, "I called Doctor Alvarez, but nobody answered.", ""),
    ("Put the banner online", "The website is online.", ""),
    (WRITE, "I wrote the letter.", ""),
    ("Sign the contract", "I sent the signed contract.", ""),
    ("Fix the login bug", "We fixed the search bug.", ""),
    ("Pay the invoice", "The invoice is unpaid.", ""),
]


def is_kept(task: str, said: str, before: str) -> bool:
    parts = parts_of(task)
    done = {i for report in reports(said, before) for i, part in enumerate(parts) if fulfils(report, part)}
    return all(i in done or (part.is_means and i + 1 in done) for i, part in enumerate(parts))


@pytest.mark.parametrize(("task", "said", "before"), KEPT)
def test_a_sentence_that_says_that_a_task_is_done_is_heard(task, said, before):
    assert is_kept(task, said, before)


@pytest.mark.parametrize(("task", "said", "before"), NOT_KEPT)
def test_a_sentence_that_does_not_say_that_a_task_is_done_keeps_no_promise(task, said, before):
    assert not is_kept(task, said, before)


def test_who_did_it_is_the_one_who_speaks_one_who_is_named_or_left_open():
    assert [r.doer for r in reports("I sent the budget.")] == ["speaker"]
    assert [r.doer for r in reports("We sent the budget.")] == ["group"]
    assert [r.doer for r in reports("The budget is sent.")] == ["open"]
    named = reports("Nadia sent the budget. The list was printed by Tom.")
    assert [(r.doer, r.names) for r in named] == [("named", {"nadia"}), ("named", {"tom"})]
    assert not reports("He sent the budget.")


def test_two_ways_to_say_a_task_are_one_and_two_recipients_are_two():
    assert are_one_task("Send the budget to Tom", "Email Tom the budget")
    assert not are_one_task("Send the budget to Tom", "Send the budget to Ann")
    assert not are_one_task("Send the budget", "Sign the budget")
    assert not are_one_task("Write the first chapter", "Write the second chapter")


@given(st.text(max_size=200), st.text(max_size=80))
def test_any_text_can_be_read(said, before):
    reports(said, before)
    parts_of(said)
