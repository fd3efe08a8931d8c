"""What questions to the office keep of their past."""

from arnsberg_hilfe.core.history import keep, not_kept
from arnsberg_hilfe.portal.models import DataRequest, Entry, Inquiry, PromisedErasure

keep(Inquiry)
not_kept("a history of its own", Entry)
not_kept("a protocol that never changes", DataRequest)
not_kept("done and gone", PromisedErasure)
