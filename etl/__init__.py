"""From a received file to reported values in the store; the command line; simulation and boundaries."""
