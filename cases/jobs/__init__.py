"""How work leaves a request and how a periodic job runs exactly once: the heartbeat now, the outbox and job runs next."""
