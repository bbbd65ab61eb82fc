"""Characters that look alike, told apart by what stands beside them."""

from __future__ import annotations

import re

_CODE = re.compile(r"(?<!\S)(?=\S*\d)(?=\S*[A-Z])[A-Z0-9l]+(?:[-/.:][A-Z0-9l]+)*(?=$|[\s,;.)])")


def tell_apart(text: str) -> str:
    """Take a small L for a capital I in a code of capitals and digits: in many typefaces they are one shape.

    >>> tell_apart("Code Al-511, all 15 l")
    'Code AI-511, all 15 l'
    """
    return _CODE.sub(lambda code: code[0].replace("l", "I"), text)
