FROM python:3.11
RUN mkdir -p /usr/src/app
WORKDIR /usr/src/app
ONBUILD COPY requirements.txt /usr/src/app/
ONBUILD RUN pip install --no-cache-dir -r requirements.txt
ONBUILD ENV A=1 B="2 3"
ONBUILD HEALTHCHECK --interval=5m CMD ["./check", "--all"]
ONBUILD RUN <<EOF
echo later
EOF
ONBUILD COPY . /usr/src/app
