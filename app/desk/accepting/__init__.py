"""What accepting a draft, confirming a claim and releasing write, each all of it or nothing."""
