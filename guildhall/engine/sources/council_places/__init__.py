"""What open data says of the place a council serves."""
