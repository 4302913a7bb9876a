"""The use cases: the order of the steps of each command, and nothing else. `cli` calls one and prints what comes back."""
