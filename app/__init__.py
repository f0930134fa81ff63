"""The atlas on a screen: widgets in, `geo` called, pixels out."""
