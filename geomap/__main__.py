"""Run the command line: ``python -m geomap``."""

from geomap.cli import main

if __name__ == "__main__":  # not in the processes that share a batch
    main()
