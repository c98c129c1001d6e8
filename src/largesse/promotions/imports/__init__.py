"""Promotions from files: fields as Synerise names them, rows checked one by one and merged by code."""
