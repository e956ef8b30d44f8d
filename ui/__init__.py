"""The faces: the `rapport` command and the web page. They show what `assistant` returns."""
