"""The command line: `corridor-atlas serve | check | verify | fmt | release | export | …`.

Imports every other package of `app` but the screens.
"""
