"""Whether a draft is English: a small guess on its most frequent words and its letters.

Findings in another language would all be false, so a draft that clearly is not English gets none.
Where little can be told, in short or mixed drafts, the answer is None and the draft is checked.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

#: Frequent short words that are no English words, by language. A word may stand in several.
_WORDS = {
    "de": "aber als auch auf aus bei bitte dass das dem den der des die ein eine einem einen "
    "einer es für haben hat ich ihr ihre ihren ihnen im ist kann können mit nicht noch "
    "nur oder sehr sich sie sind über um und uns unser von vor werden wie wir wird zu zum "
    "zur leider gerne danke vielen guten",
    "fr": "au aux avec ce cette dans de des du elle en est et être il je la le les leur mais ne "
    "nous notre ont ou par pas plus pour que qui sa se si son sont sur un une votre vous "
    "bonjour merci été très c'est n'est d'un nos vos afin",
    "es": "al como con de del el ella en es esta está este fue gracias ha hay hola la las le lo "
    "los más muy nos nuestra nuestro para pero por que se si sido sin sobre son su sus "
    "tiene un una usted y ya estimado lamentamos puede",
    "it": "al alla anche che ci come con da dal dei del della di e è gentile gli ha ho il in la "
    "le lo ma mi nel non per più può questo se si sono su un una buongiorno grazie suo "
    "sua nostro vostra",
    "pt": "a ao as com da das de do dos e é ela em está foi isso mais mas na não no nos nossa o "
    "obrigado obrigada olá os para pelo por que se seu sua são também um uma você muito",
    "nl": "aan als bij dat de deze die dit een en er het hij ik in is je kan kunnen maar met "
    "naar niet nog of om onze op te u uw van voor wij wordt zijn zo bedankt graag beste",
    "pl": "ale co czy dla do i jak jest na nie o od oraz po przez proszę przepraszamy się są "
    "tak to w z za że dziękuję państwa",
    "sv": "att av den det du en ett för har hej i inte jag kan med men nu och om på som tack "
    "till vi var är",
    "da": "af at den det der du en er et for har hej i ikke jeg kan med men og om på som tak "
    "til vi",
    "fi": "ei että hei ja jos kiitos kun mutta myös ne on oli olemme se tai teidän voi",
    "cs": "a ale byl bylo dobrý do je jako jsme k na o pro prosím s se si to v ve za že děkujeme",
    "tr": "bir bu çok da de için ile mi olarak ve teşekkür sayın merhaba değil",
    "ro": "a ați ca care cu de din este în la mulțumim nu pe pentru sau se și un vă",
    "hu": "a az és egy hogy nem is van meg köszönjük kérjük ez",
    "id": "akan anda dan dari dengan di ini itu kami kepada ke tidak untuk yang terima kasih",
}
_ENGLISH = (
    "a about after all also always am an and any are as at be been before best but by can could "
    "dear did do does error for from get good had has have he hello here hi how i if in into is "
    "it just let like may me message more mr mrs ms my need new no not now of on once one only or "
    "order our out please regards says see she should so some soon sorry still thank thanks that "
    "the their them then there they this to up us very was we were what when where which who why "
    "will with would yes you your"
)
_LANGUAGES: dict[str, tuple[str, ...]] = {}
for _language, _words in {"en": _ENGLISH, **_WORDS}.items():
    for _word in _words.split():
        _LANGUAGES[_word] = (*_LANGUAGES.get(_word, ()), _language)
_ENGLISH_WORDS = frozenset(_ENGLISH.split())
_OTHER_WORDS = frozenset(" ".join(_WORDS.values()).split())

# The first scripts that no language above is written in.
_OTHER_LETTERS = re.compile(r"[\u0370-\u1dff\u2c00-\ua7ff\uab00-\ufaff\ufb1d-\ufefc\uff66-\uffdc]")
_LATIN_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u1e00-\u1eff]")
_MOST_WORDS = 300
# So many known words, so many times those of English, and this share of all words.
_FEWEST_KNOWN = 4
_CLEARLY = 1.5
_SHARE = 0.2
_OTHER = "und"


def language(scanned: str, norms: Sequence[str]) -> str | None:
    """A code such as "en" or "de", "und" for another script, or None where little is said.

    Looks at the first words only, so that a long draft costs no more.
    """
    norms = norms[:_MOST_WORDS]
    if not scanned.isascii() and _is_other_script(scanned):
        return _OTHER
    # More English words than there are of all others: the usual case, decided early.
    if len([n for n in norms if n in _ENGLISH_WORDS]) > len(
        [n for n in norms if n in _OTHER_WORDS]
    ):
        return "en"
    counted: Counter[str] = Counter()
    for codes, times in Counter(_LANGUAGES[norm] for norm in norms if norm in _LANGUAGES).items():
        counted.update(dict.fromkeys(codes, times))
    english = counted.pop("en", 0)
    code, most = max(counted.items(), key=lambda item: item[1], default=("", 0))
    if most >= max(_FEWEST_KNOWN, _CLEARLY * english, _SHARE * len(norms)):
        return code
    return "en" if english > most else None


def _is_other_script(scanned: str) -> bool:
    head = scanned[: _MOST_WORDS * 6]
    others = len(_OTHER_LETTERS.findall(head))
    return others > 0 and others > len(_LATIN_LETTERS.findall(head))
