"""deputy_affairs: the work of deputies to a Chinese township or county People's Congress."""

__version__ = "0.1.0"
