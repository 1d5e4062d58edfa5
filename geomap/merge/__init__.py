"""The same event in several reports, or told twice in one: found, joined with reasons, and parted again on demand."""

from geomap.merge.joining import join, merge, unmerge
from geomap.merge.reprints import Fingerprint, fingerprint

__all__ = ["Fingerprint", "fingerprint", "join", "merge", "unmerge"]
