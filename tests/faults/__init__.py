"""What happens when parts of Candour are killed, frozen or cut off. Each test has a whole installation of its own."""
