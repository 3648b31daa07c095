"""Every error that Musnad raises, in one tree.

    MusnadError                 base: catch this to catch everything Musnad raises on purpose
    ├── InputError              what was given cannot be read
    │   ├── MissingInput        no file, pattern or folder of that name
    │   ├── UnreadableInput     the bytes or the markup cannot be turned into text
    │   └── EmptyInput          nothing to read is left: no letters in it
    ├── RecordError             a record breaks CONTRACT.md
    │   ├── SpanError           a span does not fit the text that it points into
    │   └── EvidenceError       a claim or an event without characters that carry it
    ├── ModelError              a trained model or what it needs is missing or does not fit
    ├── KnowledgeError          a data file of the package is missing or malformed
    ├── StoreError              a database cannot be opened, is of another version, or fails
    ├── RequestError            a request to the server cannot be answered
    └── PipelineError           stages in an order in which they cannot run

Messages say what is wrong, where, and what to do. Errors of other libraries are translated once, where they are called.
"""


class MusnadError(Exception):
    """Base of every error raised on purpose; `kind` is its stable name in stored problems."""

    kind = "musnad"


class InputError(MusnadError):
    """What was given cannot be read."""

    kind = "input"


class MissingInput(InputError):
    """No file, pattern or folder of that name."""

    kind = "missing-input"


class UnreadableInput(InputError):
    """The bytes or the markup cannot be turned into text."""

    kind = "unreadable-input"


class EmptyInput(InputError):
    """Nothing to read is left: there are no letters in it."""

    kind = "empty-input"


class RecordError(MusnadError):
    """A record breaks the contract."""

    kind = "record"


class SpanError(RecordError):
    """A span does not fit the text that it points into."""

    kind = "span"


class EvidenceError(RecordError):
    """A claim or an event without characters that carry it."""

    kind = "evidence"


class ModelError(MusnadError):
    """A trained model or what it needs is missing or does not fit."""

    kind = "model"


class KnowledgeError(MusnadError):
    """A data file of the package is missing or malformed."""

    kind = "knowledge"


class StoreError(MusnadError):
    """A database cannot be opened, is of another version, or fails."""

    kind = "store"


class PipelineError(MusnadError):
    """Stages in an order in which they cannot run."""

    kind = "pipeline"


class RequestError(MusnadError):
    """A request to the server cannot be answered."""

    kind = "request"
