FROM node:22 AS assets
WORKDIR /build
COPY . .
RUN npm ci \
 && npm run build -- --mode=production

FROM nginxinc/nginx-unprivileged:1.27-alpine@sha256:0d3cd5b7f3a9c8d38d7fcf3f9d0e6a5e7b9a4a7ee6dfe4c3c6f4cf5a1a1a2b3c
COPY nginx.conf /etc/nginx/templates/default.conf.template
COPY --from=assets /build/dist /usr/share/nginx/html
STOPSIGNAL SIGQUIT
HEALTHCHECK NONE
CMD ["nginx", "-g", "daemon off;"]
