"""Reduce the name of a company or organisation to the form in which names are compared."""

from __future__ import annotations

import re
import unicodedata

# Words for a legal form, as the last words of a name. A name of nothing else stays as it is.
_LAST_WORDS = """
ab ag aps as asa bhd bv co company corp corporation est fzc fzco fze fzllc gmbh inc incorporated jsc kg kk lda
limited llc llp lp ltd ltda nv oao ohg ojsc ooo oy pao pjsc plc pte pty pvt sa sac sae sal sarl sas sdn sl spa spol
srl ug zao
"""
LEGAL_FORMS = frozenset(_LAST_WORDS.split())
_LEADING = frozenset({"llc", "oao", "ooo", "pao", "pt", "zao"})  # forms that stand before the name


_DOTS = re.compile(r"(?<=\w)\.(?=\w\b)|(?<=\b\w)\.")  # those of u.s. and s.a., which are one word
_WORDS = re.compile(r"[^\W_]+")
_PLAIN = str.maketrans(
    {chr(code): " " for code in range(128) if not chr(code).isalnum()} | {"&": " and ", "'": "", "`": ""}
)


def normalise_party_name(name: str) -> str:
    """Return a name without case, punctuation and the words for its legal form: `Win More Co., Ltd.` is `win more`."""
    plain = name.lower() if name.isascii() else unicodedata.normalize("NFKC", name).casefold()
    if "." in plain:
        plain = _DOTS.sub("", plain)
    words = plain.translate(_PLAIN).split()
    if not plain.isascii():
        words = _WORDS.findall(re.sub("[’´]", "", " ".join(words)))
    while len(words) > 1 and (words[-1] in LEGAL_FORMS or words[-1] == "and"):
        words.pop()
    if len(words) > 1 and words[0] in _LEADING:
        words = words[1:]
    return " ".join(words) or plain.strip()
