# custody
