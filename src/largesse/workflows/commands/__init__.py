"""What is done to workflows: definitions, publication and state, runs, test walks."""
