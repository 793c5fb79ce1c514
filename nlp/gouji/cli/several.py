"""Options that take several files at once: ``--prior a.pdf b.pdf``, up to the next option."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import click

_JOINT = "\0"


class SeveralFiles(click.Option):
    """An option with one or more files behind it; repeated, each time is a list of its own.

    The value is a tuple with a tuple of files for each time the option stands.
    """

    def __init__(self, names: Sequence[str], help: str = "") -> None:
        super().__init__(names, multiple=True, metavar="FILE...", help=help)

    def type_cast_value(self, ctx: click.Context, value: Any) -> Any:
        """The files of each time the option stands."""
        return tuple(tuple(each.split(_JOINT)) for each in super().type_cast_value(ctx, value) or ())


class SeveralFilesCommand(click.Command):
    """A command whose options of several files end at the next option, and leave its own FILE something.

    Where nothing would be left for FILE, an option keeps its first file only: ``--prior last.pdf this.pdf``.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Join the files of each such option into one argument, then parse as usual.

        Raises:
            UsageError: no file stands behind such an option.
        """
        greedy = self._joined(args, keep=None)
        if not self._has_files(greedy):
            greedy = self._joined(args, keep=1)
        return super().parse_args(ctx, greedy)

    def _joined(self, args: Sequence[str], keep: int | None) -> list[str]:
        names = {name for p in self.params if isinstance(p, SeveralFiles) for name in p.opts}
        out: list[str] = []
        at = 0
        while at < len(args):
            out.append(args[at])
            at += 1
            if args[at - 1] == "--":
                return [*out, *args[at:]]
            if args[at - 1] in names:
                end = at
                while end < len(args) and not _is_option(args[end]) and (keep is None or end - at < keep):
                    end += 1
                if end == at:
                    raise click.UsageError(f"选项 {args[at - 1]} 后面缺少文件")
                out.append(_JOINT.join(args[at:end]))
                at = end
        return out

    def _has_files(self, args: Sequence[str]) -> bool:
        """Whether an argument is left that belongs to no option."""
        takes = {n for p in self.params if isinstance(p, click.Option) and not p.is_flag for n in p.opts}
        at = 0
        while at < len(args):
            if args[at] == "--":
                return at + 1 < len(args)
            if not _is_option(args[at]):
                return True
            at += 2 if args[at] in takes else 1
        return False


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-"
