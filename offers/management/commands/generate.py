from argparse import ArgumentParser
from itertools import islice
from random import Random

from django.db import transaction
from django.db.models import Max
from tqdm import tqdm

from arnsberg_hilfe.core.history import RecordedCommand
from arnsberg_hilfe.core.models import Language
from offers import generating
from offers.models import Offer
from offers.search import refresh_words

BATCH = 1000


class Command(RecordedCommand):
    help = "Legt erfundene Angebote für Lasttests an."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--offers", type=int, required=True, metavar="N", help="Anzahl")
        parser.add_argument("--seed", type=int, default=1, help="gleiche Zahl, gleiche Angebote")

    def handle(self, *, offers: int, seed: int, **_options) -> None:
        first = Offer.objects.aggregate(last=Max("pk"))["last"] or 0
        remaining = generating.offers(offers, seed=seed, first=first)
        languages = list(Language.objects.values_list("pk", flat=True))
        with tqdm(total=offers, unit=" Angebote") as bar:
            while batch := list(islice(remaining, BATCH)):
                save(batch, languages, Random(seed))  # noqa: S311 - nothing secret
                bar.update(len(batch))
        refresh_words()


@transaction.atomic
def save(batch: list[Offer], languages: list[str], random: Random) -> None:
    Offer.objects.bulk_create(batch)
    link = Offer.languages.through
    spoken = ((offer.pk, code) for offer in batch for code in random.sample(languages[:4], random.randint(0, 2)))
    link.objects.bulk_create(link(offer_id=offer, language_id=code) for offer, code in spoken)
