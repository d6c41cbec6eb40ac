# safety
