from offers.admin import calling, contact_point, glossary, need, offer, theme_area

__all__ = ["calling", "contact_point", "glossary", "need", "offer", "theme_area"]
