"""Gold made by reading: loading it, comparing what it says, agreement of annotators, exchange with Label Studio."""

from gouji.corpus.gold import Gold, load, report_of, split

__all__ = ["Gold", "load", "report_of", "split"]
