import pytest

# A failed assertion in there is to show both sides, as in a test module.
pytest.register_assert_rewrite("tests.app.simulation")
