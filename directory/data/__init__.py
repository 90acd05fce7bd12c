"""Public geography shipped with the directory: communes, former communes, départements, regions."""
