"""The parts of the generator of simulated reports; ``etl.simulate`` is its entry."""
