# Steps of state machines.
machine-taken = The step is taken.
machine-refused = This cannot be done: { $reason }
machine-refused-not_allowed = There is no such step from this state.
machine-refused-role = Your role may not take this step.
