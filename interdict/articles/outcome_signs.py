"""Words that tell what came of a case without any verb for it: an all-clear, goods under guard, a ship led "
"into port."""

from __future__ import annotations

from interdict.articles.patterns import Pattern

NOTHING = Pattern(
    r"\b(?:found|find|finding|discovered|turned up|uncovered|revealed|had|was|were|there was|contained|noted"
    r"|showed|yielded)(?: \w+){0,2}? "
    r"(?:no|nothing|neither)\b(?! (?:one|against|longer|clear|flag|resistance|word|comment|sign of a? "
    r"?crew))[^.;]{0,60}|"
    r"\b[Nn]o (?:\w+[ -]){1,4}(?:was|were) (?:found|discovered|aboard|on board)\b|\b[Nn]othing (?:\w+ )?was found\b|"
    r"\bnothing (?:suspicious|illegal|prohibited|banned|incriminating|else|untoward|amiss|unlawful"
    r"|irregular)\b[^.;]{0,30}"
)
GOODS_NOT_THERE = Pattern(
    r"contraband|prohibited|banned|illegal|illicit|incriminating|weapons|arms|suspicious|explosives|nuclear|violation"
    r"|nothing|cargo|sanction|irregular|military|untoward|unlawful|amiss"
)
CLEAN = Pattern(
    r"\b(?:drew a blank|c[ao]me up (?:empty|with nothing)|all[- ]clear|clean bill|green light to (?:leave|sail|go)"
    r"|without finding (?:any|anything)|(?:proved|turned out|was found|were found|declared) (?:to be )?(?:clean"
    r"|harmless|empty"
    r"|legitimate|innocent|in order)|[Hh]er (?:holds?|tanks) (?:was|were) empty|[Ii]ts (?:holds?|tanks) (?:was"
    r"|were) empty"
    r"|papers (?:were |was )?(?:found )?in order|everything (?:was )?in order)\b"
)
EVADED = Pattern(
    r"\b(?:in (?:open )?defiance of|got away|gave (?:them|it) the slip|escaped|ignored (?:the |all |an )?(?:orders?"
    r"|requests?|calls?) to stop|"
    r"(?:requests?|orders?|calls?) to stop were ignored|(?:\w+ed|ran|broke|got|swept|made its way) (?:past|through)"
    r" [^.;]{0,50}(?:patrols?|guards?|blockade|cordon|navy|warships?)|ran the blockade|outran|eluded|evaded"
    r"|gave up (?:trying|attempts|the attempt|the chase|its attempt)"
    r"|answered (?:every|each|all) orders? to stop with)\b"
)
SEIZURE_OF_GOODS = Pattern(
    r"\b(?:seizure|confiscation) of (?:the|its|all|\d+|what|a|an|these|those) (?:\w+ ){0,2}?(?:cargo|weapons"
    r"|arms|shipment|goods|load"
    r"|drugs|ammunition|coal|oil|missiles|consignment|containers?|rifles|rockets|haul)\b"
)
SEIZURE_OF_SHIP = Pattern(
    r"\b(?:seizure|detention|impounding|impoundment|arrest|forfeiture) of (?:the|its|a|an) (?:[\w-]+ "
    r"){0,2}?(?:ship|vessel|tanker"
    r"|freighter|plane|aircraft|truck|boat|dhow)\b"
)
TAKEN = Pattern(
    r"\btook (?:away )?(?:about |some |more than |over |the )?[0-9][0-9,]* (?:\w+ ){0,2}?(?:rifles|weapons|guns"
    r"|rockets|missiles|rounds|bullets|boxes|crates|containers|pistols)\b"
    r"|\b(?:weapons|arms|ammunition|cargo|goods|rifles|missiles|rockets)\b[^.;,]{0,30} (?:was|were) taken\b(?! (?:on"
    r"|to|from|aboard))"
)
KEPT = Pattern(
    r"\b(?:kept|retained|held on to) (?:the|its|her) (?:cargo|goods|load|weapons|arms|shipment|containers?)\b"
    r"|\b(?:cargo|goods|load|weapons|arms|shipment|containers?|haul) (?:has|have) been (?:kept|retained)\b"
)
REMOVED = Pattern(
    r"\b(?:removed|took off|taken off|unloaded|offloaded)\b[^.;]{0,60}\b(?:under guard|under seal|into custody"
    r"|secured|impounded)\b"
)
_LOAD = (
    r"(?:[Ww]eapons?|[Aa]rms|[Aa]mmunition|[Mm]unitions|[Cc]argo|[Gg]oods|[Ll]oad|[Ss]hipment|[Cc]onsignment"
    r"|[Cc]ontainers?|[Bb]oxes"
    r"|[Cc]rates|[Hh]aul|[Mm]issiles|[Rr]ockets|[Rr]ifles|[Gg]renades|[Mm]aterial|[Ee]xplosives|[Cc]ontents"
    r"|[Ii]tems|[Vv]ehicles|[Ee]quipment)"
)
# The goods are in the hands of those who found them.
GUARDED = Pattern(
    rf"\b(?:{_LOAD}|[Tt]hey|[Aa]ll of it|[Ii]t all|[Tt]he lot)\b[^.;]{{0,40}}? (?:is|are|was|were|been|being"
    rf"|remains?|now|lie|lies)\b[^.;]{{0,30}}?"
    r"(?:under (?:(?:military|armed|police|close|heavy|customs|army|naval) )*(?:guard|watch|seal|lock and key)"
    r"|in storage"
    r"|(?:in|at|to) (?:an? |the )?(?:\w+ ){0,2}(?:depot|warehouse|arsenal|barracks|army base|military base"
    r"|naval base|military site|compound))"
    rf"|\b{_LOAD}\b[^.;]{{0,40}}? (?:was|were|been|be) (?:\w+ ){{0,2}}?(?:put|placed|kept) under (?:lock and "
    rf"key|guard|seal)"
    rf"|\b{_LOAD}\b[^.;,]{{0,30}}? (?:was|were|been|be|are|is) (?:(?:later|since|then|now|all|subsequently"
    rf"|being|to be|unloaded and|removed and|offloaded and|taken off and) )?(?:confiscated|impounded|kept"
    r"|carted away|carted off|hauled away|taken away|taken ashore|brought ashore|put ashore|destroyed"
    r"|incinerated|scrapped|locked away"
    r"|forfeited|auctioned)\b"
    r"|\b(?:destroyed|burned|burnt|scrapped|kept) (?:them all|them|all of it|the (?:weapons|arms|cargo"
    r"|ammunition|grenades|rockets|missiles|haul))\b"
)
# The nouns for what was taken.
HAUL = Pattern(
    r"\b(?:(?:[Tt]he|[Tt]his|a|largest|biggest|record|huge|major) (?:arms |weapons |drugs |second |third "
    r"|latest |single )?(?:haul|confiscation)"
    r"|ordered the (?:handover|confiscation|forfeiture|surrender|seizure) of|(?:order|decided|moved|ordered"
    r"|warrant) to (?:confiscate|seize)|what (?:its|their|the) (?:\w+ "
    r"){1,2}(?:had )?(?:taken|seized) from"
    r"|(?:carried|carted|hauled|took) (?:off|away) (?:\w+[ -]){0,4}?(?:weapons|arms|rifles|rockets|missiles?"
    r"|ammunition|parts|cargo|shells|grenades))\b"
)
# The ship is in the hands of those who stopped her.
IN_HANDS = Pattern(
    r"\b(?:will|must|is to|are to|has to|shall) (?:stay|remain) in (?:our|their|its|official|police) (?:hands"
    r"|custody)\b"
    r"|\b(?:parked|moored|berthed|anchored|docked|tied up|kept|lying) [^.;]{0,50}under (?:(?:\w+ )?guard|watch"
    r"|surveillance|detention)\b"
    r"|\b(?:may|can|could|must) not (?:leave|sail|depart)\b|\bnot be let go\b|\bfrozen in (?:port|place)\b|\bin "
    r"the custody of\b"
    r"|\b(?:was|were|be|and) handed (?:over )?to (?:the )?[A-Z]\w+(?: authorities)?\b(?! for questioning)"
)
_SHIPS = (
    r"(?:ship|vessel|freighter|tanker|boat|dhow|plane|aircraft|trucks?|lorr(?:y|ies)|trawler|supertanker|she|it|her)"
)
# She was led into port: what came of it as far as the text goes.
INTO_PORT = Pattern(
    rf"\b(?:{_SHIPS}|[A-Z][\w-]+(?: [\w-]+)?)\b[^.;]{{0,60}}?\b(?:was|were|been|being|is|be|are|and) (?:(?:then"
    rf"|later|now|being|later) )?"
    r"(?:escorted|taken|brought|led|towed|steered|diverted|shepherded|redirected|re-?routed|sailed|guided"
    r"|steered|ordered) (?:back )?(?:in)?to (?:the )?"
    r"(?:\w+ )?(?:port|harbour|harbor|anchorage|shore|naval base|quay|[A-Z]\w+)"
    rf"|\b(?:shepherded|escorted|brought|took|led|towed|steered|diverted) (?:the )?(?:{_SHIPS}|[A-Z][\w-]+(?: "
    rf"[\w-]+)?) (?:back )?(?:in)?to (?:the )?(?:\w+ )?"
    r"(?:port|harbour|harbor|anchorage|shore|naval base|[A-Z]\w+)"
)
# Goods that are shown to reporters are in the hands of those who show them.
DISPLAYED = Pattern(
    r"\b(?:have|has|were|was) (?:since )?(?:been )?(?:laid out|put on show|put on display)\b|"
    rf"\b(?:displayed|put on (?:show|display)|showed off|shows off|laid out|paraded"
    rf"|exhibited)\b[^.;]{{0,90}}?\b(?:{_LOAD}|arsenal|cargoes|finds?)\b"
)
TURNED = Pattern(
    r"\b(?:altered|changed) course (?:for|towards?)\b|"
    r"\b(?:told|ordered|warned|made|advised|instructed) to (?:(?:change|alter) course|keep away|stay away|turn "
    r"(?:back|around|round)|go back|leave)\b"
    r"|\b(?:gave up|abandoned|broke off) (?:its|her|the|their) (?:voyage|journey|run|trip|attempt)\b"
    r"|\b(?:steamed|sailed|went|headed|limped|returned) (?:back )?(?:home|the way (?:she|it) had come|to (?:its"
    r"|her) home port)\b"
)
NAMED_SEIZURE = Pattern(
    r"\b(?:[Ss]eizures?|SEIZURES?|[Ss]eized|SEIZED|[Ss]eizes|SEIZES|[Ss]eize|[Cc]onfiscat\w+|CONFISCAT\w+)\b"
)
REFUSED_WAY = Pattern(
    r"permission|overflight|overfly|airspace|\bports?\b|passage|access|entry|transit|leave to|territory"
    r"|request to (?:use|fly|land|enter|pass)|request by"
)
REFUSED_SEARCH = Pattern(
    r"(?:permission|requests?|consent|leave)\b[^.;,]{0,40} to (?:board|search|inspect|come aboard)\b"
    r"|(?:would have none of it|refused to (?:be|let|allow|submit)|would not (?:let|allow|have) (?:them|anyone|the))"
)
