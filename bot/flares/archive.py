"""What is kept beyond a flare-up's time, and under which key: retention, nameless counts, and the change of keys."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.areas import Area
from bot.database import Connection, Database, process_state
from bot.delivery.schedule import Schedule
from bot.flares import store
from bot.flares.asking import KIND
from bot.flares.decisions import Outcomes
from bot.flares.evidence import Cell, Evidence, Window, cells_of, evidence, felt_worse, reports
from bot.flares.files import Files
from bot.flares.record import Flare
from bot.flares.tips import Alarm
from bot.flares.vault import Vault
from bot.instants import Clock
from bot.sealing import Unreadable

_FRESH = timedelta(hours=1)
"""How long counts are used before they are counted anew: each takes unsealing every flare-up of the server."""
_NOWHERE = 0
"""In place of a server: what was logged in direct messages."""
PROOF = "key"
"""Under that name the database remembers the mark of a word by the key, which tells whether a key is the right one."""
WORD = "spotter"


@dataclass(frozen=True)
class Resealed:
    """What a change of keys came to: how many rows are sealed anew, and how many no key opens."""

    done: int
    lost: int


class Archive:
    """Retention, counts and keys of flare-ups."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        vault: Vault,
        files: Files,
        schedule: Schedule,
        rules: Outcomes,
        alarm: Alarm,
        kept_for: timedelta,
    ) -> None:
        self._alarm = alarm
        self._rules = rules
        self._database = database
        self._clock = clock
        self._vault = vault
        self._files = files
        self._schedule = schedule
        self._kept_for = kept_for
        self._counted: dict[int, tuple[datetime, Counter[Cell]]] = {}

    async def clear_out(self) -> int:
        """Delete what the retention time has passed for, leaving nameless counts; returns how many flare-ups."""
        return await self._database.write(self._clear_out)

    def evidence(
        self, connection: Connection, guild_id: int, tip_id: int, areas: Iterable[Area]
    ) -> dict[Window, Evidence]:
        """Return how it went in a server for those who tried a tip and like ones who did not, in the caller's unit.

        By window; nothing that fewer than five reported on. Counts are up to an hour old.
        """
        counts = self._recent(connection, guild_id)
        return evidence(counts, tip_id, areas) if counts else {}

    async def look_for_harm(self, flare: Flare) -> None:
        """Where a flare-up got worse with tips that were tried, hand what is known of those to who decides on tips."""
        worse = felt_worse(flare, self._clock(), self._rules)
        if flare.guild_id is not None and worse:
            counts = await self._database.read(self._counts, flare.guild_id)
            await self._database.write(self._alarmed, flare.guild_id, worse, counts)

    async def opens(self) -> bool:
        """Tell whether the keys in use open what is stored; on the first start, remember the newest by its mark."""
        return await self._database.write(self._opens)

    async def reseal(self) -> Resealed:
        """Seal everything anew with the newest key. What no key opens stays as it is."""
        return await self._database.write(self._reseal)

    def _alarmed(self, connection: Connection, guild_id: int, worse: set[int], counts: Counter[Cell]) -> None:
        for tip in sorted(worse):
            self._alarm(connection, guild_id, tip, reports(counts, tip))

    def _clear_out(self, connection: Connection) -> int:
        now = self._clock()
        found: defaultdict[int, Counter[Cell]] = defaultdict(Counter)
        rows = store.untouched(connection, now - self._kept_for)
        for row in rows:
            member_id, flare_id = row["member_id"], row["id"]
            try:
                flare = self._files.flare(connection, member_id, flare_id)
                found[flare.guild_id or _NOWHERE] += cells_of(flare, now, self._rules)
            except Unreadable:
                pass  # what nobody can read counts for nothing, and its time is over all the same
            store.delete_flare(connection, member_id, flare_id)
            self._schedule.forget(connection, member_id=member_id, kind=KIND, subject_id=flare_id)
        for guild_id, counts in found.items():
            kept = self._kept_counts(connection, guild_id)
            store.put_counts(connection, guild_id, self._vault.counts(kept + counts))
        return len(rows)

    def _kept_counts(self, connection: Connection, guild_id: int) -> Counter[Cell]:
        try:
            return self._vault.opened_counts(store.counts(connection, guild_id))
        except Unreadable:
            return Counter()

    def _recent(self, connection: Connection, guild_id: int) -> Counter[Cell]:
        now = self._clock()
        known = self._counted.get(guild_id)
        if known is None or now - known[0] >= _FRESH:
            known = self._counted[guild_id] = now, self._counts(connection, guild_id)
        return known[1]

    def _counts(self, connection: Connection, guild_id: int) -> Counter[Cell]:
        now = self._clock()
        counts = self._kept_counts(connection, guild_id)
        for row in store.of_server(connection, guild_id):
            try:
                counts += cells_of(self._files.flare(connection, row["member_id"], row["id"]), now, self._rules)
            except Unreadable:
                continue
        return counts

    def _opens(self, connection: Connection) -> bool:
        known = process_state.recall(connection, PROOF)
        if known is not None:
            return known in self._vault.marks(WORD)
        sealed = store.any_sealed(connection)
        if sealed is not None and not self._vault.fits(sealed):
            return False
        self._remember_the_key(connection)
        return True

    def _remember_the_key(self, connection: Connection) -> None:
        process_state.remember(connection, PROOF, self._vault.marks(WORD)[0])

    def _reseal(self, connection: Connection) -> Resealed:
        done = lost = 0
        for table, key, sealed in store.sealed_rows(connection):
            try:
                renewed = {column: self._vault.renewed(old) for column, old in sealed.items()}
                store.put_sealed(connection, table, key, renewed)
                done += 1
            except Unreadable:
                lost += 1
        for row in store.all_counts(connection):
            try:
                store.put_counts(connection, row["guild_id"], self._vault.renewed(row["counts"]))
                done += 1
            except Unreadable:
                lost += 1
        if not lost:
            self._remember_the_key(connection)
        return Resealed(done, lost)
