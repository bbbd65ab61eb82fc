"""``python -m lifestream``: the command line, and the earlier system's ``--input VIDEO --output summary.md``."""

from __future__ import annotations

import sys

from lifestream.entrypoints.cli.main import run


def translate(arguments: list[str]) -> list[str]:
    """Turn the earlier system's form into a ``process`` command; leave anything else as it is."""
    if not any(a == "--input" or a.startswith("--input=") for a in arguments):
        return arguments
    names = {"--output": "-o"}
    inputs: list[str] = []
    others: list[str] = []
    rest = iter(arguments)
    for argument in rest:
        name, _, value = argument.partition("=")
        if name == "--input":
            inputs.append(value or next(rest, ""))
        else:
            others.append(names.get(name, name) if name.startswith("--") else argument)
            if value and name.startswith("--"):
                others.append(value)
    return ["process", *others, "--", *inputs]


if __name__ == "__main__":
    sys.argv[1:] = translate(sys.argv[1:])
    run()
