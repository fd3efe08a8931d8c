from django.db import migrations

# Stadtteil: slug, other names, neighbours (each pair named once)
DISTRICTS = {
    "Arnsberg": ("arnsberg", "Alt-Arnsberg", ["Breitenbruch", "Niedereimer", "Rumbeck", "Uentrop", "Wennigloh"]),
    "Bachum": ("bachum", "", ["Neheim", "Voßwinkel"]),
    "Breitenbruch": ("breitenbruch", "", ["Niedereimer"]),
    "Bruchhausen": ("bruchhausen", "", ["Hüsten", "Niedereimer"]),
    "Herdringen": ("herdringen", "", ["Holzen", "Hüsten", "Müschede"]),
    "Holzen": ("holzen", "", ["Neheim"]),
    "Hüsten": ("huesten", "", ["Müschede", "Neheim"]),
    "Müschede": ("mueschede", "", ["Wennigloh"]),
    "Neheim": ("neheim", "Neheim-Hüsten, Moosfelde, Erlenbruch", ["Voßwinkel"]),
    "Niedereimer": ("niedereimer", "", []),
    "Oeventrop": ("oeventrop", "", ["Rumbeck", "Uentrop"]),
    "Rumbeck": ("rumbeck", "", ["Uentrop"]),
    "Uentrop": ("uentrop", "", []),
    "Voßwinkel": ("vosswinkel", "", []),
    "Wennigloh": ("wennigloh", "", []),
}
# Code: German, Ukrainian, English
LANGUAGES = {
    "de": ("Deutsch", "німецька", "German"),
    "uk": ("Ukrainisch", "українська", "Ukrainian"),
    "ru": ("Russisch", "російська", "Russian"),
    "en": ("Englisch", "англійська", "English"),
    "pl": ("Polnisch", "польська", "Polish"),
    "ar": ("Arabisch", "арабська", "Arabic"),
    "tr": ("Türkisch", "турецька", "Turkish"),
    "fa": ("Persisch", "перська", "Persian"),
    "ku": ("Kurdisch", "курдська", "Kurdish"),
    "ro": ("Rumänisch", "румунська", "Romanian"),
    "bg": ("Bulgarisch", "болгарська", "Bulgarian"),
    "sq": ("Albanisch", "албанська", "Albanian"),
    "fr": ("Französisch", "французька", "French"),
    "es": ("Spanisch", "іспанська", "Spanish"),
    "it": ("Italienisch", "італійська", "Italian"),
    "gsg": ("Deutsche Gebärdensprache", "німецька жестова мова", "German Sign Language"),
}


def create(apps, schema_editor):
    District = apps.get_model("core", "District")
    Language = apps.get_model("core", "Language")
    districts = {
        name: District.objects.create(name=name, slug=slug, aliases=aliases)
        for name, (slug, aliases, _neighbours) in DISTRICTS.items()
    }
    for name, (_slug, _aliases, neighbours) in DISTRICTS.items():
        districts[name].neighbours.add(*(districts[other] for other in neighbours))
    Language.objects.bulk_create(
        Language(code=code, name=de, name_de=de, name_uk=uk, name_en=en, position=position)
        for position, (code, (de, uk, en)) in enumerate(LANGUAGES.items(), start=1)
    )


class Migration(migrations.Migration):
    dependencies = [("core", "0001_initial")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
