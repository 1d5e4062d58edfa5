"""From files to documents: encodings, JSON fields, page furniture, publication date, language."""

from geomap.documents.document import document_from_text
from geomap.documents.identify import identify
from geomap.documents.reading import read_documents

__all__ = ["document_from_text", "identify", "read_documents"]
