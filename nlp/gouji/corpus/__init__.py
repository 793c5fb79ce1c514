"""Gold made by reading: loading it, comparing what it says, agreement of annotators, exchange with Label Studio."""

from gouji.corpus.gold import REPORTS, Gold, find_report, held_out, load, report_of, split, styles

__all__ = ["REPORTS", "Gold", "find_report", "held_out", "load", "report_of", "split", "styles"]
