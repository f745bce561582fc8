"""What every test may ask for: the public data beside the checkout, where there is any."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Time is measured by the bench; a busy machine must not fail a property.
settings.register_profile("house", deadline=None)
settings.load_profile("house")

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real public data; the test is skipped with a plain reason where it is absent."""
    folder = Path(os.environ.get("GUILDHALL_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the public data folder is not beside this checkout (set GUILDHALL_DATA)")
    return folder
