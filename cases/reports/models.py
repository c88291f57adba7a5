"""What the public door may write and read: reports, sealed parts, drafts, messages, published figures, rate buckets."""
