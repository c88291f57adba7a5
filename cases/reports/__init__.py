"""Every table the public door's database role may touch, and nothing else."""
