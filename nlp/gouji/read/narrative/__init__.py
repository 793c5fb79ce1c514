"""Lines into paragraphs, sections and what the report says of itself."""
