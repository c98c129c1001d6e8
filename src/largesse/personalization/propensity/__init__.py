"""Who redeems what he is offered."""
