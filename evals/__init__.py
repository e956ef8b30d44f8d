"""Questions as data, measures as pure functions, and the scripts that fit what is learned from them."""
