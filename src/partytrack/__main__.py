"""Lets `python -m partytrack` do what `partytrack` does."""

import sys

from partytrack.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
