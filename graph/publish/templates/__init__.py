"""The templates of the pages, their style and the script of the search box."""
