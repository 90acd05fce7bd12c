"""Steering: what the service counts and hears about itself, and what it publishes of it."""
