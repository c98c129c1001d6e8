"""Data transformations: files of others made into files that can be imported."""

from largesse.workflows.transformations.previews import Preview, preview
from largesse.workflows.transformations.problems import Problem
from largesse.workflows.transformations.transformation import Transformation, check

__all__ = ["Preview", "Problem", "Transformation", "check", "preview"]
