"""Hostile text made safe: what people say, slides show and files are called never becomes markup."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]")
"""Control characters, and those that turn the direction of what follows them."""
_SURROGATE = re.compile("[\ud800-\udfff]")

_MARKUP = re.compile(r"[\\`*\[\]{}|~]")
_ENTITY = re.compile(r"&(?=#|\w+;)")
_UNDERSCORE = re.compile(r"(?<![^\W_])_|_(?![^\W_])")
_HASH = re.compile(r"(?<!\S)#|#(?!\S)")
_FORMULA = re.compile(r"\$(?!\d)")
_ADDRESS = re.compile(r"(?<=www)\.|:(?=//)|(?<=mailto):|(?<=xmpp):", re.IGNORECASE)
_BLOCK = re.compile(r"^(?:[-+=>:]|\d+(?=[.)]))")


def one_line(text: str) -> str:
    r"""The text on one line, with single spaces and without characters that do not print.

    >>> one_line("two\r\n lines\x07")
    'two lines'
    """
    return " ".join(_SURROGATE.sub("\ufffd", _INVISIBLE.sub("", text)).split())


def markdown(text: str) -> str:
    r"""The text as literal Markdown (CommonMark and GitHub's), on one line, wherever it is put.

    >>> markdown("<b>*no* [link](javascript:x)")
    '&lt;b>\\*no\\* \\[link\\](javascript:x)'
    >>> markdown("1. snake_case costs $40")
    '1\\. snake_case costs $40'
    """
    safe = _MARKUP.sub(r"\\\g<0>", one_line(text))
    safe = _ENTITY.sub("&amp;", safe).replace("<", "&lt;")
    for pattern in (_UNDERSCORE, _HASH, _FORMULA, _ADDRESS):
        safe = pattern.sub(r"\\\g<0>", safe)
    return _BLOCK.sub(_literal_start, safe)


def _literal_start(match: re.Match[str]) -> str:
    """A start that would open a list, a quotation or an underline, made to stand for itself."""
    start = match[0]
    return f"{start}\\" if start[0].isdigit() else f"\\{start}"


def link_target(place: str) -> str:
    """A path or a web address as a target that Markdown takes whole.

    Anything that does not begin with ``http://`` or ``https://`` is a path, whatever it looks like.

    >>> link_target("my talk (1).mp4"), link_target("javascript:alert(1)")
    ('my%20talk%20%281%29.mp4', 'javascript%3Aalert%281%29')
    """
    if re.match(r"https?://", place):
        return quote(place, safe=":/?&=%@+,;~!$'", errors="replace")
    path = quote(place.replace("\\", "/"), safe="/", errors="replace")
    return re.sub("^/{2,}", "/", path)


def quoted(text: str) -> str:
    """The text as a double-quoted scalar, which YAML and JSON read alike."""
    return json.dumps(one_line(text), ensure_ascii=False)
