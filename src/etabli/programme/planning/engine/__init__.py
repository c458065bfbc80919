"""What is computed of seasons: demand, forecast, plan."""
