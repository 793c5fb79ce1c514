"""Workbooks (.xlsx, .xls): each visible sheet as its lines and grids, every cell as it is shown."""
