"""Figures for Prometheus, in a registry of their own: names of commands and kinds, never of members or servers."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from time import perf_counter

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector, generate_latest
from prometheus_client.exposition import CONTENT_TYPE_LATEST

from bot import __version__
from bot.observer import Observer

CONTENT_TYPE = CONTENT_TYPE_LATEST
"""What the text of `Metrics.text` is, for an HTTP header."""
_ANSWER = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3)
"""Seconds. After three, Discord tells the member that the bot did not answer."""
_REQUEST = (0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_LATE = (1, 2, 5, 10, 30, 60, 300, 900, 3600, 21600, 86400)
_DATABASE = (0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.1, 0.5, 2.5)
_CHART = (0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
_LAG = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)
_MOST_OPEN = 10_000
"""Interactions whose answer is waited for; of more than that the oldest are taken as never answered."""


@dataclass(frozen=True)
class Deliveries:
    """What is owed to members and channels."""

    ahead: int
    waiting: Mapping[tuple[str, str], int]
    """What is due by kind and state: scheduled, again (after a failure), claimed."""
    oldest: timedelta
    """For how long the oldest of what waits has been due."""


@dataclass(frozen=True)
class Readings:
    """What is so at the moment of asking."""

    gateway_connected: Mapping[int, bool]
    """By shard."""
    gateway_latency: Mapping[int, float]
    """Seconds by shard; not a number before the first heartbeat."""
    servers: int
    tasks: int
    """Of the event loop; more and more of them are a leak."""
    deliveries: Deliveries | None
    """None while the database does not answer."""
    last_backup: datetime | None
    disk_free: Mapping[str, int]
    """Bytes free where the `database` and the `backups` are, as far as that is this machine."""


class Metrics(Observer):
    """Keeps figures of what the observer is told."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        ProcessCollector(registry=self.registry)
        self._open: dict[int, tuple[Histogram, float]] = {}
        self._make_counts()
        self._make_times()
        self._make_readings()

    def _make_counts(self) -> None:
        registry = self.registry
        self._received = Counter(
            "spotter_interactions", "Commands, buttons, menus and forms received", ["kind", "name"], registry=registry
        )
        self._failed = Counter(
            "spotter_interaction_errors",
            "Interactions on the error path: refused in the bot's own words, fault, late, unanswered",
            ["kind", "name", "how"],
            registry=registry,
        )
        self._requests = Counter(
            "spotter_discord_requests",
            "Requests to Discord's REST API by HTTP status; none: no answer",
            ["method", "status"],
            registry=registry,
        )
        self._deliveries = Counter(
            "spotter_deliveries", "Attempts to deliver, by what became of them", ["kind", "outcome"], registry=registry
        )
        self._backups = Counter(
            "spotter_backups", "Backups the bot made by itself, or could not make", ["outcome"], registry=registry
        )
        for outcome in ("made", "failed"):
            self._backups.labels(outcome)  # so that both are told before either has happened

    def _make_times(self) -> None:
        registry = self.registry
        self._answers = Histogram(
            "spotter_answer_seconds",
            "From the receipt of an interaction until Discord has the first answer",
            ["kind", "name"],
            buckets=_ANSWER,
            registry=registry,
        )
        self._request_times = Histogram(
            "spotter_discord_request_seconds",
            "How long requests to Discord's REST API take",
            ["method"],
            buckets=_REQUEST,
            registry=registry,
        )
        self._late = Histogram(
            "spotter_delivery_lag_seconds",
            "From when something was due until it was delivered",
            ["kind"],
            buckets=_LATE,
            registry=registry,
        )
        self._database = Histogram(
            "spotter_database_seconds",
            "How long the database takes: read, write (until it is on disk), commit",
            ["what"],
            buckets=_DATABASE,
            registry=registry,
        )
        self._charts = Histogram(
            "spotter_chart_seconds", "How long charts take", ["outcome"], buckets=_CHART, registry=registry
        )
        self._lag = Histogram(
            "spotter_loop_lag_seconds",
            "How late the event loop comes to what is due",
            buckets=_LAG,
            registry=registry,
        )

    def _make_readings(self) -> None:
        registry = self.registry
        Gauge("spotter_info", "The version that runs", ["version"], registry=registry).labels(__version__).set(1)
        self._connected = Gauge(
            "spotter_gateway_connected", "1 while the shard is connected", ["shard"], registry=registry
        )
        self._latency = Gauge(
            "spotter_gateway_latency_seconds", "From a heartbeat to its acknowledgement", ["shard"], registry=registry
        )
        self._servers = Gauge("spotter_servers", "How many servers the bot is in", registry=registry)
        self._tasks = Gauge("spotter_tasks", "Tasks of the event loop", registry=registry)
        self._up = Gauge("spotter_database_up", "1 while the database answers what a scrape asks", registry=registry)
        self._ahead = Gauge("spotter_deliveries_ahead", "Everything still to be delivered", registry=registry)
        self._waiting = Gauge(
            "spotter_deliveries_waiting", "What is due and not delivered yet", ["kind", "state"], registry=registry
        )
        self._oldest = Gauge(
            "spotter_deliveries_oldest_seconds", "For how long the oldest of what waits has been due", registry=registry
        )
        self._backup = Gauge(
            "spotter_backup_last_timestamp_seconds",
            "When the newest backup was made; 0: there is none",
            registry=registry,
        )
        self._disk = Gauge(
            "spotter_disk_free_bytes", "Bytes free where the database or its backups are", ["of"], registry=registry
        )

    def received(self, interaction_id: int, kind: str, name: str) -> None:
        """Count an interaction and start its time."""
        self._received.labels(kind, name).inc()
        while len(self._open) >= _MOST_OPEN:
            del self._open[next(iter(self._open))]
        self._open[interaction_id] = self._answers.labels(kind, name), perf_counter()

    def answered(self, interaction_id: int) -> None:
        """Stop the time of an interaction at its first answer."""
        if waiting := self._open.pop(interaction_id, None):
            times, since = waiting
            times.observe(perf_counter() - since)

    def failed(self, kind: str, name: str, how: str) -> None:
        """Count an interaction on the error path."""
        self._failed.labels(kind, name, how).inc()

    def requested(self, method: str, status: str, seconds: float) -> None:
        """Count a request and note its time."""
        self._requests.labels(method, status).inc()
        self._request_times.labels(method).observe(seconds)

    def delivery(self, kind: str, outcome: str, late: timedelta) -> None:
        """Count an attempt, and how late what arrived was."""
        self._deliveries.labels(kind, outcome).inc()
        if outcome == "delivered":
            self._late.labels(kind).observe(max(late.total_seconds(), 0))

    def database(self, what: str, seconds: float) -> None:
        """Note a time of the database."""
        self._database.labels(what).observe(seconds)

    def chart(self, outcome: str, seconds: float) -> None:
        """Note a chart's time."""
        self._charts.labels(outcome).observe(seconds)

    def backup(self, outcome: str) -> None:
        """Count a backup."""
        self._backups.labels(outcome).inc()

    def lagged(self, seconds: float) -> None:
        """Note how late the loop was."""
        self._lag.observe(seconds)

    def text(self, readings: Readings) -> bytes:
        """Return all figures in Prometheus' text format."""
        for shard, connected in readings.gateway_connected.items():
            self._connected.labels(shard).set(connected)
        for shard, latency in readings.gateway_latency.items():
            self._latency.labels(shard).set(latency)
        self._servers.set(readings.servers)
        self._tasks.set(readings.tasks)
        self._set_deliveries(readings.deliveries)
        self._backup.set(readings.last_backup.timestamp() if readings.last_backup else 0)
        self._disk.clear()
        for of, free in readings.disk_free.items():
            self._disk.labels(of).set(free)
        return generate_latest(self.registry)

    def _set_deliveries(self, deliveries: Deliveries | None) -> None:
        self._up.set(deliveries is not None)
        self._ahead.set(math.nan if deliveries is None else deliveries.ahead)
        self._oldest.set(math.nan if deliveries is None else deliveries.oldest.total_seconds())
        self._waiting.clear()
        for (kind, state), number in (deliveries.waiting if deliveries else {}).items():
            self._waiting.labels(kind, state).set(number)

    def names(self) -> Iterator[str]:
        """Yield the name of every metric, as Prometheus stores it (`_total` for counters)."""
        for family in self.registry.collect():
            yield family.name + ("_total" if family.type == "counter" else "")
