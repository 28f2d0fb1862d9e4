"""Page objects: what a person can see and do on each page, in the words of that person."""
