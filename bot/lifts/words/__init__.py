"""The words for lifts that are not in the catalogue: members' own exercises, and the names a server has for lifts."""
