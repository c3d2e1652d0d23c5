"""The context of a dataset: statements in several voices, gaps, reviews, frozen revisions."""

from commonstacks.library.context.models.answering import Asking, Dispute
from commonstacks.library.context.models.context import Context, Pause
from commonstacks.library.context.models.licence import LicenceCase
from commonstacks.library.context.models.published import Publication, Revision, StaleMark
from commonstacks.library.context.models.review import Key, Review
from commonstacks.library.context.models.said import Consent, Gap, Said, Statement
from commonstacks.library.context.models.stance import Stance

__all__ = [
    "Asking",
    "Consent",
    "Context",
    "Dispute",
    "Gap",
    "Key",
    "LicenceCase",
    "Pause",
    "Publication",
    "Review",
    "Revision",
    "Said",
    "StaleMark",
    "Stance",
    "Statement",
]
