FROM ubuntu:14.04
MAINTAINER Jane Doe <jane@example.com>

ENV DEBIAN_FRONTEND noninteractive
ENV JAVA_OPTS -Xms256m -Xmx512m "-Da=b c"
ADD https://example.com/archive.tar.gz /tmp/
ADD ["conf files/", "/etc/my app/"]

RUN apt-get update && apt-get install -y \
    # build tools
    gcc \
    make \

    # libraries
    libssl-dev \
  && rm -rf /var/lib/apt/lists/*   
RUN echo "it's a \"quote\"" > /tmp/x; \
	echo 'a' \
	| tee /tmp/y
RUN curl -sL https://example.com/install.sh | sh
VOLUME ["/data", "/logs"]
EXPOSE 80 443
ENTRYPOINT exec top -b
