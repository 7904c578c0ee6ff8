"""Intent → one SELECT over the tables → the cells that prove it → the answer in words."""
