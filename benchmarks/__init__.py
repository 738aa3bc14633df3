"""What the speed claims rest on: Spotter measured beside a bare discord.py bot, as ratios, in one run.

`python -m benchmarks` (or `make bench`) runs everything and writes docs/benchmarks.md; `--quick` only shows that all
of it still runs. Needs Linux, whose /proc says what a process takes.
"""
