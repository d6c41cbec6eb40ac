# warranty
