"""How work leaves a request and how a periodic job runs exactly once: a heartbeat now, outbox and job runs next."""
