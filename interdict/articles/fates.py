"""Words on what became of a ship or its load, for a case of which no verb tells: `has been its home since`."""

from __future__ import annotations

from interdict.articles.patterns import Pattern

_BE = (
    r"(?:is|are|was|were|has been|have been|had been|been|being|be|lies?|lay|sits?|sat|stays?|stayed|remains?"
    r"|remained)"
)
_THEY = (
    r"(?:[Tt]hey|[Ii]t|[Ii]t all|[Aa]ll of it|[Tt]he lot|[Cc]argo|[Gg]oods|[Ll]oad|[Ww]eapons|[Aa]rms|[Cc]onsignment"
    r"|[Ss]hipment|[Cc]ontents|[Cc]rates|[Bb]oxes|[Cc]ontainers?|[Ii]tems|[Mm]issiles|[Rr]ockets|[Rr]ifles|[Gg]renades"
    r"|[Rr]ods|[Pp]arts|[Pp]ipes|[Cc]oal|[Oo]il|[Mm]aterials?|[Ee]quipment|[Vv]ehicles)"
)
_SHIP = (
    r"(?:ship|vessel|freighter|tanker|boat|dhow|plane|aircraft|trucks?|lorr(?:y|ies)|trawler|tug|[Ss]he|[Ii]t|her"
    r"|[A-Z][\w-]+(?: [\w-]+)?)"
)
# The load is with those who took it, and not where it was to go.
SEIZED = Pattern(
    rf"\b{_THEY}\b[^.;]{{0,60}}?\b{_BE}\b[^.;]{{0,25}}?\b(?:in (?:\w+ ){{0,2}}(?:hands|keeping|possession|store"
    rf"|storage"
    r"|shed|vaults?|warehouse)|held back|set aside|driven off|craned off|swung ashore|lifted out|lifted off"
    r"|blown up|melted down"
    r"|burnt|burned|destroyed|sold off|auctioned|under (?:seal|lock and key|guard)|no longer aboard|in a (?:\w+ "
    r"){0,2}(?:shed"
    r"|store|depot|warehouse))\b"
    r"|\b(?:did not|didn't|never|failed to) (?:reach|reached|arrive|arrived|got|get)\b"
    r"|\btook charge of (?:everything|all|the|what)\b|\bin its keeping\b|\bha(?:s|ve) (?:them|it) (?:still|yet)\b"
    r"|\bcame away with\b|\bwent no further\b|\bgot no further\b|\bgoing nowhere\b|\bwithout (?:the|its|their"
    r"|her) (?:crates|cargo"
    r"|load|boxes|weapons|containers?|consignment)\b|\b(?:left|stayed|remained|kept) behind\b|\bminus its "
    r"(?:cargo|load)\b"
    r"|\b(?:parted from|relieved of|stripped of|lost) (?:its|her|their) (?:cargo|load|freight)\b"
    r"|\b(?:handed|turned|passed|made) over to the (?:army|navy|military|police|armed forces)\b"
)
HELD = Pattern(
    rf"\b{_SHIP}\b[^.;]{{0,60}}?\b{_BE}\b[^.;]{{0,25}}?\b(?:tied up|laid up|stuck|stranded|lying|held up|made "
    rf"fast|alongside"
    r"|at anchor|idle|moored|chained|sealed|impounded|under (?:guard|watch|arrest)|at (?:the |a )?(?:pier|quay|berth)"
    r"|a guest|an? (?:\w+ )?guest)\b[^.;]{0,30}(?: since\b| there\b| at\b| in\b| until\b)"
    r"|\b(?:home|berth|guest of \w+) since\b|\b(?:not|hasn't) (?:moved|stirred|budged|left)\b"
    r"|\b(?:is|was|are|were) (?:not|not allowed|forbidden) to (?:leave|sail|go|move)\b|\bmay not (?:leave|sail|go)\b"
    r"|\b(?:scrap ?yard|breaker'?s? yard|broken up|sold for scrap|went to the breakers|auctioned off|declared "
    r"forfeit)\b"
    r"|\bmade (?:her|it|the \w+) (?:stay|wait)\b|\btaken to a port\b|\bheld in port\b|\bunder (?:\w+ )?orders\b"
    r"|\bwill lie there\b|\bstay put\b|\bstays? where (?:it|she) is\b"
)
FREED = Pattern(
    r"\b(?:free to (?:go|leave|sail)|can (?:now )?(?:leave|sail|go)|may (?:now )?(?:leave|sail|go|go on|go too)"
    r"|allowed to (?:leave"
    r"|sail|go)|let (?:it|her|the \w+|them) go|went free|go free|was let go|were let go|lifted the order|set free"
    r"|on (?:its|her|their) way again|sailed on|has sailed|have sailed|cast off|put to sea again|given back"
    r"|handed back)\b"
)
CLEAN = Pattern(
    r"\b(?:no cargo at all|nothing to hold against|not a (?:gun|weapon|cartridge|crate)|nothing (?:was |that was "
    r")?(?:amiss|wrong"
    r"|out of order|banned|forbidden|found|there)|came up empty|empty[- ]handed|(?:was|were|is|are) empty"
    r"|nothing but (?:sugar"
    r"|rice|sand|ballast|scrap|food|water|air)|no trace of|no sign of (?:arms|weapons|any)|as (?:the|its|her) "
    r"papers said"
    r"|(?:was|were|is|are|proved) in order|nothing (?:more|worse) than)\b"
)
TURNED = Pattern(
    r"\b(?:put about|came about|turned (?:her|its) (?:bows?|head|nose)|(?:goes|went|going|gone|sailed|sails|flew"
    r"|headed) (?:back )?home"
    r"|(?:sent|turned|went|flew|sailed|headed|drove) (?:back|away|round)|the way (?:it|she|they) (?:had "
    r")?c[ao]me|back where (?:it|she"
    r"|they) (?:had )?c[ao]me from|waved off|kept out|shut out|no way (?:across|through|in)|look for another way"
    r"|another route"
    r"|took the long way|had to go round)\b"
)
REFUSED = Pattern(
    r"\b(?:answer\b[^.;]{0,60} was no|said no|would not hear of it|would not (?:let|have|allow|open|stop for)"
    r"|refus\w+ to (?:be"
    r"|let|have|allow|open|permit|admit)|declined to (?:be|let|open|stop)|turned (?:them|the \w+) away|asked to "
    r"come aboard"
    r"|withheld (?:its|their|his) consent|gave no consent)\b"
)
EVADED = Pattern(
    r"\b(?:would not stop|did not stop|never stopped|not to be stopped|might as well have"
    r"|(?:slipped|got|went|broke|ran|sailed) (?:away|past)|(?:slipped|got|broke) through"
    r"|beaten the (?:sanctions|embargo|blockade)|out of reach|before anyone could|lost (?:sight|track) of|too late"
    r"|vanished|disappeared|shook off|opened them again)\b"
)
# What came out when someone looked; with arms aboard they have been taken.
FOUND = Pattern(
    r"\b(?:came to light|out came|came out|turned out to be|unlocked|laid bare|came upon|opened up|dug out"
    r"|lifted the lids?"
    r"|came across|pulled out|brought to light|hauled out|uncovered|hit upon)\b"
)
ANY = (SEIZED, HELD, FREED, CLEAN, TURNED, REFUSED, EVADED, FOUND)


def has_fate(text: str) -> bool:
    """Say whether a sentence tells what became of something."""
    return any(pattern.search(text) for pattern in ANY)
