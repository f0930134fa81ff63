"""Tests of the core: the data, its checks, and all that is worked out from it."""
