from django.db import migrations

# slug: icon and colour, then name and subject in German, Ukrainian, English
THEMES = {
    "bildung": (
        "violet",
        ("Bildung, Erziehung und Betreuung", "Освіта, виховання та догляд", "Education and child care"),
        (
            "Deutsch lernen, Kita, Schule, Betreuung",
            "Німецька мова, дитячий садок, школа, догляд",
            "German courses, nursery, school, child care",
        ),
    ),
    "kultur": (
        "magenta",
        ("Kultur, Freizeit und Sport", "Культура, дозвілля та спорт", "Culture, leisure and sport"),
        (
            "Treffpunkte, Vereine, Feste, Sport",
            "Зустрічі, клуби, свята, спорт",
            "Meeting places, clubs, festivals, sport",
        ),
    ),
    "berufe": (
        "ochre",
        ("Berufe und Talente", "Професії та таланти", "Jobs and talents"),
        (
            "Arbeit, Ausbildung, eigene Fähigkeiten",
            "Робота, навчання за фахом, власні вміння",
            "Work, training, your own skills",
        ),
    ),
    "gesundheit": (
        "green",
        (
            "Gesundheit, Soziales und Behördliches",
            "Здоров’я, соціальні та адміністративні питання",
            "Health, social and official matters",
        ),
        (
            "Beratung, Ämter, Übersetzen, Begleitung",
            "Консультації, установи, переклад, супровід",
            "Advice, authorities, interpreting, company",
        ),
    ),
    "wohnen": (
        "teal",
        ("Wohnen und Familie", "Житло та родина", "Housing and family"),
        (
            "Wohnung, Umzug, Möbel, Familienalltag",
            "Квартира, переїзд, меблі, родинний побут",
            "Flat, moving, furniture, family life",
        ),
    ),
    "spenden": (
        "red",
        ("Spenden und Sponsoring", "Пожертви та спонсорство", "Donations and sponsoring"),
        ("Sachen, Lebensmittel, Geld", "Речі, продукти, гроші", "Goods, food, money"),
    ),
}
# name: responsibility, e-mail, phone, hours, website, themes (empty: none in particular)
CONTACT_POINTS = {
    "KsA Ukrainehilfe": (
        "Alle Fragen und Hilfsangebote, wenn Sie nicht wissen, wer zuständig ist",
        "ukrainehilfe@arnsberg.de", "02932 201-1657", "Mo–Fr 10–12 Uhr", "https://www.arnsberg.de/ukraine",
        ["bildung", "kultur", "berufe", "gesundheit", "wohnen", "spenden"],
    ),
    "Engagementförderung": (
        "Patenschaften und Ehrenamt", "efa@arnsberg.de", "", "", "", ["gesundheit", "wohnen"],
    ),
    "Macher:innen": (
        "Leere Wohnungen renovieren: Helfende, Gruppen und Handwerksbetriebe",
        "MGM@arnsberg.de", "02932 201-4444", "Mo–Do 8–16 Uhr, Fr 8–12 Uhr", "", ["wohnen"],
    ),
    "Private Unterkunft": (
        "Ein Zimmer oder eine Einliegerwohnung für Geflüchtete melden", "obdach@arnsberg.de", "", "", "", ["wohnen"],
    ),
    "Mietangebote": (
        "Eine Mietwohnung dauerhaft anbieten",
        "mietangebote-ukraine@arnsberg.de", "", "", "https://portal.arnsberg.de/services/6", ["wohnen"],
    ),
    "Sprachmittlerpool des Hochsauerlandkreises": (
        "Übersetzen bei Gesprächen in Schule, Kita und Beratung; selbst übersetzen",
        "sprachmittlerpool@hochsauerlandkreis.de", "02931 94-4128", "", "", ["bildung", "berufe", "gesundheit"],
    ),
    "Caritas-Projekt »Himmel & Erde«": (
        "Begegnung im Anton-Schwede-Haus in Neheim", "", "02931 5450510", "", "https://www.caritas-arnsberg.de", ["kultur"],
    ),
}  # fmt: skip

# name: responsibility in Ukrainian and English
RESPONSIBILITIES = {
    "KsA Ukrainehilfe": (
        "Усі питання та пропозиції допомоги, якщо Ви не знаєте, до кого звернутися",
        "All questions and offers of help, when you do not know whom to ask",
    ),
    "Engagementförderung": ("Наставництво та волонтерство", "Mentoring and volunteering"),
    "Macher:innen": (
        "Ремонт порожніх квартир: помічники, групи та майстерні",
        "Renovating empty flats: helpers, groups and craft businesses",
    ),
    "Private Unterkunft": (
        "Повідомити про вільну кімнату або квартиру для біженців",
        "Tell us about a free room or flat for refugees",
    ),
    "Mietangebote": ("Здати квартиру на тривалий час", "Rent out a flat long-term"),
    "Sprachmittlerpool des Hochsauerlandkreises": (
        "Переклад розмов у школі, дитсадку та на консультаціях; стати перекладачем",
        "Interpreting at school, nursery and advice centres; becoming an interpreter",
    ),
    "Caritas-Projekt »Himmel & Erde«": (
        "Зустрічі в Anton-Schwede-Haus у Негаймі",
        "Meeting people at the Anton-Schwede-Haus in Neheim",
    ),
}
HOURS = {
    "Mo–Fr 10–12 Uhr": ("пн–пт, 10:00–12:00", "Mon–Fri 10 am–12 noon"),
    "Mo–Do 8–16 Uhr, Fr 8–12 Uhr": ("пн–чт, 8:00–16:00, пт, 8:00–12:00", "Mon–Thu 8 am–4 pm, Fri 8 am–12 noon"),
    "": ("", ""),
}


def create(apps, schema_editor):
    ThemeArea = apps.get_model("offers", "ThemeArea")
    ContactPoint = apps.get_model("offers", "ContactPoint")
    themes = {}
    for number, (slug, (colour, names, intros)) in enumerate(THEMES.items(), start=1):
        texts = {f"name_{code}": text for code, text in zip(("de", "uk", "en"), names, strict=True)}
        texts |= {f"intro_{code}": text for code, text in zip(("de", "uk", "en"), intros, strict=True)}
        themes[slug] = ThemeArea.objects.create(
            number=number, slug=slug, icon=slug, colour=colour, name=names[0], intro=intros[0], **texts
        )
    for position, (name, (responsibility, email, phone, hours, website, slugs)) in enumerate(CONTACT_POINTS.items(), 1):
        point = ContactPoint.objects.create(
            name=name,
            responsibility=responsibility,
            responsibility_de=responsibility,
            responsibility_uk=RESPONSIBILITIES[name][0],
            responsibility_en=RESPONSIBILITIES[name][1],
            email=email,
            phone=phone,
            hours=hours,
            hours_de=hours,
            hours_uk=HOURS[hours][0],
            hours_en=HOURS[hours][1],
            website=website,
            position=position,
        )
        point.themes.add(*(themes[slug] for slug in slugs))


class Migration(migrations.Migration):
    dependencies = [("offers", "0001_initial"), ("core", "0002_districts_languages")]
    operations = [migrations.RunPython(create, migrations.RunPython.noop)]
