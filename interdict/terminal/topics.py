"""The topics that `interdict help` explains, in the order in which it lists them."""

from __future__ import annotations

from collections.abc import Mapping

from interdict.terminal import topics_articles, topics_evidence, topics_file, topics_record, topics_sharing
from interdict.terminal.topic import Topic

TOPICS: Mapping[str, Topic] = {
    "terms": Topic("how to say which cases are meant", ""),  # the words are those of the query itself
    **topics_record.TOPICS,
    **topics_evidence.TOPICS,
    **topics_articles.TOPICS,
    **topics_file.TOPICS,
    **topics_sharing.TOPICS,
}
