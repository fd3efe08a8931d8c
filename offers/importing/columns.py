"""The columns of a file of offers."""

COLUMNS = [
    *("title_de", "summary_de", "kind", "theme", "provider", "pillar", "district", "venue_address", "schedule"),
    *("target_group", "languages", "cost", "email", "phone", "website", "valid_from", "valid_until", "source_url"),
]
TRANSLATED = ["title", "summary", "description"]
OPTIONAL_COLUMNS = [
    *("title_uk", "title_en", "summary_uk", "summary_en", "description_de", "description_uk", "description_en"),
]
