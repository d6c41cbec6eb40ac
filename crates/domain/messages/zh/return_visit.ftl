# return_visit
