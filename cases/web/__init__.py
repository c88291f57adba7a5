"""What all web doors share: who may pass, request ids, error pages, form rendering, health."""
