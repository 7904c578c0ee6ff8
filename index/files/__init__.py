"""The files of a build: where they are, in archives and folders, what the store knows of them, and how they are read."""
