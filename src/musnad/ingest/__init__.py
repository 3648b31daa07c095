"""Reading files: the only package that opens them. Whatever comes in, documents and problems come out."""

from musnad.ingest.dates import iso_date
from musnad.ingest.decoding import Decoded, decode
from musnad.ingest.outlets import KnownOutlets
from musnad.ingest.output import atomic_writer
from musnad.ingest.reading import documents
from musnad.ingest.sources import Source, sources
from musnad.ingest.streams import MAX_DOCUMENT_BYTES

__all__ = [
    "MAX_DOCUMENT_BYTES",
    "Decoded",
    "KnownOutlets",
    "Source",
    "atomic_writer",
    "decode",
    "documents",
    "iso_date",
    "sources",
]
