"""The browser's code: how its modules are joined, and its tests, which Node runs."""
