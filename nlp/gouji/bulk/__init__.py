"""Many reports into one store: tasks, a runner with worker processes, a manifest, Parquet parts, DuckDB views.

`gouji.bulk.run.bulk` does all of it; a runner of one's own is any `gouji.bulk.runners.Runner`.
"""
