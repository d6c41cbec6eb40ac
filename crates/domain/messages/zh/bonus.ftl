# bonus
