"""Charts: numbers in, PNG out, drawn in a process of their own."""
