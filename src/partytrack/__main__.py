"""Lets `python -m partytrack` do what `partytrack` does."""

from partytrack.cli.main import run

if __name__ == "__main__":
    run()
