"""The market of each category: who has which share, who left whom, who challenges, and what of it cannot be told."""
