"""Weekly check-ins and holidays: how the week was, in streaks that rest, holidays and a first miss do not break."""
