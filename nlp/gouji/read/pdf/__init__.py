"""PDF, by two engines: characters and ruling lines into lines and grids."""
