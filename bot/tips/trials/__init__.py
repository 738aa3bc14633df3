"""Trials: what members who tried a tip felt after it. Kept apart from votes, told with all its doubts."""
