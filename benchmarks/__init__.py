"""Speed as ratios: each figure stands beside its limit, measured in the same run."""
