"""What happened to each record, written by the database itself: bulk changes and raw SQL too.

Triggers (django-pghistory) keep, of every change, the row as it was before. An app says in its history.py of which
models. `acting` says who does it, `history_of` tells it in words, `forget` erases it.
"""

from arnsberg_hilfe.core.history.acting import RecordedCommand, acting, name_jobs
from arnsberg_hilfe.core.history.forgetting import KEPT_FOR, forget, forget_old
from arnsberg_hilfe.core.history.keeping import NOT_KEPT, keep, keep_links, kept, not_kept, unrecorded
from arnsberg_hilfe.core.history.telling import Change, Line, history_of

__all__ = [
    "KEPT_FOR",
    "NOT_KEPT",
    "Change",
    "Line",
    "RecordedCommand",
    "acting",
    "forget",
    "forget_old",
    "history_of",
    "keep",
    "keep_links",
    "kept",
    "name_jobs",
    "not_kept",
    "unrecorded",
]
