"""What is put into forged interactions: words, numbers, ids, and things of the wrong type."""

from random import Random
from typing import Any

BEYOND = 2**63
"""No id, and more than the database takes."""
NUMBERS = (0, 1, 2, 7, 24, 25, 99, 2**31, 2**53, BEYOND - 1, BEYOND, 10**30)
FINE = (
    *(
        "squat 100 5x5",
        "bench 60 5x5",
        "5x5",
        "deadlift",
        "bw+20 3x5",
        "100",
        "82.5 kg",
        "in 1 hour",
        "every mon 18:00",
    ),
    *(
        "tomorrow 7am",
        "yesterday",
        "2026-11-12",
        "Europe/Berlin",
        "Berlin",
        "7-22",
        "20: 25x2",
        "madcow",
        "custom:zorb",
    ),
    *("mon wed fri", "squat 2.5", "squat 140x5, bench 100x5, row 80x5, press 60x5, deadlift 180x5", "knee", "3", "kg"),
    *("Ten slow squats before benching", "100 kg", "18:30", "sunday", "Zorb Press"),
)
"""What members type."""
NASTY = (
    *(
        "",
        " ",
        "\n",
        "\0",
        "a\nforged line",
        "\r\n\r\n",
        "\u2028",
        "\ufffe",
        "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    ),
    *("\u202egnirts a", "\u2066\u2067", "\u200b", "\u0301" * 40, "ﷺ" * 30, "Ω≈ç√", "١٢٣", "²", "٣x٥", "ﬁ", "İ"),
    *(
        "@everyone",
        "<@&1>",
        "<@1>",
        "[free](https://evil.example)",
        "```",
        "||x||",
        "# big",
        "-# small",
        "> quote",
        "*_~`",
    ),
    *(
        "$\\frac{1}{0}$",
        "$$",
        "\\",
        "=cmd|' /C calc'!A0",
        "+1+1",
        "@SUM(A1)",
        "'; DROP TABLE members; --",
        "%s%n%d",
        "{0.__class__}",
    ),
    *(
        "1e9999",
        "NaN",
        "Infinity",
        "-1",
        "-0",
        "1" * 400,
        "0x10",
        "1_000",
        "9" * 19,
        "0.1" * 40,
        "99999999999999999999 5x5",
    ),
    *("squat 1e308 5x5", "squat 100 99999x99999", "squat 100 5x0", "squat -100 5x5", "squat 100kg 5x5 @99"),
    *(
        "in 999999999 years",
        "every 0 days",
        "every 1 minute",
        "every second",
        "00:00",
        "24:60",
        "29 feb",
        "31 feb 2027",
        "0000-00-00",
    ),
    *(
        "../../etc/passwd",
        "Etc/../UTC",
        "/",
        "A" * 101,
        "squat " * 700,
        "\u202e" * 300,
        "a" * 4000,
        "é" * 6000,
        "🏋️" * 1500,
    ),
    *("a" + "_" * 4000 + "a", " " * 4000, "\n" * 4000, "*" * 4000, "[](" * 1300, "(" * 4000, "- " * 2000, "1 " * 2000),
    *(
        "never " + "to see " * 550,
        "numb" * 1000,
        "squat 100" + " " * 1000 + "5x5",
        "20:" + " " * 190 + "x",
        "a " * 2000,
    ),
)
"""What nobody types by accident; the long runs are what a careless pattern takes forever over."""


def text(rng: Random) -> str:
    """Return something written: usual, nasty, cut short, or both at once."""
    match rng.randrange(8):
        case 0 | 1 | 2:
            return rng.choice(FINE)
        case 3:
            return rng.choice(FINE)[: rng.randrange(12)]
        case 4:
            return rng.choice(FINE) + rng.choice(NASTY)
        case _:
            return rng.choice(NASTY)


def of_the_wrong_type(rng: Random) -> Any:
    """Return what JSON can hold where a text or a number is meant."""
    return rng.choice((None, True, False, 0, -1, 1.5, [], [None], {}, {"value": "x"}, ["a", 1], "", [[]], 10**19))
