"""What members see: one file per group of commands, each parses, calls one use case and renders what it returned."""
