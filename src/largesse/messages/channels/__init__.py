"""The ways a message leaves: e-mail and its siblings."""
