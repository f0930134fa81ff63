"""Tests of the app without a browser: its pages, its server, what it leans on."""
