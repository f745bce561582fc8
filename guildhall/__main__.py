"""`python -m guildhall`."""

import sys

from guildhall.cli import main

sys.exit(main())
