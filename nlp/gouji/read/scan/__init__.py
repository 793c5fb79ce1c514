"""Scanned pages and pictures: recognised characters and ruling lines into the same pages as those of a PDF."""
