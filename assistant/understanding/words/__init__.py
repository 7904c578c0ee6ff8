"""The words of a question that mean something: figures, numbers, years, kinds of bodies."""
