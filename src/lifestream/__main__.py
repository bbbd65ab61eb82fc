"""``python -m lifestream``: the command line, and the earlier system's ``--input VIDEO --output summary.md``."""

from __future__ import annotations

from lifestream.entrypoints.cli.main import UsageError, run


def translate(arguments: list[str]) -> list[str]:
    """Turn the earlier system's form into a ``process`` command; leave anything else as it is.

    Raises:
        UsageError: it is that form, and names no recording.
    """
    if not any(a == "--input" or a.startswith("--input=") for a in arguments):
        if arguments and arguments[0].partition("=")[0] == "--output":
            raise _no_input()
        return arguments
    names = {"--output": "-o"}
    inputs: list[str] = []
    others: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        name, _, value = argument.partition("=")
        if name == "--input":
            inputs.append(value or next(rest, ""))
            if not inputs[-1]:
                raise _no_input()
        else:
            others.append(names.get(name, name) if name.startswith("--") else argument)
            if value and name.startswith("--"):
                others.append(value)
    return ["process", *others, "--", *inputs]


def _no_input() -> UsageError:
    return UsageError("--input is missing.", remedy="Name the recording: --input VIDEO --output summary.md")


if __name__ == "__main__":
    run(translate)
