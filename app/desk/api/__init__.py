"""What the desk's page asks, and what it is answered: JSON, by the contract of the page."""
