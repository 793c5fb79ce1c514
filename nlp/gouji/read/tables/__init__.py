"""Grids into the tables of a report: headers, rows, columns, forms, page breaks."""
