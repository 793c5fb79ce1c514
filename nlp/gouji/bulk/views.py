"""The DuckDB file over the Parquet parts, and the queries that a researcher asks first."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from gouji.bulk.folder import Folder, LocalFolder, at
from gouji.bulk.store import INPUTS, TABLES
from gouji.bulk.tables import schema
from gouji.errors import GoujiError
from gouji.render.tables import Column

NAME = "gouji.duckdb"
_MISSING = 'gouji bulk 需要 duckdb，请运行：pip install "gouji[bulk]"'


@dataclass(frozen=True, slots=True)
class Query:
    """A query of the package: its name, what it answers, its SQL."""

    name: str
    title: str
    sql: str


def check() -> None:
    """See that DuckDB is there before hours of work.

    Raises:
        GoujiError: it is not installed.
    """
    try:
        import duckdb  # noqa: F401
    except ImportError as error:
        raise GoujiError(_MISSING) from error


def build(folder: Folder) -> None:
    """Make or renew the views in OUT/gouji.duckdb; what else a user keeps in it stays.

    The views name the parts by absolute path: after moving the folder they are made again by another run. DuckDB
    writes to a local file only: a store under a URL has none, `connect` makes the views for it each time.

    Raises:
        GoujiError: the file is open elsewhere, or is not one of DuckDB.
    """
    if not isinstance(folder, LocalFolder):
        return
    import duckdb

    path = folder.path / NAME
    try:
        with duckdb.connect(str(path)) as connection:
            _make(connection, str(folder.path.resolve()))
    except duckdb.Error as error:
        first = str(error).splitlines()[0]
        raise GoujiError(f"无法写入 {path}：{first}；请关闭使用它的程序后重新运行") from error


def queries() -> tuple[Query, ...]:
    """The queries of the package in order; the first line of each file says what it answers."""
    found = []
    for file in sorted((resources.files("gouji.bulk") / "queries").iterdir(), key=lambda file: file.name):
        if file.name.endswith(".sql"):
            text = file.read_text("utf-8")
            title, _, _ = text.partition("\n")
            found.append(Query(file.name.removesuffix(".sql"), title.removeprefix("--").strip(), text))
    return tuple(found)


@contextlib.contextmanager
def connect(folder: str | Path) -> Iterator[Any]:
    """A connection of DuckDB to the views of a store; reading only, closed afterwards.

    Args:
        folder: of the store, or its URL; then the views are made in memory, and the parts are read through fsspec.

    Raises:
        GoujiError: there is no store in the folder.
    """
    check()
    import duckdb

    place = at(folder)
    if isinstance(place, LocalFolder):
        path = place.path / NAME
        if not path.exists():
            raise GoujiError(f"{folder} 中没有 {NAME}；请先运行 gouji bulk")
        with duckdb.connect(str(path), read_only=True) as connection:
            yield connection
        return
    if not place.names(f"{TABLES}/reports"):
        raise GoujiError(f"{folder} 中没有结果库；请先运行 gouji bulk")
    with duckdb.connect() as connection:
        connection.register_filesystem(place.files)
        _make(connection, place.where)
        yield connection


def ask(folder: str | Path, sql: str) -> list[tuple[Any, ...]]:
    """The rows of a query against a store in a folder or under a URL.

    Raises:
        GoujiError: there is no store.
    """
    with connect(folder) as connection:
        rows: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
    return rows


def _make(connection: Any, where: str) -> None:
    for name, columns in {**schema(), "inputs": INPUTS}.items():
        connection.execute(_view(f"{where}/{TABLES}/{name}", name, columns))


def _view(folder: str, name: str, columns: Sequence[Column]) -> str:
    """The text of a view: decimals as numbers, JSON as JSON."""
    types = {"decimal": "DECIMAL(38, 10)", "json": "JSON"}
    cast = [
        f'TRY_CAST("{column.name}" AS {types[column.kind]}) AS "{column.name}"'
        for column in columns
        if column.kind in types
    ]
    chosen = f"* REPLACE ({', '.join(cast)})" if cast else "*"
    files = f"{folder}/*.parquet".replace("'", "''")
    return f"CREATE OR REPLACE VIEW \"{name}\" AS SELECT {chosen} FROM read_parquet('{files}')"
