# What the continuous checks run, for one's own machine. Everything but the picture needs only Go and a C compiler.
LINT = go run github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

.PHONY: check format vet lint race bench fuzz picture

check: format vet lint race

format:
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt -w on these files"; exit 1; }

vet:
	go vet ./...
	cd bench && go vet ./...

lint:
	$(LINT) run ./...

race:
	go test -race -timeout 30m ./...
	cd bench && go test ./...

bench:
	go test -run '^$$' -bench . ./...

# Every parser, one after the other: make fuzz TIME=10m
TIME = 30s
fuzz:
	@for package in $$(go list ./...); do \
		for target in $$(go test -list '^Fuzz' $$package | grep '^Fuzz'); do \
			echo "$$package $$target"; \
			go test -run '^$$' -fuzz "^$$target$$" -fuzztime $(TIME) $$package || exit 1; \
		done; \
	done

# The picture of the README; needs chromium.
picture:
	sh docs/picture.sh
