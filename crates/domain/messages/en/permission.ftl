# permission
