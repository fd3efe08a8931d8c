"""The agreement of a Patenschaft on paper: German, and Ukrainian below each sentence, for three to sign."""

from datetime import datetime

from arnsberg_hilfe.core import paper
from sponsorship.models import Sponsorship

TITLE = ("Vereinbarung über eine Patenschaft", "Угода про наставництво")
PARTIES = [
    ("Patin oder Pate", "Наставник або наставниця"),
    ("Haushalt", "Родина"),
    ("Fachstelle der Stadt Arnsberg", "Служба міста Арнсберг"),
]
# Heading and sentences, each in German and Ukrainian
PARTS = [
    (
        ("Was wir vereinbaren", "Про що ми домовляємося"),
        [
            (
                (
                    "Wir treffen uns regelmäßig, so wie es für beide Seiten passt. Die Patenschaft ist ehrenamtlich "
                    "und kostet nichts."
                ),
                (
                    "Ми зустрічаємося регулярно, у зручний для обох сторін час. Наставництво є волонтерським і "
                    "безкоштовним."
                ),
            ),
            (
                "Wir begegnen uns mit Achtung. Wir helfen dabei, dass jede und jeder selbst zurechtkommt.",
                "Ми ставимося одне до одного з повагою. Ми допомагаємо так, щоб кожен міг дати собі раду самостійно.",
            ),
            (
                "Geld wird weder verliehen noch verschenkt. Rechtlichen und ärztlichen Rat geben Fachleute.",
                "Ми не позичаємо й не даруємо грошей. Юридичні та медичні поради надають фахівці.",
            ),
        ],
    ),
    (
        ("Verschwiegenheit", "Конфіденційність"),
        [
            (
                (
                    "Was wir voneinander erfahren, erzählen wir nicht weiter, auch nicht nach dem Ende. Adressen, "
                    "Telefonnummern und Fotos geben wir nicht weiter."
                ),
                (
                    "Те, що ми дізнаємося одне про одного, ми не розповідаємо іншим, навіть після завершення. Ми не "
                    "передаємо адрес, номерів телефону та фотографій."
                ),
            ),
        ],
    ),
    (
        ("Versicherung", "Страхування"),
        [
            (
                (
                    "Die Fachstelle hat erklärt, wie Patinnen und Paten bei einem Unfall oder einem Schaden versichert "
                    "sind. Einen Schaden melden wir ihr sofort."
                ),
                (
                    "Служба пояснила, як наставники й наставниці застраховані на випадок нещасного випадку чи шкоди. "
                    "Про шкоду ми одразу повідомляємо службу."
                ),
            ),
        ],
    ),
    (
        ("Fachstelle und Ende", "Служба та завершення"),
        [
            (
                (
                    "Die Fachstelle begleitet uns. Sie fragt beide Seiten regelmäßig, wie es geht, und hilft, "
                    "wenn etwas nicht stimmt."
                ),
                (
                    "Служба супроводжує нас. Вона регулярно запитує обидві сторони, як справи, і допомагає, "
                    "якщо щось не так."
                ),
            ),
            (
                (
                    "Jede Seite kann die Patenschaft jederzeit beenden, ohne einen Grund zu nennen. "
                    "Ein Wort an die Fachstelle genügt."
                ),
                "Кожна сторона може будь-коли завершити наставництво, не називаючи причини. Досить повідомити службу.",
            ),
        ],
    ),
]
SIGN = ("Ort, Datum, Unterschrift", "Місце, дата, підпис")


def agreement_pdf(sponsorship: Sponsorship, *, now: datetime) -> bytes:
    """With the names of both sides: the one paper that has them."""
    names = [sponsorship.sponsor.name, sponsorship.household.name, _colleague(sponsorship)]
    data = {
        "title": TITLE,
        "parties": [{"role": role, "name": name} for role, name in zip(PARTIES, names, strict=True)],
        "parts": [{"heading": heading, "sentences": sentences} for heading, sentences in PARTS],
        "sign": SIGN,
    }
    return paper.pdf("agreement", data, title=TITLE[0], language="de", now=now)


def _colleague(sponsorship: Sponsorship) -> str:
    return str(sponsorship.household.responsible or sponsorship.sponsor.responsible or "")
