"""Two invented provinces audited: what gouji says of them beside the truth, for notebooks/04_panel.ipynb."""
