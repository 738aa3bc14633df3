"""The rules of the house that a program can check."""

import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import bot
from bot.app import COGS

ROOT = Path(__file__).parent.parent
DISCORD_SIDE = {"app", "process", "post", "watch", "check", "demo", "__main__"}
FEATURES = sorted(module.name for module in pkgutil.iter_modules(bot.__path__) if module.name not in DISCORD_SIDE)

BLOCKED = """
import importlib, pkgutil, sys
sys.modules["discord"] = None
package = importlib.import_module(sys.argv[1])
for module in pkgutil.walk_packages(getattr(package, "__path__", []), sys.argv[1] + "."):
    importlib.import_module(module.name)
"""


@pytest.mark.parametrize("feature", FEATURES)
def test_a_feature_imports_without_discord(feature: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCKED, f"bot.{feature}"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_a_start_loads_nothing_that_waits_until_it_is_needed() -> None:
    heavy = {"cryptography", "matplotlib", "numpy", "PIL", "prometheus_client", "psycopg", "rapidfuzz"}
    for_work_on_it = {"hypothesis", "pytest", "simcord"}
    started = "import sys, bot.__main__, bot.process; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", started], cwd=ROOT, capture_output=True, text=True, check=True)
    assert (heavy | for_work_on_it).intersection(done.stdout.split()) == set()


def test_sql_stands_in_stores_only() -> None:
    sql = re.compile(r"(?i)[\"'(]\s*(select\s.*\sfrom|insert into|update \w+ set|delete from)\s")
    outside = [
        str(path.relative_to(ROOT))
        for path in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")]
        if path.name != "store.py" and path.parent.name != "database" and sql.search(path.read_text())
    ]
    assert outside == []


def test_features_do_not_import_each_others_stores_or_use_cases() -> None:
    pattern = re.compile(r"^(?:from|import) bot\.(\w+)(?:\.(\w+))?(?: import ([\w, ]+))?", flags=re.MULTILINE)
    shared = {"database", "errors", "instants", "ids", "data", "sealing", "areas", "safety"}
    wrong = []
    for path in ROOT.glob("bot/*/**/*.py"):
        feature = path.relative_to(ROOT / "bot").parts[0]
        for found in pattern.finditer(path.read_text()):
            other, module, names = found.groups()
            foreign = other not in {*shared, feature, *DISCORD_SIDE} and feature != "demo"
            if foreign and "store" in {module, *(names or "").split(", ")}:
                wrong.append(f"{path.relative_to(ROOT)}: {found[0]}")
    assert wrong == []


def test_no_clock_is_read_in_a_feature_or_cog() -> None:
    reading = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|time\.time\(|random\.random\(")
    allowed = {ROOT / "bot" / "instants.py"}
    found = [
        str(path.relative_to(ROOT))
        for path in [*ROOT.glob("bot/**/*.py"), *ROOT.glob("cogs/**/*.py")]
        if path not in allowed and reading.search(path.read_text())
    ]
    assert found == []


def test_no_two_buttons_share_a_template() -> None:
    templates = [item.__discord_ui_compiled_template__.pattern for cog in COGS for item in cog.ITEMS]
    assert sorted(templates) == sorted(set(templates))
