"""`python -m mabian.launcher`: the web server, the worker and beat on one machine."""
