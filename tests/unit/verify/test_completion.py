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

MORE_KEPT = [
    ("Finish the quarterly report", "I finished the quarterly report this morning.", ""),
    ("Finish the quarterly report", "The quarterly report is done.", ""),
    ("Email the vendor about the delay", "I emailed the vendor.", ""),
    ("Email the vendor about the delay", "I've written to the vendor.", ""),
    ("Update the roadmap", "The roadmap's been updated.", ""),
    ("Update the roadmap", "I just updated the roadmap.", ""),
    ("Update the roadmap", "The roadmap was updated last year.", ""),
    ("Book a table for six", "I booked a table for six.", ""),
    ("Book flights to Madrid", "The flights to Madrid are booked.", ""),
    ("Invite the speakers", "All speakers have been invited.", ""),
    ("Invite the speakers", "I invited the speakers yesterday, everyone accepted.", ""),
    ("Test the backup", "The backup was tested and it works.", ""),
    ("Deploy the new version", "The new version is deployed.", ""),
    ("Talk to HR about the contract", "I spoke with HR about the contract.", ""),
    ("Return the library books", "I returned the library books.", ""),
    ("Pick up the parcel", "I picked up the parcel.", ""),
    ("Pick up the parcel", "I picked the parcel up.", ""),
    ("Pay the electricity bill", "The electricity bill is paid.", ""),
    ("Pay the electricity bill", "I've paid it.", "What about the electricity bill?"),
    ("Translate the manual", "The manual is fully translated.", ""),
    ("Check the numbers with finance", "I checked the numbers with finance, they are fine.", ""),
    ("Check the numbers with finance", "Yes I did.", "Did you check the numbers with finance?"),
    ("Check the numbers with finance", "I did, yes.", "Did you check the numbers with finance?"),
    (
        "Check the numbers with finance",
        "Yeah, they're all good, I checked on Monday.",
        "Have you checked the numbers with finance?",
    ),
    ("Send the minutes", "The minutes went out yesterday.", ""),
    ("Send the minutes", "I sent out the minutes.", ""),
    ("Send the minutes", "I was told the minutes are sent.", ""),
    ("Send the minutes", "I sent the minutes but forgot the attachment.", ""),
    ("Order new laptops", "The new laptops are ordered and arrive on Friday.", ""),
    ("Create a ticket for the crash", "I created a ticket for the crash.", ""),
    ("Clean up the wiki", "I cleaned up the wiki.", ""),
    ("Clean up the wiki", "The wiki is cleaned up.", ""),
    ("Share the recording", "I shared the recording with everyone.", ""),
    ("Get a quote from the painter", "I got a quote from the painter.", ""),
    ("Ask Maria for the keys", "I asked Maria for the keys.", ""),
    ("Cancel the subscription", "I canceled the subscription.", ""),
    ("Cancel the subscription", "The subscription has been cancelled.", ""),
    ("Move the meeting to Thursday", "I moved the meeting to Thursday.", ""),
    ("Rewrite the introduction", "I rewrote the introduction.", ""),
    ("Upload the photos", "The photos are uploaded.", ""),
    ("Upload the photos", "The photos are online.", ""),
    ("Submit the application", "I submitted the application on Tuesday.", ""),
    ("Sign up for the course", "I signed up for the course.", ""),
    ("Follow up with the client", "I followed up with the client.", ""),
    ("Look into the error", "I looked into the error.", ""),
]
MORE_NOT_KEPT = [
    ("Finish the quarterly report", "The quarterly report is nearly done.", ""),
    ("Finish the quarterly report", "I'll have the quarterly report finished by Monday.", ""),
    ("Email the vendor about the delay", "The vendor emailed me.", ""),
    ("Update the roadmap", "We need to update the roadmap.", ""),
    ("Book a table for six", "I booked a table for four.", ""),
    ("Book flights to Madrid", "I booked flights to Lisbon.", ""),
    ("Invite the speakers", "None of the speakers have been invited.", ""),
    ("Test the backup", "I ran the backup test.", ""),
    ("Deploy the new version", "We deployed the old version again.", ""),
    ("Deploy the new version", "We rolled back the new version.", ""),
    ("Talk to HR about the contract", "I had a chat with HR.", ""),
    ("Return the library books", "I brought the books back to the library.", ""),
    ("Pick up the parcel", "I could not pick up the parcel.", ""),
    ("Pay the electricity bill", "I paid the water bill.", ""),
    ("Translate the manual", "Half of the manual is translated.", ""),
    ("Translate the manual", "The first chapter of the manual is translated.", ""),
    ("Check the numbers with finance", "Did you check the numbers?", ""),
    ("Check the numbers with finance", "No I did not.", "Did you check the numbers with finance?"),
    ("Send the minutes", "I haven't had time to send the minutes.", ""),
    ("Send the minutes", "The minutes never went out.", ""),
    ("Send the minutes", "I forgot about the minutes.", ""),
    ("Send the minutes", "Apparently the minutes were sent.", ""),
    ("Send the minutes", "I sent the minutes to the wrong list.", ""),
    ("Order new laptops", "The laptops have arrived.", ""),
    ("Order new laptops", "I cancelled the order for the new laptops.", ""),
    ("Order new laptops", "We decided not to order new laptops.", ""),
    ("Create a ticket for the crash", "I opened a ticket for the crash.", ""),
    ("Create a ticket for the crash", "There's a ticket for the crash now.", ""),
    ("Share the recording", "The recording has not been shared with anyone.", ""),
    ("Get a quote from the painter", "The painter sent us the quote.", ""),
    ("Ask Maria for the keys", "Maria asked for the keys.", ""),
    ("Ask Maria for the keys", "I asked Peter for the keys.", ""),
    ("Move the meeting to Thursday", "The meeting is moved to Friday.", ""),
    ("Upload the photos", "I uploaded some of the photos.", ""),
    ("Submit the application", "The application is due on Tuesday.", ""),
    ("Sign up for the course", "I signed the contract.", ""),
    ("Look into the error", "I looked at the error message.", ""),
]
"""Sentences that were written after the rules, to see how far they carry."""


def is_kept(task: str, said: str, before: str) -> bool:
    parts = parts_of(task)
    done = {i for report in reports(said, before) for i, part in enumerate(parts) if fulfils(report, part)}
    return all(i in done or (part.is_means and i + 1 in done) for i, part in enumerate(parts))


@pytest.mark.parametrize(("task", "said", "before"), [*KEPT, *MORE_KEPT])
def test_a_sentence_that_says_that_a_task_is_done_is_heard(task, said, before):
    assert is_kept(task, said, before)


@pytest.mark.parametrize(("task", "said", "before"), [*NOT_KEPT, *MORE_NOT_KEPT])
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
