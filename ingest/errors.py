"""The base of what can go wrong while reading and indexing.

IngestError
├── ReadingError (document.py)        the file
│   ├── FileMissingError, EmptyDocumentError, UnknownFormatError, UnreadableFileError
├── BundledModelError (bundled_model.py), EmbeddingError (embeddings.py)
├── DataFolderError, IndexBusyError (data_folder.py)
├── IndexUnavailableError (chroma_client.py), IndexMismatchError (index.py)
└── UnknownDocumentError (build.py)
"""


class IngestError(Exception):
    """Every message is in French and fit to show: what happened, and what to do."""
