"""Questions to the network: scenarios, ways, chokepoints, reach."""
