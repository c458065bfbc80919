"""Spreadsheets of the chamber: opened, brought to the register, taken back. The engine is `engine/sheets`."""
