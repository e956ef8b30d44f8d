"""One module a format: the bytes of a file → a Document."""
