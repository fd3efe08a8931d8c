"""What offers and all that belongs to them keep of their past."""

from arnsberg_hilfe.core.history import keep, keep_links, not_kept
from offers.models import (
    Call,
    CallLetter,
    ContactPoint,
    Decision,
    Edition,
    Event,
    GlossaryConcept,
    Message,
    Need,
    NeedReply,
    Offer,
    PageViews,
    Report,
    Revision,
    SearchWord,
    Subscriber,
    ThemeArea,
)

keep(Offer, noise="fresh_on website_checked_at")
keep_links(Offer.languages)
keep(Need)
keep_links(Need.covered_by)
keep(NeedReply, hidden="text")
keep(ContactPoint)
keep_links(ContactPoint.themes)
keep(ThemeArea)
keep(Subscriber)
keep_links(Subscriber.themes, Subscriber.languages)
keep(Call)
keep(Message, hidden="text answer")
keep(Report, hidden="email text")
keep(Revision, hidden="changes", within="offer")
keep(GlossaryConcept, noise="keys")
keep_links(GlossaryConcept.broader, GlossaryConcept.related)
not_kept("a history of its own", Event, Decision)
not_kept("computed, nobody writes it", Edition, SearchWord, PageViews)
not_kept("a protocol of what was sent", CallLetter)
