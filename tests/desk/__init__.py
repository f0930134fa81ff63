"""Tests of the desk: drafts on the disk, what accepting them writes, its server."""
