"""The pages on which acts of the law are done: what may be done now, one act, and the register of decisions."""
