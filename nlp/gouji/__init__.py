"""gouji 勾稽: reads what Chinese government departments say about their money and checks it."""

__version__ = "0.1.0"
