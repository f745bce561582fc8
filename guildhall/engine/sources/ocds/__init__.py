"""Notices in the Open Contracting Data Standard, from bytes to `Document`s with the sightings they contain.

`read` takes a file or its bytes; a build cuts files into `chunks` and gives each to a worker's `documents`.
"""

from guildhall.engine.sources.ocds.heading import SOURCES, source_of
from guildhall.engine.sources.ocds.notice import Document
from guildhall.engine.sources.ocds.streams import LONGEST_LINE, Chunk, chunks, document, documents, is_lines, read

__all__ = [
    "LONGEST_LINE",
    "SOURCES",
    "Chunk",
    "Document",
    "chunks",
    "document",
    "documents",
    "is_lines",
    "read",
    "source_of",
]
