"""Words that say little: those without a meaning of their own, and those that need another word beside them."""

from functools import lru_cache

from arnsberg_hilfe.core.words.folding import fold
from arnsberg_hilfe.core.words.lexicon import finite_verb
from arnsberg_hilfe.core.words.transliteration import sound

GERMAN = """
ab aber alle allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus bei beim
bekomme bekommen bekommst bekommt bin bis bist bitte brauche brauchen brauchst braucht bräuchte da dafür damit dann
darf das dass dein deine deinem deinen dem den denn der des dich die dies diese diesem diesen dieser dieses dir doch
dort du durch dürfen ein eine einem einen einer eines er es etwas euch euer eure für gegen gehen geht gerade gern
gerne gibt gibts hab habe haben hallo hat hatte hätte hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ins
irgendwo ist ja jede jedem jeden jeder jemand jemanden jetzt kann kannst komme kommen kommt konnte können könnte
könnten kriege kriegen kriegt machen macht mache mal man mein meine meinem meinen meiner mich mir mit möchte möchten
muss müssen nach nehmen nimmt noch nun nur ob oder schon sehr sein seine seinem seinen sich sie sind so soll sollen
sollte über um und uns unser unsere unserem unseren unter viel viele vom von vor wann warum was welche welchen welcher
welches wem wen wenn wer werde werden wie wieder will wir wird wo wofür woher wohin wollen wurde würde würden zu zum
zur zwischen angebot angebote übernehmen übernehme übernimmt gebt gibst mögen ans aufs fürs übers ums vorm vors zwar
eigentlich irgendwas irgendwer irgendwie gleich ganz eher außerdem bisschen zwecks bezüglich wegen los lieber leider
grad nix geht's gibt's weil falls deshalb
"""
ENGLISH = """
a about am an and any anybody anyone anything are as at be been by can could do does for from get gets getting give
gives giving go going got had has have here hello hi how i if in into is it its like make me my near need needed needs
now of on or other others our please should so some somebody someone something that the their them there these they
this those to us use using much tell while whom want wants was we were what when where which who whose why will wish
with would you your
"""
UKRAINIAN = """
а або але б без би бо брати був бути в вам вас взяти ви від він вона вони вже всі давати дати дають де дай для до дуже
є ж за з зі звідки і із інші інших й його її їх як яка який яке які якась якусь коли куди ласка лише ми мене мені мій
моєї моєму може можемо можете можна можу моя мою мої моїх на нам нас наш наша наші ні о он ось отримати по потрібен
потрібна потрібне потрібно потрібні потребую про при прошу підкажіть саме свій своя свою свої скажіть собі та так
також там те ти тих тільки то тут у хоче хочемо хочу хотів хотіла хто це цей ця ці чи чиї що щоб щось я якщо бажаю
буду буде будь вмію воно добре добрий дізнатися дістати зараз зможу знаю кого кому кожен ким ласкаво маю має мають
моїй моїм моїми ним нього неї ній них нові хай хотілося хотілось цього цьому цим цією цієї чого чому чим якогось
"""
RUSSIAN = """
а без брать был быть будет бы в вам вас взять во вы где давать дать дают да для до другие других его если есть еще ж
же за и из или их как какая какие какой какую когда которые который ко кто куда мне меня мы мой моя мое моего моей
моему мои моих может можем можете можно могу на нам нас наш наша наши нужен нужна нужно нужны ну о об он она они от
очень по под подскажите получить пожалуйста при про с свой своя свою свои скажите со так также там те тех только то
тут ты у хочет хочу хотим хотел хотела что чтобы эта эти это этот я буду добрый здравствуйте знаю имею иметь каждый
кого кем кому мной моим него нее ней ним них оно сейчас себе себя тем того тому узнать умею хотелось чего чем чему
этого этой этом этому
"""
# Who looks for a thing, offers help or wants it, today or at some age, says the thing too; alone, these words do mean
# something
LITTLE = """
hilfe hilfen helfen helfe hilft unterstützung unterstützen suche suchen sucht gesucht finde finden findet
help helping support find finding search searching look looking seek seeking
допомога допомогу допомоги допомогти допоможіть допомагати підтримка підтримку шукати шукаю шукаємо знайти
помощь помощи помогите помочь помогать поддержка поддержку искать ищу ищем найти
geben bringen lassen sagen wissen stellen verfügung spreche sprechen spricht
speak speaking speaks
become come comes let offer offers way
говорю говорити розмовляю розмовляти говорить разговариваю разговаривать
стати став стала стану стать стал зробити робити роблю делать сделать знати знать пошук день нові
пойти піти сходить сходити
heute today сьогодні сегодня jahr jahre jahren jährig jährige jährigen alt year years old рік роки років год года лет
"""
NEGATIONS = "ohne kein keine keinen keiner nicht without no not без не немає нема нет"
# What stands behind these says whom or what a thing is for; the thing itself was named before
PURPOSE = "für fürs for для"


def _folded(*texts: str) -> frozenset[str]:
    return frozenset(fold(word) for text in texts for word in text.split())


NEGATING = _folded(NEGATIONS)
PURPOSES = _folded(PURPOSE)
SEEKING = frozenset(["suche", "suchen", "sucht", "gesucht"])
FAINT = _folded(LITTLE) | NEGATING
STOPWORDS = _folded(GERMAN, ENGLISH, UKRAINIAN, RUSSIAN) - FAINT

# As they are typed in Latin letters: z, dlya, hochu
EMPTY_SOUNDS = frozenset(sound(word) for word in (*UKRAINIAN.split(), *RUSSIAN.split()))


def is_stopword(word: str) -> bool:
    """Whether the word carries no meaning of its own in any of the portal's languages."""
    return _is_among(STOPWORDS, word)


@lru_cache(maxsize=100_000)
def _is_among(words: frozenset[str], word: str) -> bool:
    """The word as it is, or the verb that it is a form of: «nehmt» as «nehmen»."""
    return fold(word) in words or fold(finite_verb(word)) in words


def sounds_empty(word: str) -> bool:
    """Whether an unknown word in Latin letters is a Ukrainian or Russian one without a meaning of its own."""
    return sound(word) in EMPTY_SOUNDS


def is_mere_grammar(word: str) -> bool:
    """Whether a word of a text need not be found, as it is written there: «sucht», but not «Sucht» or «IT»."""
    return word in SEEKING or (is_stopword(word) and not (word.isupper() and len(word) > 1))


def is_faint(word: str) -> bool:
    """Whether the word means something only alone or in a fixed phrase (Wohnung suchen, ohne Anmeldung)."""
    return _is_among(FAINT, word)


def is_negating(word: str) -> bool:
    return fold(word) in NEGATING


def is_purpose(word: str) -> bool:
    """Whether what comes next tells whom or what something is for."""
    return fold(word) in PURPOSES
