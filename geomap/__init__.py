"""geomap: from news reports to a map that an analyst can trust."""
