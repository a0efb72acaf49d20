from php:8.3-apache
arg with_debug=0
run docker-php-ext-install pdo_mysql \
  && if [ "${with_debug}" = "1" ]; then pecl install xdebug; fi
Copy ./ /var/www/html/
workdir /var/www/html
user www-data
shell ["/bin/bash", "-o", "pipefail", "-c"]
run echo $PATH | grep -q bin \\
env APP_ENV=production
cmd apache2-foreground
