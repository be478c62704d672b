"""The named widgets of the book, one module a chapter."""
