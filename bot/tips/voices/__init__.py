"""What members say of tips: votes, reports, what they saved. Nothing here lists who said it."""
