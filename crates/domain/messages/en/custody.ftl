# custody
custody-refused-no_from = Say from whom it goes.
custody-refused-no_to = Say to whom it goes.
custody-refused-no_document = A document is needed.
custody-refused-same_owner = The new owner is the old one.
custody-refused-display_not_declared = This machine stood on display; the customer must be told before it is sold.
custody-refused-not_commissioned = Commissioning is not passed, so it may not be used.
custody-refused-not_safe = Nothing shows that the danger is gone, so it stays stopped.
custody-refused-not_seen = Nobody has been there since it was stopped, so it stays stopped.
custody-refused-no_state_before = Say where it stood before the loss.
