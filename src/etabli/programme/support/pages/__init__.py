"""Requests and their booking, half-days, reports."""
