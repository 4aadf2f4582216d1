"""The shapes of the API. What comes in is checked, what goes out is described.

Spans on the wire are half-open and count UTF-16 code units, as JavaScript does.
"""
