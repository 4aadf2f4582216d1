"""The built-in phrase lists, as data."""
