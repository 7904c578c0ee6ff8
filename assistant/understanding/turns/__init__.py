"""A question that goes on with those before it."""
