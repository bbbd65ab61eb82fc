import pytest

from lifestream.__main__ import translate
from lifestream.entrypoints.cli.main import UsageError


def test_the_earlier_systems_form_becomes_a_process_command():
    assert translate(["--input", "a.mp4", "--output", "summary.md"]) == ["process", "-o", "summary.md", "--", "a.mp4"]


def test_values_may_follow_an_equals_sign():
    assert translate(["--output=out.md", "--input=-a.mp4"]) == ["process", "-o", "out.md", "--", "-a.mp4"]


def test_other_options_are_passed_on():
    assert translate(["--input", "a.mp4", "--fresh", "--speakers", "3"]) == [
        "process",
        "--fresh",
        "--speakers",
        "3",
        "--",
        "a.mp4",
    ]


@pytest.mark.parametrize(
    "arguments", [["--output", "x.md"], ["--output=x.md"], ["--output", "x.md", "--input"], ["--input="]]
)
def test_the_earlier_systems_form_without_a_recording_says_what_is_missing(arguments):
    with pytest.raises(UsageError, match="--input is missing"):
        translate(arguments)


def test_the_present_form_is_left_alone():
    assert translate(["process", "a.mp4", "-o", "x.md"]) == ["process", "a.mp4", "-o", "x.md"]
