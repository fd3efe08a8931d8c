"""What questions to the office keep of their past."""

from arnsberg_hilfe.core.history import keep, not_kept
from arnsberg_hilfe.portal.models import Entry, Inquiry

keep(Inquiry)
not_kept("a history of its own", Entry)
