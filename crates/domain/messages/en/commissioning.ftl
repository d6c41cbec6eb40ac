# commissioning
