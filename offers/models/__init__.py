from offers.models.call import Call, CallLetter, Subscriber
from offers.models.choices import Audience, Kind, Source, Status
from offers.models.contact_point import ContactPoint
from offers.models.decision import Decision
from offers.models.edition import Edition
from offers.models.event import Event
from offers.models.glossary import GlossaryConcept, SearchWord
from offers.models.message import Message
from offers.models.need import Need
from offers.models.need_reply import NeedReply
from offers.models.offer import Offer
from offers.models.offer_life import Freshness
from offers.models.page_view import PageViews
from offers.models.report import Report
from offers.models.revision import Revision
from offers.models.theme_area import ThemeArea

__all__ = [
    "Audience",
    "Call",
    "CallLetter",
    "ContactPoint",
    "Decision",
    "Edition",
    "Event",
    "Freshness",
    "GlossaryConcept",
    "Kind",
    "Message",
    "Need",
    "NeedReply",
    "Offer",
    "PageViews",
    "Report",
    "Revision",
    "SearchWord",
    "Source",
    "Status",
    "Subscriber",
    "ThemeArea",
]
