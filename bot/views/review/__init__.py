"""What a curator sees of the queue."""
