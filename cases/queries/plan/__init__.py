"""Reading the plan of an investigation, its perishable evidence, policy log, representations and report."""
