"""Where a pool's codes come from: the union is the registry of sources."""

from largesse.vouchers.sources.static import StaticSource

Source = StaticSource  # becomes a union discriminated by `type` with the second source

__all__ = ["Source", "StaticSource"]
