"""Drafts tried on carts, and the articles a selection means: what the editor of promotions asks."""
