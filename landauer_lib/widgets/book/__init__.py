"""The widgets of the book, one module a chapter, named like it."""
