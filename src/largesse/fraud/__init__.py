"""What looks like abuse of codes and promotions: signals that flag it, and cases that people decide."""
