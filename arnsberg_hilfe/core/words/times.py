"""Weekdays and times of day: each has one word (Dienstag, Abend) that all its spellings lead to."""

import re
from functools import lru_cache

from arnsberg_hilfe.core.words.folding import fold

DAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
WEEKEND = DAYS[5:]
SHORT = {"mo": 0, "di": 1, "mi": 2, "do": 3, "fr": 4, "sa": 5, "so": 6}
SPANS = {
    "taglich": DAYS, "werktags": DAYS[:6], "werktaglich": DAYS[:6], "wochentags": DAYS[:5],
    **dict.fromkeys(("wochenende", "wochenenden", "wochenends"), (*WEEKEND, "wochenende")),
}  # fmt: skip
FOREIGN = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6, "sonnabend": 5,
    "понеділок": 0, "вівторок": 1, "середа": 2, "середу": 2, "четвер": 3, "пятниця": 4, "пятницю": 4, "субота": 5,
    "суботу": 5, "неділя": 6, "неділю": 6, "понедельник": 0, "вторник": 1, "среда": 2, "среду": 2, "четверг": 3,
    "пятница": 4, "пятницу": 4, "суббота": 5, "субботу": 5, "воскресенье": 6,
}  # fmt: skip
FOREIGN_DAYS = {fold(word): DAYS[number] for word, number in FOREIGN.items()}
TIMES = ("vormittag", "nachmittag", "mittag", "morgen", "abend", "nacht")
DAY_WORD = re.compile(rf"({'|'.join((*DAYS, 'sonnabend'))})(?:e|en)?({'|'.join(TIMES)})?s?")
TIME_WORD = re.compile(rf"({'|'.join(TIMES)})(?:e|s)?")
SPAN = re.compile(r"\b(mo|di|mi|do|fr|sa|so)\b\.?(?:\s*(?:[-–—]|bis)\s*\b(mo|di|mi|do|fr|sa|so)\b)?")
HOUR = re.compile(r"\b(\d{1,2})(?:[.:]\d\d)?\s*(?:[-–—]|bis)?\s*(?:\d{1,2}(?:[.:]\d\d)?)?\s*uhr")
NOON, EVENING = 12, 17


@lru_cache(maxsize=50_000)
def time_words(word: str) -> tuple[str, ...]:
    """What a word says about days and times of day: dienstags → dienstag, Freitagvormittag → freitag, vormittag."""
    folded = fold(word)
    if folded in SPANS:
        return SPANS[folded]
    if folded in FOREIGN_DAYS:
        return (FOREIGN_DAYS[folded],)
    if match := DAY_WORD.fullmatch(folded):
        day = match[1].replace("sonnabend", "samstag")
        return tuple(part for part in (day, match[2]) if part)
    match = TIME_WORD.fullmatch(folded)
    return (match[1],) if match else ()


def schedule_words(text: str) -> set[str]:
    """Days and times of a schedule, short forms and spans spelled out: «Mo-Mi 17-19 Uhr» → three days and Abend."""
    lower = text.lower()
    found = {day for match in SPAN.finditer(lower) for day in _span(match[1], match[2] or match[1])}
    found |= {_time_of_day(int(match[1])) for match in HOUR.finditer(lower)}
    found |= {each for word in re.findall(r"\w+", text) for each in time_words(word)}
    return found | {"wochenende"} if found & set(WEEKEND) else found


def _span(first: str, last: str) -> list[str]:
    start, end = SHORT[first], SHORT[last]
    return [DAYS[number % 7] for number in range(start, end + 1 if end >= start else end + 8)]


def _time_of_day(hour: int) -> str:
    if hour < NOON:
        return "vormittag"
    return "nachmittag" if hour < EVENING else "abend"
