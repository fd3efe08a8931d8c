from arnsberg_hilfe.core.words.folding import fold

GERMAN = """
aber alle allem allen aller alles als also am an auch auf aus bei beim bekomme bekommen bekommt bin bis bitte brauche
brauchen braucht da damit dann das dass dein dem den denn der des die dies diese dieser doch dort du durch ein eine
einem einen einer eines er es etwas finde finden für gegen geht gern gerne gibt gibts habe haben hat ich ihr im in ins
irgendwo ist jede jeden jeder kann kein keine kommen könnte kriege kriegen man mein meine meinem meinen meiner mich mir
mit möchte möchten muss nach nicht noch nur ob oder ohne sein seine sich sie sind so soll suche suchen sucht über um und
uns unser unsere unter viel vom von vor wann warum was welche welcher wenn wer werden wie wieder will wir wird wo woher
wohin wollen würde zu zum zur zwischen hallo angebot angebote
"""
ENGLISH = """
a about am an and any anybody anyone are as at be by can do does find for from get give gives have help how i in is it
like looking me my near need of on or our please search so some the their there to us want we what when where which who
will with would you your
"""
UKRAINIAN = """
а або але б без би бо був в вам вас ви від він вона вони вже всі де дай для до є ж за з зі знайти і із й як яка який які
коли куди ласка ласка ми мене мені мій моєї може можна моя мої на нам нас не немає ні о он отримати по потрібен потрібна
потрібне потрібно потрібні про при прошу саме свій собі та так також там те ти то тут у хочемо хочу хто це цей чи що щоб
шукаємо шукаю я
"""
RUSSIAN = """
а без бы был в вам вас во вы где да для до его если есть еще ж же за и из или искать ищем ищу как какая какие какой
когда ко кто куда мне мы мой моя можно на найти нам нас не нет нужен нужна нужно нужны ну о об он она они от
по под получить пожалуйста при про с со так там то тут ты у хочу хотим что чтобы это этот я
"""
STOPWORDS = frozenset(fold(word) for text in (GERMAN, ENGLISH, UKRAINIAN, RUSSIAN) for word in text.split()) - {
    "без",
    "ohn",
}


def is_stopword(word: str) -> bool:
    """Whether the word carries no meaning of its own in any of the portal's languages."""
    return fold(word) in STOPWORDS
