"""The command-line door: each command takes plain values and calls one operation."""
