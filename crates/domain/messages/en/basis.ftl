# basis
