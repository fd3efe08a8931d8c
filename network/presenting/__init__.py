"""What pages say about meetings: plain values for the templates."""
