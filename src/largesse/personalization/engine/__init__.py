"""The shell of the engine: loads histories, trains in the worker, keeps models, answers handbills."""
