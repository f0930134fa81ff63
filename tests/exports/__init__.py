"""Tests of the files the atlas gives out, each read back."""
