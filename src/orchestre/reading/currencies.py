"""The names of money: symbols, codes and what people say ("balles", "quid"), read before or after an amount.

A currency is an ISO 4217 code. The dollar sign alone is the US dollar, or the Canadian one in a text that
speaks of Canada (`dollar_of`).
"""

import re
from typing import NamedTuple

from orchestre.reading.normal import has_any
from orchestre.reading.openings import beginnings, split

CENTS: dict[str | None, str | None] = {"cents": None, "pence": "GBP"}
"""Hundredths, and of which currency; None is whatever the text uses. The amount is divided by 100."""

SMALL_MONEY = frozenset(
    {"XOF", "XAF", "INR", "JPY", "NGN", "GHS", "PKR", "PHP", "KES", "HUF", "DZD", "VND", "IDR", "ZAR", "THB", "CZK"}
)
"""Currencies whose unit is worth a few cents: ordinary sums have six figures."""

_AFTER: tuple[tuple[str, str], ...] = (
    ("EUR", r"€(?:uros?)?|euros?\b|eur\b|balles?\b(?!\ssuisses)|boules\b|eu\b(?=\s?/)"),
    (
        "cents",
        r"centimes?(?:\s?(?:d'|de\s)(?:€|euros?))?|(?:nz|us|au|euro)?\s?cents?\b|cts?\b|c€|¢|cennes\b|c(?=\s?(?:/"
        r"|per|a|par|le"
        r"|du)\s?(?:word|mot)\b)",
    ),
    ("pence", r"pence\b|p(?=\s?(?:per|a|/)\s?word)"),
    ("CAD", r"\$\s?(?:cad?|can)\b|cad\b|(?<=[\dk])can\b|dollars?\s(?:canadiens?|cad|can)\b|piasses?\b|piastres?\b"),
    (
        "USD",
        r"\$\s?usd?\b|usd\b|us\s?dollars?\b|\$?\s?us\b(?=\s?/|\s(?:an?|per|par|de|l')\b)|dollars?\s(?:us"
        r"|américains?)\b|bucks?\b",
    ),
    ("AUD", r"\$?\s?aud\b"),
    ("NZD", r"\$?\s?nzd\b"),
    ("SGD", r"\$?\s?sgd\b"),
    ("DOLLAR", r"\$|dollars?\b"),
    ("GBP", r"£|gbp\b|pounds?\b|quid\b|livres?\ssterling\b|(?<=fiver)|(?<=tenner)"),
    ("XOF", r"(?:francs?\s|f\s?|f\.?\s?)?cfa\b|xof\b"),
    ("CHF", r"(?:\.-{1,2}\s?)?(?:chf|sfr)\b|balles\ssuisses\b|francs?(?:\ssuisses?)?\b|frs?\b\.?|\.-{1,2}|,--?(?!\d)"),
    (
        "INR",
        r"₹|inr\b|rupees?\b|rs\b|/-(?!\d)|(?<=\dl)(?=pa\b)|(?<= l)(?=pa\b)|(?<=lakh)|(?<=lakhs)|(?<=lacs)|(?<=crore)",
    ),
    ("MAD", r"mad\b|dirhams?\b|dhs?\b"),
    ("TND", r"tnd\b|dt\b"),
    ("XAF", r"xaf\b"),
    ("PLN", r"pln\b|zł"),
    ("SEK", r"sek\b"),
    ("NOK", r"nok\b"),
    ("DKK", r"dkk\b"),
    ("AED", r"aed\b"),
    ("JPY", r"¥|jpy\b"),
    ("NGN", r"₦|ngn\b|nairas?\b"),
    ("GHS", r"ghs\b|cedis?\b"),
    ("PHP", r"₱|php\b(?!\s?[\d/,+])|pesos?\b"),
    ("ZAR", r"zar\b|rands?\b"),
    ("KES", r"kes\b|kshs?\b"),
    ("PKR", r"pkr\b"),
    ("BRL", r"brl\b|reais\b"),
    ("VND", r"vnd\b|₫"),
    ("IDR", r"idr\b"),
    ("MYR", r"myr\b"),
    ("THB", r"thb\b|baht\b"),
    ("CNY", r"cny\b|rmb\b|yuans?\b"),
    ("CZK", r"czk\b|kč"),
    ("HUF", r"huf\b"),
    ("RON", r"ron\b|lei\b"),
    ("HKD", r"hkd\b"),
    ("UAH", r"uah\b|₴"),
    ("ILS", r"ils\b|₪"),
    ("DZD", r"dzd\b|dinars?\b"),
)
_BEFORE: tuple[tuple[str, str], ...] = (
    ("EUR", r"€|eur(?:os?)?"),
    ("CAD", r"c\$|ca\$|can\$|cad\s?\$?"),
    ("USD", r"us\$|usd\s?\$?"),
    ("AUD", r"au?\$|aud\s?\$?"),
    ("NZD", r"nz\$|nzd\s?\$?"),
    ("SGD", r"sg?\$|sgd\s?\$?"),
    ("GBP", r"£|gbp"),
    ("CHF", r"chf|sfr\.?|fr\."),
    ("INR", r"₹|inr|rs\.?"),
    ("MAD", r"mad"),
    ("XAF", r"xaf"),
    ("XOF", r"xof|f\s?cfa"),
    ("PLN", r"pln"),
    ("SEK", r"sek"),
    ("NOK", r"nok"),
    ("DKK", r"dkk"),
    ("AED", r"aed"),
    ("JPY", r"¥|jpy"),
    ("NGN", r"₦|ngn|n"),
    ("GHS", r"ghs|gh₵|₵"),
    ("PHP", r"₱|php"),
    ("ZAR", r"zar|r(?!\s)"),
    ("KES", r"kes|kshs?\.?"),
    ("PKR", r"pkr"),
    ("BRL", r"r\$|brl"),
    ("HKD", r"hk\$|hkd"),
    ("VND", r"vnd"),
    ("IDR", r"idr|rp"),
    ("MYR", r"myr|rm"),
    ("CZK", r"czk"),
    ("HUF", r"huf"),
    ("RON", r"ron"),
    ("ILS", r"₪|ils"),
    ("DOLLAR", r"\$"),
)

_AFTER_RE = re.compile(r"\s{0,2}(?:" + "|".join(f"(?P<{code}>{form})" for code, form in _AFTER) + ")")
_MAY_FOLLOW = frozenset(begins for _, forms in _AFTER for form in split(forms) for begins in beginnings(form, 2))
"""The first two signs of a currency, fewer where anything may follow; "" for those told by a size said before."""
_GAP = re.compile(r"\s{0,2}")
_BEFORE_RE = re.compile(r"(?<![a-z])(?:" + "|".join(f"(?P<{code}>{form})" for code, form in _BEFORE) + r")\s{0,2}\Z")
# The last two letters of a currency written before an amount: the cheap look before the pattern.
_ENDINGS = frozenset(
    re.findall(
        r"\w+",
        "ur ro os ad sd ud zd gd bp hf fr nr rs af of fa ln ek ok kk ed py gn hp ar es sh hs kr rl kd nd dr rp yr rm"
        " zk uf on ls",
    )
)
_SYMBOL_BEFORE = re.compile(r"[€$£¥₹₦₱₪]\s{0,2}\Z")
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3}|k)")
_HUNDREDS = re.compile(r"\d[\d ,]\d|\d{1,3}k|0[.,]\d\d")
_CANADA = re.compile(
    r"\b(?:québec|quebec|montr[ée]al|toronto|ottawa|vancouver|calgary|canad\w{2,7}|winnipeg|halifax|edmonton|regina"
    r"|saskatoon|mississauga"
    r"|ontario|alberta|manitoba|nova scotia|new brunswick|newfoundland|laval|gatineau|sherbrooke|longueuil"
    r"|trois-rivi[èe]res"
    r"|saguenay|chicoutimi|rimouski|gasp[ée]\w{0,3}|drummondville|l[ée]vis|estrie|mauricie|qc|courriel|tps|tvq|hst"
    r"|plus taxes)|\+ ?tx\b\b"
)
# The sign after the amount is how French is written, and the dollar of those who write French is the Canadian one.
_SIGN_LAST = re.compile(r"\d\s?k?\s?\$(?!\s?\d)")
_FRENCH = re.compile(
    r"\b(?:je|nous|vous|votre|pour|avec|la|le|du|par|heures?|journ[ée]e|taux|tarif|forfait|salaire|année|heure|soumission|taxes|les|des|une|du|sem"
    r"|semaine)\b"
)
_AUSTRALIA = re.compile(
    r"\b(?:australia\w{0,2}|sydney|melbourne|brisbane|perth|adelaide|canberra|hobart|darwin|geelong|cairns|ballarat"
    r"|gold coast|tasmania|queensland|nsw|qld|aussie|abn|arvo)\b|\.com\.au\b|\+61 ?\d"
)
_NEW_ZEALAND = re.compile(
    r"\b(?:new zealand|auckland|wellington|christchurch|dunedin|hamilton nz|aotearoa|kiwi)\b|\.co\.nz\b|\+64 ?\d"
)
# "25e de l'heure", "400e": a glued e is the euro, but "Paris 20e" and "Lyon 7e" are districts.
_GLUED_E = re.compile(r"e(?:ur)?(?![\w'])|\se(?=\s{0,2}(?:[,.;)/\n]|\Z))")
_GLUED_E_RATE = re.compile(
    r"\s?e(?=\s?(?:/|par\b|de l'|l ?'? ?h?eure\b|l'(?:heure|unité|article|image|épisode)|l[ea]\s(?!jour|arr|plus"
    r"|moins)[a-zà-ÿ]|ht\b"
    r"|ttc\b|htva\b|nets?\b(?=\s?(?:/|par\b|de l|l'))|chacun|chaque\b|pi[èe]ce\b))"
)
_GLUED_E_TIME = re.compile(r"e\s?(?:jour|mois)\b")


class Money(NamedTuple):
    """A currency found beside an amount; `start` and `end` bound its words."""

    code: str
    start: int
    end: int


def after(lower: str, at: int) -> Money | None:
    """The currency written right after an amount that ends at `at`."""
    gap = _GAP.match(lower, at)
    begins = lower[gap.end() : gap.end() + 2] if gap else ""
    # "10 lakhs", "5 l pa": the words of some sizes are those of a currency
    if begins not in _MAY_FOLLOW and begins[:1] not in _MAY_FOLLOW and not lower[at - 1].isalpha():
        return None
    found = _AFTER_RE.match(lower, at)
    if found is None:
        return None
    return Money(str(found.lastgroup), at, found.end())


def glued_e(lower: str, at: int, *, large: bool) -> Money | None:
    """The letter e glued to the digits as a euro sign: before a unit, or after an amount too `large` for a district."""
    found = _GLUED_E_RATE.match(lower, at)
    if found is None and large:
        found = _GLUED_E.match(lower, at) or _GLUED_E_TIME.match(lower, at)  # "2e mois" is the second month
    return Money("EUR", at, lower.index("e", at) + 1) if found else None


def before(  # noqa: PLR0911 - each return is one way to write a currency
    lower: str, at: int, floor: int
) -> Money | None:
    """The currency written right before an amount that starts at `at`, looking no further back than `floor`."""
    left = max(floor, at - 8)
    if left >= at:
        return None
    window = lower[left:at]
    last = window[-1]
    if last.isalnum() or last in "€$£¥₹₦₱₪. ":
        said = window.rstrip()
        if said and said[-1].isalpha() and last not in "rn" and said[-2:] not in _ENDINGS:
            return None
        found = _BEFORE_RE.search(window)
        if found is None:
            found = _SYMBOL_BEFORE.search(window)
            if found is None:
                return None
            return Money(
                {"€": "EUR", "$": "DOLLAR", "£": "GBP", "¥": "JPY", "₦": "NGN", "₱": "PHP", "₪": "ILS"}.get(
                    found.group()[0], "INR"
                ),
                left + found.start(),
                at,
            )
        code = str(found.lastgroup)
        begin = left + found.start()
        if window[-1].isalpha() and begin > 0 and lower[begin].isalpha() and lower[begin - 1].isdigit():
            return None  # a part of a code: "9614cad4be"
        if code == "ZAR" and last == "r" and not _HUNDREDS.match(lower, at):
            return None  # "R950" is money, "R2" a version
        if code == "PHP" and "₱" not in window and not _HUNDREDS.match(lower, at):
            return None  # "PHP 8.2" is a language
        if code == "NGN" and last == "n" and (window[-2:-1].isalnum() or not _THOUSANDS.match(lower, at)):
            return None  # "N50,000" is money
        return Money(code, left + found.start(), at)
    return None


# Words of a place, or of how it speaks, that tell in which small money a bare thousand is meant.
_SCENES = (
    (
        "NGN",
        (
            "oga",
            "abeg",
            "naira",
            "lagos",
            "abuja",
            "ibadan",
            "port harcourt",
            " na your",
            " una ",
            " dey ",
            "wahala",
            "naija",
        ),
    ),
    (
        "XOF",
        (
            "cfa",
            "abidjan",
            "dakar",
            "cotonou",
            "lomé",
            "bamako",
            "ouaga",
            "cocody",
            "yopougon",
            "niamey",
            "orange money",
        ),
    ),
    ("XAF", ("douala", "yaound", "libreville", "brazzaville", "bafoussam")),
)


def scene_coin(lower: str) -> str | None:
    """The small money of the place a text speaks of, for amounts told in bare thousands."""
    return next((code for code, words in _SCENES if has_any(lower, words)), None)


_NAMED = re.compile(r"(?<![a-z])(?P<code>usd|gbp|chf|cad|aud|nzd|sgd|inr|eur)(?![a-z])")


def named_in(lower: str) -> str | None:
    """The only currency a text names by its code ("all prices in USD"), for amounts written without one."""
    codes = {found.group("code") for found in _NAMED.finditer(lower)}
    return codes.pop().upper() if len(codes) == 1 else None


def dollar_of(lower: str) -> str:
    """Which dollar a bare `$` is in this text."""
    if "usd" in lower or "us$" in lower:
        return "USD"
    if _AUSTRALIA.search(lower):
        return "AUD"
    if _NEW_ZEALAND.search(lower):
        return "NZD"
    if _CANADA.search(lower) or (_SIGN_LAST.search(lower) and _FRENCH.search(lower)):
        return "CAD"
    return "USD"
