"""Figures are kept by names that the code knows, and told in Prometheus' text format."""

import asyncio
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.operations import metrics as figures
from bot.operations.metrics import Deliveries, Metrics, Readings
from bot.operations.web import watch_loop
from tests.conftest import START

QUIET = Readings(
    gateway_connected={0: True, 1: False},
    gateway_latency={0: 0.04},
    servers=3,
    tasks=30,
    deliveries=Deliveries(ahead=7, waiting={("reminder", "scheduled"): 2}, oldest=timedelta(seconds=5)),
    last_backup=START,
    disk_free={"database": 5_000_000, "backups": 7},
)


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def value(metrics: Metrics, name: str, /, **labels: str) -> float | None:
    return metrics.registry.get_sample_value(name, labels)


def test_an_answered_interaction_is_counted_and_timed(metrics: Metrics) -> None:
    metrics.received(1, "command", "log")
    metrics.answered(1)
    about = {"kind": "command", "name": "log"}
    assert value(metrics, "spotter_interactions_total", **about) == 1
    assert value(metrics, "spotter_answer_seconds_count", **about) == 1


def test_only_the_first_answer_counts(metrics: Metrics) -> None:
    metrics.received(1, "command", "log")
    metrics.answered(1)
    metrics.answered(1)
    assert value(metrics, "spotter_answer_seconds_count", kind="command", name="log") == 1


def test_interactions_that_are_never_answered_do_not_pile_up(metrics: Metrics, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "_MOST_OPEN", 3)
    for interaction_id in range(10):
        metrics.received(interaction_id, "command", "log")
    metrics.answered(0)
    metrics.answered(9)
    about = {"kind": "command", "name": "log"}
    assert value(metrics, "spotter_interactions_total", **about) == 10
    assert value(metrics, "spotter_answer_seconds_count", **about) == 1


def test_a_failure_is_counted_by_how(metrics: Metrics) -> None:
    metrics.failed("command", "log", "fault")
    assert value(metrics, "spotter_interaction_errors_total", kind="command", name="log", how="fault") == 1


def test_a_request_is_counted_by_status(metrics: Metrics) -> None:
    metrics.requested("POST", "429", 0.2)
    assert value(metrics, "spotter_discord_requests_total", method="POST", status="429") == 1
    assert value(metrics, "spotter_discord_request_seconds_sum", method="POST") == 0.2


def test_the_lag_is_of_what_arrived_only(metrics: Metrics) -> None:
    metrics.delivery("reminder", "delivered", timedelta(seconds=3))
    metrics.delivery("reminder", "dms_closed", timedelta(days=2))
    assert value(metrics, "spotter_deliveries_total", kind="reminder", outcome="dms_closed") == 1
    assert value(metrics, "spotter_delivery_lag_seconds_sum", kind="reminder") == 3


def test_times_of_database_charts_and_loop_are_kept(metrics: Metrics) -> None:
    metrics.database("commit", 0.5)
    metrics.chart("drawn", 0.25)
    metrics.lagged(0.125)
    assert value(metrics, "spotter_database_seconds_sum", what="commit") == 0.5
    assert value(metrics, "spotter_chart_seconds_sum", outcome="drawn") == 0.25
    assert value(metrics, "spotter_loop_lag_seconds_sum") == 0.125


def test_nothing_is_told_of_a_disk_that_is_gone(metrics: Metrics) -> None:
    metrics.text(QUIET)
    assert b"spotter_disk_free_bytes{" not in metrics.text(replace(QUIET, disk_free={}))


def test_backups_are_counted_from_nought_so_that_the_first_is_an_increase(metrics: Metrics) -> None:
    assert value(metrics, "spotter_backups_total", outcome="failed") == 0
    metrics.backup("failed")
    assert value(metrics, "spotter_backups_total", outcome="failed") == 1


def test_the_text_has_what_is_so_now(metrics: Metrics) -> None:
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in text_string_to_metric_families(metrics.text(QUIET).decode())
        for sample in family.samples
    }
    assert (found["spotter_gateway_connected", "0"], found["spotter_gateway_connected", "1"]) == (1, 0)
    assert found["spotter_gateway_latency_seconds", "0"] == 0.04
    assert found[("spotter_servers",)] == 3
    assert found[("spotter_tasks",)] == 30
    assert found[("spotter_deliveries_waiting", "reminder", "scheduled")] == 2
    assert found[("spotter_deliveries_oldest_seconds",)] == 5
    assert found[("spotter_backup_last_timestamp_seconds",)] == START.timestamp()
    assert (found["spotter_disk_free_bytes", "database"], found["spotter_disk_free_bytes", "backups"]) == (5_000_000, 7)


def test_what_no_longer_waits_is_no_longer_told(metrics: Metrics) -> None:
    metrics.text(QUIET)
    later = replace(QUIET, deliveries=Deliveries(ahead=0, waiting={}, oldest=timedelta(0)))
    assert b"spotter_deliveries_waiting{" not in metrics.text(later)


def test_without_a_database_it_is_said_to_be_away_and_nothing_of_deliveries(metrics: Metrics) -> None:
    metrics.text(QUIET)
    assert value(metrics, "spotter_database_up") == 1
    told = metrics.text(replace(QUIET, deliveries=None)).decode()
    for line in ("spotter_database_up 0.0", "spotter_deliveries_ahead NaN", "spotter_deliveries_oldest_seconds NaN"):
        assert f"{line}\n" in told
    assert "spotter_deliveries_waiting{" not in told


def test_every_name_is_ours_or_of_the_process(metrics: Metrics) -> None:
    assert all(re.fullmatch(r"(spotter|process)_[a-z_]+", name) for name in metrics.names())


async def test_the_loop_is_watched_for_lag(metrics: Metrics, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.operations import web

    monkeypatch.setattr(web, "_LOOK_SECONDS", 0.001)
    watching = asyncio.create_task(watch_loop(metrics))
    async with asyncio.timeout(5):
        while not value(metrics, "spotter_loop_lag_seconds_count"):  # noqa: ASYNC110 - figures tell nobody
            await asyncio.sleep(0)
    watching.cancel()
