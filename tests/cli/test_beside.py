"""Options that take several files: --prior, --budget, --units; the files before the next option belong to them."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner
from gouji.cli.several import SeveralFiles, SeveralFilesCommand


@click.command("demo", cls=SeveralFilesCommand)
@click.argument("files", nargs=-1, required=True)
@click.option("--prior", cls=SeveralFiles, help="last year")
@click.option("--units", cls=SeveralFiles, help="units")
@click.option("-o", "--output")
@click.option("--bundle", is_flag=True)
def demo(files, prior, units, output, bundle) -> None:  # type: ignore[no-untyped-def]
    click.echo(f"{list(files)} {[list(p) for p in prior]} {[list(u) for u in units]} {output} {bundle}")


@pytest.mark.parametrize(
    ("words", "out"),
    [
        ("a.pdf b.pdf --bundle --prior c.pdf d.pdf", "['a.pdf', 'b.pdf'] [['c.pdf', 'd.pdf']] [] None True"),
        (
            "a.pdf --units u1.pdf u1.xlsx --units u2.pdf",
            "['a.pdf'] [] [['u1.pdf', 'u1.xlsx'], ['u2.pdf']] None False",
        ),
        ("--prior c.pdf a.pdf", "['a.pdf'] [['c.pdf']] [] None False"),
        ("--prior c.pdf -o out a.pdf", "['a.pdf'] [['c.pdf']] [] out False"),
        ("--prior c.pdf d.pdf -o out a.pdf", "['a.pdf'] [['c.pdf', 'd.pdf']] [] out False"),
        ("--prior c.pdf -- a.pdf", "['a.pdf'] [['c.pdf']] [] None False"),
        ("a.pdf", "['a.pdf'] [] [] None False"),
    ],
)
def test_files_up_to_the_next_option_belong_to_it(words: str, out: str) -> None:
    done = CliRunner().invoke(demo, words.split())
    assert (done.exit_code, done.output.strip()) == (0, out)


@pytest.mark.parametrize("words", ["a.pdf --prior", "a.pdf --prior --bundle"])
def test_no_file_behind_it_is_a_fault_of_usage(words: str) -> None:
    assert CliRunner().invoke(demo, words.split()).exit_code == 2


def test_a_file_is_still_required() -> None:
    assert CliRunner().invoke(demo, ["--bundle"]).exit_code == 2
