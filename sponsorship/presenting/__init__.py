"""What pages show: plain values, ready for templates."""
