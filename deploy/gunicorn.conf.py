"""gunicorn behind nginx, in the container. What differs between places comes from the environment."""

import os

bind = "0.0.0.0:8000"  # inside the network of the containers, where nginx is the only caller
worker_class = "gthread"
workers = int(os.environ.get("WEB_WORKERS") or 2)
threads = int(os.environ.get("WEB_THREADS") or 8)
timeout = 60
graceful_timeout = 30
keepalive = 65  # longer than nginx keeps its connections, so it is never the one to hang up
max_requests = 5000
max_requests_jitter = 500
limit_request_line = 4094
limit_request_fields = 100
limit_request_field_size = 8190
forwarded_allow_ips = "*"  # only nginx can reach this port, and it overwrites these headers
worker_tmp_dir = "/dev/shm"  # the heartbeat of a worker must not wait for a disk
control_socket_disable = True
accesslog = None  # nginx writes it
errorlog = "-"
