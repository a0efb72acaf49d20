# Saved on Windows
FROM alpine:3.20

RUN apk add --no-cache \
    curl \

    # certificates
    ca-certificates
COPY <<CONF /etc/app.conf
port = 80
CONF
CMD ["app"]
