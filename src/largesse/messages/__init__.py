"""Templates, channels and deliveries of messages, and the mail catcher for development."""
