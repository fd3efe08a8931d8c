"""The public list of offers: reading a request's filters, finding the page, counting the facets."""

from offers.catalogue.filters import Filters
from offers.catalogue.options import Options
from offers.catalogue.page import CAP, PAGE_SIZE, CataloguePage, browse

__all__ = ["CAP", "PAGE_SIZE", "CataloguePage", "Filters", "Options", "browse"]
