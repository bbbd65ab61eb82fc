"""What a person's name looks like, and the capitalised words that stand where one could."""

from __future__ import annotations

import re

from lifestream.verify.words import listed

# Not exhaustive: a name also needs witnesses, and a word that is heard without its capital is none.
NO_NAMES = frozenset(
    listed("""
    I Yes No Okay Ok Well So And But Or The A An This That These Those It We You They He She There Here Now Then
    Right Sure Great Good Fine Thanks Thank Please Sorry Hello Hi Hey Morning Afternoon Evening Everyone Everybody All
    Both Guys Team Folks Sir Madam Ma Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February
    March April May June July August September October November December God Jesus Christmas Easter Internet Google
    Apple Amazon Microsoft Zoom Windows Teams Siri Alexa Cortana Mister Mr Mrs Ms Doctor Dr Prof Professor What When
    Where Who Whose Why How Which Exactly Absolutely Actually Honestly Also Next First Second Third Fourth Fifth Last
    Finally Maybe Perhaps Let If As At In On For From With By To Of Off Up Mum Mom Mummy Mommy Dad Daddy Papa Mama
    Grandma Grandpa Granny Uncle Aunt Auntie Sister Brother Father Mother Son Sweetie Sweetheart Honey Darling Dear
    Love Babe Baby Buddy Mate Dude Man Kid Kids Boys Girls Ladies Gentlemen Friends Colleagues Class Students Children
    People Chair Chairman Chairwoman Chairperson President Speaker Secretary Honor Honour Lord Lady Captain Senator
    Minister Judge Officer Coach Nurse Boss Chef Oh Ah Um Uh Er Hmm Alright Agreed Correct Perfect Wonderful Excellent
    Lovely Nice Cool Cheers Not Just Very Really Because While Since Until After Before Today Tomorrow Yesterday
    Tonight Are Is Was Were Do Does Did Can Could Would Will Yeah Yep Yup Nope Aye Goodbye Bye Nothing Nobody Somebody
    Anybody Anyone Someone Anything Something Everything None Hell Shall Should Might Must Have Has Had My Your His
    Her Our Their Its Again Anyway Anyhow However Instead Indeed Besides Meanwhile Otherwise Therefore Thus Hence
    Furthermore Moreover Nevertheless Still Yet Though Although Even Ever Never Always Often Sometimes Soon Later Once
    Twice Overall Regardless Whatever Whenever Wherever Whoever Wait Wow Look Listen See Say Think Imagine Remember
    Speaking Obviously Basically True False Enough More Most Less Some Any Each Every Another Other Others Same Such
    Only Too Either Neither Nor Else Out Over Under About Around Back Down Inside Outside Between During Across Away
    One Two Three Four Five Six Seven Eight Nine Ten Half Alas Amen Bravo Congratulations Welcome Excuse Pardon Let's
    English German French Spanish Italian Portuguese Dutch Danish Swedish Norwegian Finnish Polish Czech Slovak
    Hungarian Romanian Bulgarian Greek Turkish Russian Ukrainian Irish Scottish Welsh British American Canadian
    Mexican Brazilian Argentinian Chilean Colombian Cuban African Nigerian Kenyan Egyptian Moroccan Arab Arabic
    Israeli Iranian Iraqi Afghan Pakistani Indian Bengali Chinese Japanese Korean Thai Vietnamese Indonesian Filipino
    Australian European Asian Latino Hispanic Swiss Austrian Belgian Catholic Protestant Christian Jewish Muslim Hindu
    Buddhist Republican Democrat""")
)

_UPPER = "A-ZÀ-ÖØ-ÞĀ-Ž"
_PART = (
    rf"\b(?!(?:{'|'.join(sorted(NO_NAMES))})\b)(?=[\w'’-]*[a-zß-öø-ÿ])"
    rf"[{_UPPER}](?:[^\W\d_]|['’])*(?:-[^\W\d_]+)*(?![\w-])"
)
TITLES = ("Dr", "Doctor", "Prof", "Professor", "Mr", "Mister", "Mrs", "Ms")
_TITLE = rf"(?P<title>(?:{'|'.join(TITLES)})\.? )?"
NAME = rf"{_TITLE}(?P<name>{_PART}(?: {_PART})?)"
"""A first name, a surname or both, with or without a title: groups ``title`` and ``name``."""


def called(match: re.Match[str]) -> str:
    """The name that ``NAME`` matched, without a possessive's end; a surname alone keeps its title."""
    name = " ".join(re.sub(r"['’]s$", "", word) for word in match["name"].split())
    return f"{match['title'].strip()} {name}" if match["title"] and " " not in name else name


def bare(name: str) -> str:
    """A name without its title."""
    first, _, rest = name.partition(" ")
    return rest if rest and first.rstrip(".") in TITLES else name
