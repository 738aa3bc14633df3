"""What stands in deploy/ names only settings and figures that there are, and Prometheus' own tool accepts the rules."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.operations.metrics import Metrics
from bot.settings import NAMES, read_settings
from bot.shards import shards_of

ROOT = Path(__file__).parents[2]
DEPLOY = ROOT / "deploy"
DASHBOARD = DEPLOY / "grafana" / "spotter.json"
ALERTS = DEPLOY / "prometheus" / "alerts.yaml"
COMPOSE = DEPLOY / "compose.yaml"
UNIT = DEPLOY / "spotter.service"
DOCKERFILE = DEPLOY / "Dockerfile"
KUBERNETES = DEPLOY / "kubernetes.yaml"
OTHERS = {"PATH", "HOME", "MPLCONFIGDIR", "PYTHONDONTWRITEBYTECODE", "PYTHONUNBUFFERED"}
"""What the environment says to others than the bot: to the shell, Python, matplotlib."""


def loaded(path: Path) -> Any:
    return yaml.safe_load(path.read_text())


def figures() -> set[str]:
    """Return every name under which Prometheus stores a figure."""
    families = list(Metrics().registry.collect())
    names = {family.name + ("_total" if family.type == "counter" else "") for family in families}
    for family in families:
        if family.type == "histogram":
            names |= {f"{family.name}_{part}" for part in ("bucket", "count", "sum")}
    return names


def dashboard_expressions() -> list[str]:
    return [target["expr"] for panel in loaded(DASHBOARD)["panels"] for target in panel["targets"]]


def alert_expressions() -> list[str]:
    return [rule["expr"] for group in loaded(ALERTS)["groups"] for rule in group["rules"]]


def named(expressions: list[str]) -> set[str]:
    return {name for text in expressions for name in re.findall(r"\b(?:spotter|process)_[a-z_]+", text)}


def environments() -> dict[str, dict[str, str]]:
    """Return what each way to run the bot puts into its environment."""
    stanza = re.search(r"^ENV (.*?[^\\])\n", DOCKERFILE.read_text(), flags=re.MULTILINE | re.DOTALL)
    assert stanza is not None
    return {
        "compose": {
            name: _filled_in(value) for name, value in loaded(COMPOSE)["services"]["spotter"]["environment"].items()
        },
        "unit": dict(re.findall(r"^Environment=(\w+)=(.*)$", UNIT.read_text(), flags=re.MULTILINE)),
        "kubernetes": {setting["name"]: setting["value"] for setting in _pod()["containers"][0]["env"]},
        "image": dict(re.findall(r"(\w+)=(\S+)", stanza[1])),
    }


def _pod() -> Any:
    (sets,) = [one for one in yaml.safe_load_all(KUBERNETES.read_text()) if one["kind"] == "StatefulSet"]
    return sets["spec"]["template"]["spec"]


def _filled_in(value: str) -> str:
    return re.sub(r"\$\{\w+[^}]*\}", "password", value)


def promtool(*arguments: str, cwd: Path) -> None:
    program = shutil.which("promtool")
    if program is None:
        pytest.skip("promtool is not installed here (Debian: apt-get install prometheus)")
    done = subprocess.run([program, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("expressions", [dashboard_expressions(), alert_expressions()], ids=["dashboard", "alerts"])
def test_every_figure_that_is_looked_at_exists(expressions: list[str]) -> None:
    assert named(expressions) <= figures()


def test_every_figure_of_ours_is_on_the_dashboard() -> None:
    shown = {re.sub(r"_(bucket|count|sum)$", "", name) for name in named(dashboard_expressions())}
    assert {name for name in Metrics().names() if name.startswith("spotter_")} <= shown


def test_the_dashboards_panels_have_their_own_places_and_numbers() -> None:
    panels = loaded(DASHBOARD)["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    places = {(panel["gridPos"]["x"], panel["gridPos"]["y"]) for panel in panels}
    assert len(places) == len(panels)


@pytest.mark.parametrize("way", ["compose", "unit", "image", "kubernetes"])
def test_each_way_to_run_it_names_settings_there_are_with_values_they_take(way: str, tmp_path: Path) -> None:
    environment = environments()[way]
    assert set(environment) <= {*NAMES, *OTHERS}
    read_settings({"SPOTTER_SECRET_KEY": "x", **environment}, tmp_path / "none")


def test_the_container_has_no_rights_and_writes_nowhere_but_to_its_volume() -> None:
    service = loaded(COMPOSE)["services"]["spotter"]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert service["volumes"] == ["spotter:/var/lib/spotter"]
    assert "ports" not in service


def test_the_pod_has_no_rights_and_a_read_only_file_system() -> None:
    assert _pod()["securityContext"]["runAsNonRoot"] is True
    held = _pod()["containers"][0]["securityContext"]
    assert held == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


def test_a_pod_is_not_ended_for_what_another_machine_lacks() -> None:
    (container,) = _pod()["containers"]
    assert container["livenessProbe"]["httpGet"]["path"] == "/livez"


def test_a_pod_has_an_hour_to_back_up_and_migrate_before_it_serves_anything() -> None:
    (container,) = _pod()["containers"]
    probe = container["startupProbe"]
    assert probe["httpGet"] == container["livenessProbe"]["httpGet"]
    assert probe["periodSeconds"] * probe["failureThreshold"] >= 3600


def test_no_service_of_the_cluster_adds_settings_to_the_pod() -> None:
    assert _pod()["enableServiceLinks"] is False


def test_the_processes_of_the_example_serve_every_shard_once() -> None:
    (sets,) = [one for one in yaml.safe_load_all(KUBERNETES.read_text()) if one["kind"] == "StatefulSet"]
    settings = read_settings({**environments()["kubernetes"]}, ROOT / "none")
    served = [
        shard
        for number in range(sets["spec"]["replicas"])
        for shard in shards_of(replace(settings, database_url="postgresql://x/y"), f"spotter-{number}").ids
    ]
    assert served == list(range(settings.shard_count))


def test_the_image_runs_as_nobody_with_locked_packages_and_looks_after_its_health() -> None:
    lines = DOCKERFILE.read_text()
    assert re.search(r"^USER 10001:10001$", lines, flags=re.MULTILINE)
    assert "--require-hashes" in lines
    assert "/healthz" in lines


def test_no_secret_and_no_database_gets_into_the_image() -> None:
    ignored = (ROOT / ".dockerignore").read_text().splitlines()
    allowed = {line[1:] for line in ignored if line.startswith("!")}
    assert "*" in ignored
    assert allowed == {"bot", "cogs", "data", "requirements.txt"}
    assert {"data/*.db", "data/*.key"} <= set(ignored)


def test_prometheus_accepts_the_alerts() -> None:
    promtool("check", "config", "prometheus.yaml", cwd=ALERTS.parent)


def test_alerts_come_when_they_should_and_not_before(tmp_path: Path) -> None:
    for path in (ALERTS, Path(__file__).parent / "alerts_test.yaml"):
        shutil.copy(path, tmp_path)
    promtool("test", "rules", "alerts_test.yaml", cwd=tmp_path)


def test_prometheus_understands_every_expression_of_the_dashboard(tmp_path: Path) -> None:
    plain = [text.replace("$__rate_interval", "5m").replace("$instance", ".*") for text in dashboard_expressions()]
    rules = [{"record": f"panel:{number}", "expr": text} for number, text in enumerate(plain)]
    (tmp_path / "panels.json").write_text(json.dumps({"groups": [{"name": "dashboard", "rules": rules}]}))
    promtool("check", "rules", "panels.json", cwd=tmp_path)
