"""Finds tips by what they say, whatever the spelling and the order of words, without asking the database each time.

The index of a server is kept in memory and renewed when the server's tips have a new version; of the texts only what
changed is read anew. Each word of the query is held against the words that occur at all, which are far fewer than the
texts, and the rarer a word, the more it tells.
"""

import re
from bisect import bisect_left
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from math import log
from operator import itemgetter
from threading import Lock

from bot.safety import normalised

SERVERS = 64
"""So many servers' indexes are kept; the one that was asked least lately goes first."""
LIKE = 74
"""Percent of rapidfuzz's ratio from which a word of a text counts as a word of the query."""
MOST_WORDS = 12
"""So many words of a query are looked at."""
_BEGINS = 90.0
"""What a word counts for that begins as the query's word does: who types "stretch" means "stretching" too."""
_SHORTEST_BEGINNING = 3
_MOST_BEGINNING = 50
_AFTER_ALL = "\U0010ffff"
_COMMON = 0.05
"""A word, with those meant by it, that a larger share of the texts holds is common."""
_LEAST_SHARE = 0.5
"""A text that matches less of the query than this is no answer."""
_WORD = re.compile(r"\w+")


class Index:
    """The words of texts, by key."""

    def __init__(self) -> None:
        self._texts: dict[int, tuple[str, frozenset[str]]] = {}
        self._holders: defaultdict[str, set[int]] = defaultdict(set)
        self._words: list[str] = []

    def renew(self, texts: Iterable[tuple[int, str]]) -> None:
        """Hold exactly these texts."""
        now = dict(texts)
        for key in [key for key, (text, _) in self._texts.items() if now.get(key) != text]:
            self._drop(key)
        for key, text in now.items():
            if key not in self._texts:
                words = frozenset(_WORD.findall(normalised(text)))
                self._texts[key] = (text, words)
                for word in words:
                    self._holders[word].add(key)
        self._words = sorted(self._holders)

    def find(self, query: str, most: int) -> list[int]:
        """Return the keys of the texts that say most of the query, the best first, the newest first where equal."""
        wanted = list(dict.fromkeys(_WORD.findall(normalised(query))))[:MOST_WORDS]
        meant = [self._near(word) or {word: 0.0} for word in wanted]
        rarest_first = sorted(meant, key=self._holders_of)
        scores: defaultdict[int, float] = defaultdict(float)
        whole = 0.0
        for near in rarest_first:
            whole += max(map(self._weight, near))
            for key, worth in self._worths(near, scores).items():
                scores[key] += worth
        found = [key for key, score in scores.items() if score >= _LEAST_SHARE * whole]
        return sorted(found, key=lambda key: (-round(scores[key], 6), -key))[:most]

    def _worths(self, near: Mapping[str, float], scored: Collection[int]) -> dict[int, float]:
        """Return what each text is worth for one word of the query.

        A word that many texts hold tells little: it counts for texts that say a rarer one, where there are any.
        """
        common = self._holders_of(near) > _COMMON * len(self._texts)
        worths: dict[int, float] = {}
        for other, likeness in sorted(near.items(), key=itemgetter(1)):
            worth = likeness / 100 * self._weight(other)
            holders = self._holders.get(other, set())
            told = holders if not (common and scored) else [key for key in scored if key in holders]
            for key in told:
                if worths.get(key, 0.0) < worth:
                    worths[key] = worth
        return worths

    def _holders_of(self, near: Iterable[str]) -> int:
        return sum(len(self._holders.get(other, ())) for other in near)

    def _near(self, word: str) -> dict[str, float]:
        """Return the words of the texts that are meant by a word, with their likeness in percent."""
        from rapidfuzz import fuzz, process  # only once somebody searches: it takes 2.7 MiB

        like = process.extract(word, self._words, scorer=fuzz.ratio, processor=None, score_cutoff=LIKE, limit=20)
        near = {other: score for other, score, _ in like}
        if len(word) >= _SHORTEST_BEGINNING:
            first, last = bisect_left(self._words, word), bisect_left(self._words, word + _AFTER_ALL)
            for other in self._words[first : min(last, first + _MOST_BEGINNING)]:
                near[other] = max(near.get(other, 0.0), _BEGINS)
        return near

    def _weight(self, word: str) -> float:
        """Return how much a word tells: the rarer, the more."""
        return log(1 + (1 + len(self._texts)) / (1 + len(self._holders.get(word, ()))))

    def _drop(self, key: int) -> None:
        _, words = self._texts.pop(key)
        for word in words:
            self._holders[word].discard(key)
            if not self._holders[word]:
                del self._holders[word]


class Indexes:
    """The indexes of the servers that were asked lately, each with the version it is of."""

    def __init__(self) -> None:
        self._kept: OrderedDict[int, tuple[int, Index]] = OrderedDict()
        self._lock = Lock()

    def find(
        self, guild_id: int, version: int, read: Callable[[], Iterable[tuple[int, str]]], query: str, most: int
    ) -> list[int]:
        """Return what a server's index as of a version finds; its texts are read when that is a new one.

        One at a time: the database reads on several threads.
        """
        with self._lock:
            known, index = self._kept.pop(guild_id, (None, None))
            if index is None or known != version:
                index = index or Index()
                index.renew(read())
            self._kept[guild_id] = (version, index)
            while len(self._kept) > SERVERS:
                self._kept.popitem(last=False)
            return index.find(query, most)
