# syntax=docker/dockerfile:1
FROM debian:12-slim

RUN <<EOF
set -eu
apt-get update
apt-get install -y curl
# This is a comment of the shell's.
rm -rf /var/lib/apt/lists/*
EOF

RUN <<-SETUP python3 && echo done
	import sys
	print(sys.version, "# no comment")
	SETUP

COPY <<'index.html' <<robots.txt /usr/share/nginx/html/
<!doctype html>
<title>$HOME \</title>
index.html
User-agent: *
Disallow: /
robots.txt

RUN cat <<A > /a && cat 3<<"B" > /b
FROM nothing
A
CMD ["not", "this"]
B
RUN grep root <<< "$(cat /etc/passwd)"
CMD ["sh"]
