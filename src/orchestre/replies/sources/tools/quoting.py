"""A mail's own words, apart from the earlier messages it quotes and from the signature under it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_ORIGINAL = re.compile(
    r"[\s*_-]*-{2,}\s*(?:(?:message|mail|mensaje|messaggio) (?:d['’]origine|original|originale|initial)|"
    r"original (?:message|appointment)|ursprüngliche nachricht|oorspronkelijk bericht|urspr\. nachricht)\s*-{2,}\s*",
    re.I,
)
_FORWARD = re.compile(
    r"[\s*_-]*(?:-{2,}\s*)?(?:forwarded message|message transféré|message réexpédié|weitergeleitete nachricht|"
    r"doorgestuurd bericht|mensaje reenviado|messaggio inoltrato|début du message (?:transféré|réexpédié)|"
    r"begin forwarded message|anfang der weitergeleiteten nachricht)\s*(?:-{2,}|:)\s*",
    re.I,
)
_SENDER = re.compile(r"[\s*]*(?:de|from|von|van|da|expéditeur)\s?\*?\s?:\*?\s*\S.{0,300}", re.I)
_SENT = re.compile(
    r"[\s*]*(?:envoyé(?: le)?|sent|date|gesendet|datum|verzonden|enviado(?: el)?|fecha|inviato|data)\s?\*?\s?:", re.I
)
_FIELD = re.compile(
    r"[\s*]*(?:à|a|to|an|aan|para|cc|cci|bcc|objet|subject|betreff|onderwerp|asunto|oggetto|répondre à|reply-to|"
    r"importance|pièces jointes|attachments)\s?\*?\s?:",
    re.I,
)
_WROTE = re.compile(
    r"\s*(?:le|on|am|op|el|il|em)\b.{3,300}?\b(?:a écrit|wrote|schrieb|schreef|escribió|ha scritto|escreveu)\b"
    r".{0,160}[::]\s*|"
    r"\s*\S.{0,160}\b(?:a écrit|wrote|schrieb|schreef|escribió)\b.{0,80}[::]\s*|"
    r"\s*\d{4}-\d\d-\d\d \d{1,2}:\d\d (?:gmt|utc)\S{0,6}[ ,].{3,200}<[^<>\s]+@[^<>\s]+>\s?:\s*",
    re.I | re.S,
)
_WROTE_STARTS = re.compile(r"\s*(?:le|on|am|op|el|il|em)\b.*\d", re.I)
_MOMENT = re.compile(r"\d{1,4}.{0,40}(?:\d{1,2}\s?[:h.]\s?\d\d|\d{4})|@", re.S)
_RULE = re.compile(r"\s*[_=*-]{5,}\s*")
_QUOTED = re.compile(r"[ \t]{0,3}>")

_DELIMITER = re.compile(r"--[ \t]*")
_DEVICE = re.compile(
    r"\s*(?:(?:envoyé|sent|gesendet|verzonden|verstuurd|enviado|inviato|von meinem)\b.{0,70}\b(?:iphone|ipad|téléphone|"
    r"mobile|smartphone|android|samsung|galaxy|outlook|yahoo|mail|huawei|xiaomi|blackberry|portable|phone|proton\w*|"
    r"handy|telefoon|gesendet|móvil|appareil|device)\b.{0,60}|"
    r"(?:get|obtenez|télécharge[rz]|downloade?n?)\b.{0,20}\boutlook\b.{0,80})",
    re.I,
)
_CLOSING = re.compile(
    r"\s*(?:(?:bien |très |sincères? |meilleures? )*(?:cordiale?ment|sincèrement|amicalement|respectueusement|"
    r"salutations|(?:à|a) (?:vous|toi|bientôt)|cdt|cdlt|bàv)|"
    r"(?:(?:with |my |all the )?(?:best|kind|warm|many)(?: regards| wishes| thanks)?|regards|cheers|sincerely|"
    r"yours(?: \w+)?|thanks(?: again)?|thank you)|"
    r"(?:mit )?(?:freundlichen?|besten?|viele) grüßen?|mfg|met vriendelijke groet(?:en)?|saludos(?: cordiales)?|"
    r"un cordial saludo|cordiali saluti)\b[^\n]{0,30}",
    re.I,
)
_MONEY = re.compile(
    r"[€$£]|\b(?:eur|euros?|chf|tjm|tarifs?|prix|devis|forfait|rate|price|quote|h\.?t|ttc)\b|/\s?(?:j|h)\b", re.I
)
_COMPANY_LINE = re.compile(r"capital|siren|siret|\brcs\b|\bt\.?v\.?a\b|\bape\b|\bnaf\b|iban|vat\b|registered", re.I)
_POSTSCRIPT = re.compile(r"\s*p\.?\s?-?s\.?\s*[:.;,-]|\s*n\.?b\.?\s*:", re.I)
_MOST_SIGNED = 14
"""Lines a signature without a mark of its own may have."""


@dataclass(frozen=True, slots=True)
class Letter:
    """`text` holds the signature at its end: `text.endswith(signature)`. `forwarded`: the words are those of a message
    passed on without a word of its own."""

    text: str
    history: str = ""
    signature: str = ""
    forwarded: bool = False


def letter(text: str, *, known: Sequence[str] = (), passed_on: bool = False) -> Letter:
    """The parts of a mail. `known` are the last lines of an earlier mail of the same sender: what both end with is a
    signature. `passed_on`: its subject says that it forwards another.

    >>> letter("450 € HT.\\n\\nLe 15 juin 2026 à 09:12, Nord <a@nord.exemple> a écrit :\\n> Budget 300 €").history
    'Le 15 juin 2026 à 09:12, Nord <a@nord.exemple> a écrit :\\n> Budget 300 €'
    >>> letter("450 € HT.\\n-- \\nLéo\\nRennes").signature
    '-- \\nLéo\\nRennes'
    """
    lines = text.split("\n")
    kept: list[str] = []
    old: list[str] = []
    forwarded = False
    at = 0
    while at < len(lines):
        line = lines[at]
        if _QUOTED.match(line):
            old.append(line)
            at += 1
            continue
        start, forward = _rest_is_old(lines, at)
        if start:
            rules: list[str] = []
            while kept and (_RULE.fullmatch(kept[-1]) or not kept[-1].strip()):
                rules.append(kept.pop())
            if (forward or passed_on) and not any(one.strip() for one in kept):
                forwarded = True
                kept = lines[start:]
            else:
                old += [*rules, *lines[at:]]
            break
        wide = _attribution(lines, at)
        if wide:
            old += lines[at : at + wide]
            at += wide
            if not _quote_follows(lines, at):
                old += lines[at:]
                break
            continue
        kept.append(line)
        at += 1
    own = _trimmed(kept)
    if own and all(_DEVICE.fullmatch(line[:200]) or not line.strip() for line in own):
        own, old = [], [*own, *old]  # the telephone's own words, nobody's
    return Letter("\n".join(own), "\n".join(_trimmed(old)), _signature(own, known), forwarded)


def _rest_is_old(lines: Sequence[str], at: int) -> tuple[int, bool]:
    """Where an earlier message starts after its heading, and whether it is one passed on; 0 when none starts here."""
    line = lines[at]
    if len(line) > 400:
        return 0, False
    forward = bool(_FORWARD.fullmatch(line))
    if forward or _ORIGINAL.fullmatch(line):
        return _after_heading(lines, at + 1), forward
    if _SENDER.fullmatch(line):
        after = [one for one in lines[at + 1 : at + 8] if one.strip()][:5]
        if any(map(_SENT.match, after)) and sum(bool(_SENT.match(one) or _FIELD.match(one)) for one in after) >= 2:
            return _after_heading(lines, at), False
    return 0, False


def _after_heading(lines: Sequence[str], at: int) -> int:
    """Past the lines "De :", "Date :", "Objet :" of an earlier message."""
    start = at
    for index in range(at, min(at + 14, len(lines))):
        line = lines[index]
        if _SENDER.fullmatch(line) or _SENT.match(line) or _FIELD.match(line):
            start = index + 1
    return max(start, 1)


def _attribution(lines: Sequence[str], at: int) -> int:  # noqa: PLR0911 - one line for each sign
    """How many lines "Le ... a écrit :" takes; 0 when it does not stand here."""
    first = lines[at]
    if len(first) > 400 or not first.strip():
        return 0
    if first.rstrip().endswith((":", ":")) and _WROTE.fullmatch(first):
        sure = _WROTE_STARTS.match(first) or _quote_follows(lines, at + 1, near=True)
        return 1 if sure and (_MOMENT.search(first) or _quote_follows(lines, at + 1, near=True)) else 0
    if not _WROTE_STARTS.match(first):
        return 0
    for wide in (2, 3, 4):
        if at + wide > len(lines) or not lines[at + wide - 1].strip() or _QUOTED.match(lines[at + wide - 1]):
            return 0
        whole = " ".join(lines[at : at + wide])
        if len(whole) > 600:
            return 0
        if whole.rstrip().endswith((":", ":")):
            return wide if _WROTE.fullmatch(whole) and _MOMENT.search(whole) else 0
    return 0


def _quote_follows(lines: Sequence[str], at: int, *, near: bool = False) -> bool:
    """The next words are a line with ">"; or, when not asked to be `near`, nothing comes at all."""
    for line in lines[at : at + 4]:
        if line.strip():
            return bool(_QUOTED.match(line))
    return not near and at >= len(lines)


def _trimmed(lines: Sequence[str]) -> list[str]:
    start, end = 0, len(lines)
    while start < end and not lines[start].strip():
        start += 1
    while end > start and not lines[end - 1].strip():
        end -= 1
    found = list(lines[start:end])
    if found:
        found[0], found[-1] = found[0].lstrip(), found[-1].rstrip() if len(found) > 1 else found[-1].strip()
    return found


def _signature(lines: Sequence[str], known: Sequence[str]) -> str:
    """The end of the text that is no part of what is said, "" without any."""
    for at, line in enumerate(lines):
        if at and _DELIMITER.fullmatch(line) and at < len(lines) - 1:
            return "\n".join(lines[at:])
    start = min(_after_closing(lines), _learned(lines, known), _device(lines), key=lambda at: at or len(lines))
    return "\n".join(lines[start:]) if start else ""


def _device(lines: Sequence[str]) -> int:
    """ "Envoyé de mon iPhone" in the last lines."""
    for at in range(max(1, len(lines) - 4), len(lines)):
        if len(lines[at]) < 160 and _DEVICE.fullmatch(lines[at]):
            return at
    return 0


def _after_closing(lines: Sequence[str]) -> int:
    """After "Cordialement,": short lines that speak of no money but the company's own."""
    for at in range(max(0, len(lines) - _MOST_SIGNED), len(lines) - 2):
        if len(lines[at]) < 70 and _CLOSING.fullmatch(lines[at]) and _may_be_signature(lines[at + 1 :]):
            return at + 1
    return 0


def _learned(lines: Sequence[str], known: Sequence[str]) -> int:
    """What this mail and an earlier one of the same sender end with, when it is two lines or more."""
    same = 0
    while same < min(len(lines) - 1, len(known), _MOST_SIGNED) and lines[-1 - same].strip() == known[-1 - same].strip():
        same += 1
    found = lines[len(lines) - same :]
    return len(lines) - same if sum(bool(line.strip()) for line in found) >= 2 and _may_be_signature(found) else 0


def _may_be_signature(lines: Sequence[str]) -> bool:
    return all(
        len(line) <= 120
        and not _POSTSCRIPT.match(line)
        and not line.rstrip().endswith("?")
        and (not _MONEY.search(line) or bool(_COMPANY_LINE.search(line)))
        for line in lines
    )
