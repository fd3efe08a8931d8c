from django.contrib.staticfiles.apps import StaticFilesConfig


class StaticFiles(StaticFilesConfig):
    """Collects what the browser needs; the front-end packages and the fonts for paper stay out."""

    ignore_patterns = [
        *StaticFilesConfig.ignore_patterns,
        "node_modules",
        "package*.json",
        "*.scss",
        "*.mjs",
        "*.md",
        "readme",
        "paper",
    ]
