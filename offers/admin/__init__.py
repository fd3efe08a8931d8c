from offers.admin import contact_point, glossary, need, offer, theme_area

__all__ = ["contact_point", "glossary", "need", "offer", "theme_area"]
