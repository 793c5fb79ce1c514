"""Data of the project and the programs that make it; nothing here imports the toolkit."""
