"""Word documents: the accepted text with its automatic numbers, text boxes and tables."""
