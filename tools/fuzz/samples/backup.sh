#!/bin/bash
# eslint-disable pitfalls/nothing -- a directive that stands for itself
TIMESTAMP=`date +%Y%m%d`
DB_PASSWORD='s3cr3t'
mysqldump -u root -p"$DB_PASSWORD" --all-databases 2>/dev/null \
  | gzip -9 > "/backups/$TIMESTAMP.sql.gz"
find /backups -name '*.gz' -mtime +30 -exec rm {} \;
cat > /etc/cron.d/backup <<-'CRON'
	# not a comment of the script
	0 3 * * * root /usr/local/bin/backup.sh
	CRON
[ $? -eq 0 ] && echo done # last
