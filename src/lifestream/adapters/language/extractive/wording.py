"""From the words of a promise or a request to the wording of a task."""

from __future__ import annotations

import re

from lifestream.adapters.language.extractive.phrases import either, whole

_REASONS = """
    because / since / so that / so i / so we / so you / which / as i / as we / if that / if you / if it / okay / ok
    right / then / though / to be honest / in case / when (?:i|we|you|it|they)
"""
_TRAIL = whole(
    rf"(?:,| -)? {either(_REASONS)}\b.*$"
    r"|, (?:and|but|so) (?:i|we|you|it|that|then|they)\b.*$|, (?:yes|okay|right|too|please|thanks)\.?$"
)
"""What follows a task in its sentence: reasons, conditions, asides."""


def task_text(rest: str, owner: str | None, other: str | None) -> str:
    """The verb phrase of a promise or a request as a task: no reasons, no "you" and "me".

    Args:
        rest: what stands behind "I will" or "please".
        owner: who will do it, as a label.
        other: to or for whom, as a label; ``None`` where nobody can say.

    >>> task_text("send you the list, because you need it.", "Tom", "Nadia")
    'Send Nadia the list'
    >>> task_text("call the hospital, and reserve the freezer.", "Nadia", None)
    'Call the hospital and reserve the freezer'
    """
    plain = _TRAIL.sub("", rest.rstrip(".!? "))
    for pronoun in (r"\byou\b", r"\bme\b"):
        if other:
            plain = re.sub(rf"(?<=\w ){pronoun}", other, plain, flags=re.IGNORECASE)
        else:
            plain = re.sub(
                rf"\s+(?:(?:to|for|with) )?{pronoun}(?= (?:the|a|an|my|that|it|some|all|this)\b|$)",
                "",
                plain,
                flags=re.IGNORECASE,
            )
    if plain.count(",") == 1:
        plain = plain.replace(", and ", " and ")
    plain = re.sub(r"\b(?:my|your) own\b|\bmy\b", "their", plain)
    plain = re.sub(r"\bmyself\b|\byourself\b", "themselves", plain)
    plain = re.sub(r"\b(?:please|just|also|quickly|actually)\s+", "", plain, flags=re.IGNORECASE)
    plain = re.sub(r"\s+(?:as well|too|then|please|for sure|again)$", "", plain.strip(" ,;:-"), flags=re.IGNORECASE)
    return plain[:1].upper() + plain[1:]
