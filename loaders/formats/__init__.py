"""PDF, Word and web pages in: each as the lines of text that a letter is read from."""
