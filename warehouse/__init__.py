"""The domain of Đích 2030: model, catalogue, attainment arithmetic, releases and queries."""
