"""What all cogs share: answers, buttons, forms, cards, pages, and the one error path."""
