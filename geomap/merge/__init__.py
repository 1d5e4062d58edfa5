"""The same event in several reports, or told twice in one: found, joined with reasons, and parted again on demand."""

from geomap.merge.joining import merge, split

__all__ = ["merge", "split"]
