"""Body weight: what members weigh, and how it goes. Theirs alone to see."""
