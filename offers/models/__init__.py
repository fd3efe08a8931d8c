from offers.models.choices import Audience, Kind, Source, Status
from offers.models.contact_point import ContactPoint
from offers.models.glossary import GlossaryConcept, SearchWord
from offers.models.need import Need
from offers.models.offer import Offer
from offers.models.offer_life import Freshness
from offers.models.theme_area import ThemeArea

__all__ = [
    "Audience",
    "ContactPoint",
    "Freshness",
    "GlossaryConcept",
    "Kind",
    "Need",
    "Offer",
    "SearchWord",
    "Source",
    "Status",
    "ThemeArea",
]
