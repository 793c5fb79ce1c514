"""The ``gouji`` command: one module a verb, each a thin wrapper over a plain function.

stdout is data, stderr is talk, ``-`` is standard input. Verbs are imported when they are called, so that
``gouji --help`` is quick.
"""

from __future__ import annotations

import importlib
import sys
from typing import ClassVar

import click

from gouji.errors import GoujiError

USAGE = 2


class Verbs(click.Group):
    """The verbs by name, each in its module."""

    modules: ClassVar[dict[str, str]] = {
        "audit": "gouji.cli.audit",
        "read": "gouji.cli.read",
        "claims": "gouji.cli.claims",
        "quantities": "gouji.cli.quantities",
        "reasons": "gouji.cli.reasons",
        "bulk": "gouji.cli.bulk",
        "evaluate": "gouji.cli.evaluate",
        "gold": "gouji.cli.gold",
        "train": "gouji.cli.train",
        "measure": "gouji.cli.measure",
        "patterns": "gouji.cli.patterns",
        "version": "gouji.cli.version",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all verbs, in the order of use."""
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of a verb, imported on first use."""
        if cmd_name not in self.modules:
            return None
        command = importlib.import_module(self.modules[cmd_name]).command
        assert isinstance(command, click.Command)
        return command


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """勾稽：读懂部门决算情况说明，并与其决算表逐项核对。"""


def main() -> None:
    """Run the command; an error of gouji is one line on stderr and exit status 2."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(
                encoding="utf-8", errors="surrogateescape" if stream is sys.stdin else "backslashreplace"
            )
    try:
        cli.main(prog_name="gouji")
    except GoujiError as error:
        click.echo(f"gouji：{error}", err=True)
        sys.exit(USAGE)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(1)
