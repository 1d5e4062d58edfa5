"""A second reader behind the same interface: a language model at an endpoint that the user names.

Nothing that it says is believed without words of the report: see `geomap.events.chat.answer`.
"""

from geomap.events.chat.endpoint import Endpoint
from geomap.events.chat.reader import ChatReader

__all__ = ["ChatReader", "Endpoint"]
