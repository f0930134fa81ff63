"""Tests of app.screens."""
