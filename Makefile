.PHONY: run stack test bench load check format services messages

run:       ## the site with demo data: make run [PORT=8000] [HOST=127.0.0.1]
	@scripts/run

stack:     ## the production layout on this machine, with servers of its own: nginx, two webs, workers, beat
	@scripts/stack --with-servers

test:      ## everything: linters, contracts, the suite on SQLite and PostgreSQL, browser journeys
	@scripts/test

bench:     ## every figure of docs/performance.md, measured on servers of its own: one table
	@scripts/bench

load:      ## ten minutes of a mixed load with faults on a stack of its own; then every post and every home is checked
	@scripts/load

check:     ## only what needs no database: linters, types, contracts
	@scripts/test check

format:    ## bring Python and templates into shape
	@scripts/format

messages:  ## write every marked string into the catalogs, and list what has no translation yet
	@scripts/messages

services:  ## install and start PostgreSQL and Redis, print DATABASE_URL and REDIS_URL
	@scripts/services
