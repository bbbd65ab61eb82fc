"""Text from people, slides and file names stays text."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from tests.hostile import NASTY

from lifestream.render.escape import link_target, markdown, one_line, quoted

nasty_text = st.lists(st.sampled_from((*NASTY, "word", " ", "\n")), min_size=1, max_size=4).map("".join) | st.text(
    "\\`*_{}[]()<>#+-.!|~&=:$\"' \tab1\n", min_size=1, max_size=30
)


def inline(text: str) -> list[Token]:
    """The inline parts of what should be one paragraph."""
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text)
    return [part for token in tokens for part in token.children or ()]


def plain(parts: list[Token]) -> str:
    return "".join(part.content for part in parts)


@given(nasty_text)
def test_any_text_is_read_back_as_it_was_from_a_list(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(f"- {markdown(text)} end")
    assert [t.type for t in tokens if t.nesting == 1] == ["bullet_list_open", "list_item_open", "paragraph_open"]
    [body] = [t for t in tokens if t.type == "inline"]
    assert {part.type for part in body.children or ()} <= {"text", "text_special"}
    assert plain(body.children or []) == " ".join(f"{one_line(text)} end".split())


@given(nasty_text)
def test_any_text_is_read_back_as_it_was_from_a_heading_a_link_and_a_name(text: str) -> None:
    for page in (f"# {markdown(text)}", f"![{markdown(text)}](x.png)", f"- **{markdown(text)}:** end"):
        assert {p.type for p in inline(page)} <= {"text", "text_special", "image", "strong_open", "strong_close"}
    assert plain(inline(f"# {markdown(text)}")) == one_line(text)


@given(nasty_text)
def test_any_text_stays_in_its_table_cell(text: str) -> None:
    table = f"| a | b |\n| --- | --- |\n| {markdown(text)} | end |"
    tokens = MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(table)
    cells = [plain(t.children or []) for t in tokens if t.type == "inline"]
    assert cells == ["a", "b", one_line(text), "end"]


@pytest.mark.parametrize("text", ["see http://evil.example now", "see WWW.evil.example", "mailto:a@evil.example"])
def test_an_address_does_not_become_a_link_by_itself(text: str) -> None:
    assert "\\" in markdown(text)


def test_ordinary_speech_is_left_as_it_is() -> None:
    text = "Well, the Q3 budget (40 %) is $40,000 - see snake_case.py: it's R&D's job, isn't it?"
    assert markdown(text) == text


@given(st.text(max_size=40))
def test_a_link_target_cannot_end_its_link(place: str) -> None:
    [link, _, close] = inline(f"[x]({link_target(place)}#t=1)")
    assert (link.type, close.type) == ("link_open", "link_close")


@pytest.mark.parametrize("place", ["javascript:alert(1)", "data:text/html,x", "//evil.example/x", "\\\\evil\\x"])
def test_a_file_name_cannot_lead_out_of_the_page(place: str) -> None:
    target = link_target(place)
    assert ":" not in target
    assert not target.startswith("//")


def test_a_web_address_is_kept() -> None:
    assert link_target("https://host/a?b=c&d=%20") == "https://host/a?b=c&d=%20"


@given(st.text(max_size=40))
def test_a_quoted_text_is_one_line_that_json_reads_back(text: str) -> None:
    assert json.loads(quoted(text)) == one_line(text)
    assert len(quoted(text).splitlines()) == 1
