# The site of kairo.dev. "make help" lists what one can do.

GO   ?= go
ADDR ?= localhost:8080

PROGRAM := web/dist/app.wasm
RUNTIME := web/dist/wasm_exec.js
LICENCES := web/dist/licences.txt
EXAMPLE := bin/example
NPM     := app/e2e/testdata/npm
LIGHTHOUSE := app/e2e/testdata/lighthouse
OBSERVATORY := app/e2e/testdata/observatory

# Everything is built alike, so that nothing is built twice: without C, and
# without the names of this machine's folders.
export CGO_ENABLED := 0
export GOFLAGS := $(shell $(GO) env GOFLAGS) -trimpath

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help release reproduce run gallery example build precompress kairo check test vet unit units e2e screenshots manifest-screenshots fonts figures bench bench-code bench-browser lighthouse load slim tools gcc systemd hosts wrk browsers versions emoji npm clean FORCE

help: ## list the commands
	@grep -hE '^[a-z0-9-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z0-9-]+):.*## /\1\t/' | expand -t 22

run: kairo ## build the site and serve it at http://localhost:8080
	bin/kairo serve -addr $(ADDR)

build: precompress kairo ## build bin/kairo for publishing, with everything in it

# The best compression of the program takes half a minute, once. Without it the
# server compresses it at each start, less well.
precompress: $(PROGRAM)
	$(GO) run ./server/site/precompress web/dist

kairo: $(PROGRAM) $(RUNTIME) $(LICENCES)
	$(GO) build -ldflags='-s -w' -o bin/kairo ./server

# Where the files come from, and what they consist of, is said beside them. With
# KEYS=DIR it is signed, and with TUF=DIR the files are targets of the site's.
# CycloneDX's own tool reads the command; the browser's program it cannot read, and
# "go list" says what is in it.
CYCLONEDX  := github.com/CycloneDX/cyclonedx-gomod/cmd/cyclonedx-gomod@v1.10.0
REPOSITORY ?= https://github.com/kairoaraujo/kairo.dev
BUILDER    ?= $(REPOSITORY)/blob/main/Makefile
release: build ## put what is published into release/: programs, what they consist of, where they come from
	@test -z "$$(git status --porcelain)" || { echo "commit first: a release says which commit it is of" >&2; exit 1; }
	rm -rf release && mkdir release
	cp bin/kairo $(PROGRAM) release
	$(GO) run $(CYCLONEDX) bin -json -noserial -notimestamp -output release/kairo.cdx.json bin/kairo
	GOOS=js GOARCH=wasm $(GO) list $(SLIMMED) $(MODULES) ./app > .build/modules
	bin/kairo release -modules .build/modules -commit "$$(git rev-parse HEAD)" -repository $(REPOSITORY) -builder $(BUILDER) $(if $(KEYS),-keys $(KEYS)) $(if $(TUF),-tuf $(TUF)) release

# The copies are in folders of other names, with files of other times, for others
# to read or not, and are built in another language and another time of day. With
# SHARED=1 they share what the go command has compiled, which is quick.
SHARED ?= 0
reproduce: ## build twice, as differently as can be, and compare
	@dir=$$(mktemp -d) && trap 'chmod -R u+w '$$dir'; rm -rf '$$dir EXIT && set -e; \
	copy() { mkdir -p $$dir/$$1 && git ls-files -z -c -o --exclude-standard | tar -c --null -T - --mtime="$$2" --ignore-failed-read | tar -x -C $$dir/$$1; }; \
	build() { env -u MAKEFLAGS -u MAKELEVEL $(if $(filter 1,$(SHARED)),,GOCACHE=$$dir/cache-$$1) $$2 $(MAKE) -s -C $$dir/$$1 $(if $(filter 1,$(SHARED)),kairo,build) >&2; }; \
	(umask 022; copy a @0; build a "TZ=UTC LC_ALL=C"); \
	(umask 077; copy b/elsewhere "2001-05-17 12:00"; build b/elsewhere "TZ=Pacific/Chatham LC_ALL=tr_TR.UTF-8 HOSTNAME=elsewhere USER=nobody"); \
	for file in $(PROGRAM) bin/kairo; do \
		if cmp $$dir/a/$$file $$dir/b/elsewhere/$$file; then echo "identical: $$file $$(sha256sum < $$dir/a/$$file | cut -c -64)"; \
		else command -v diffoscope >/dev/null && diffoscope $$dir/a/$$file $$dir/b/elsewhere/$$file; exit 1; fi; \
	done

gallery: kairo ## serve made-up content that strains every part of the pages
	bin/kairo serve -addr $(ADDR) -content app/e2e/testdata/gallery

example: $(EXAMPLE)/server ## serve the smallest program that takes over a page
	$(EXAMPLE)/server -addr $(ADDR) -dir $(EXAMPLE)

check: kairo ## check the content
	bin/kairo check

# What is fetched and installed waits for the network, and comes beside what
# computes.
test: ## run every test, browser tests included
	@mkdir -p .build; $(MAKE) -s tools > .build/tools.log 2>&1 & tools=$$!; \
	$(MAKE) vet && { wait $$tools || { cat .build/tools.log >&2; exit 1; }; }
	$(MAKE) unit units e2e
	$(MAKE) reproduce SHARED=1

tools: gcc hosts systemd browsers npm # that the tests run

# staticcheck would rather have little memory than time.
vet: slim ## check format and correctness of the code
	@unformatted=$$(gofmt -l app content server web); test -z "$$unformatted" || { echo "not gofmt'ed: $$unformatted"; exit 1; }
	$(GO) vet -tags 'e2e hosts screenshots load' ./...
	GOOS=js GOARCH=wasm $(GO) vet $(SLIMMED) ./app
	GOGC=100 $(GO) run honnef.co/go/tools/cmd/staticcheck@v0.8.2 -tags 'e2e hosts screenshots load' ./...
	@dead=$$($(GO) run golang.org/x/tools/cmd/deadcode@v0.52.0 -test -tags 'e2e hosts screenshots load' -filter $(CALLED) ./...) && \
	test -z "$$dead" || { echo "nobody calls: $$dead"; exit 1; }

# All but app/slim, which go-app calls in its build for browsers.
CALLED := 'kairo.dev/(app$$|app/(e2e|search|ui)|content|server|web)'

unit: build gcc hosts ## run the tests that need no browser
	$(TEST) -p 4 -tags hosts $$($(GO) list ./... | grep -vxE '$(WATCHED)')
	CGO_ENABLED=1 $(TEST) -p 4 -race $(UNWATCHED:%=-gcflags=%=-race=false) -ldflags=-w $$($(GO) list ./... | grep -xE '$(WATCHED)')

# "make vet" has looked at the tests. Some packages wait most of their time, and
# leave the processor to others.
TEST := $(GO) test -vet=off

# Where work goes on side by side, it is watched for races, together with all that
# it calls.
WATCHED := kairo.dev/server(/(cache|certs|httpd|live|picture|signed))?

# What compresses and draws takes ten times as long when it is watched for
# races, and shares nothing: what calls it is watched.
UNWATCHED := github.com/andybalholm/brotli github.com/klauspost/compress/... golang.org/x/image/... compress/flate image/png

# systemd wants to see the program that a unit names. Its measure of what a
# service could do is from 0 to 100, the less the better.
units: kairo systemd ## check the units for systemd
	@mkdir -p .build/units && cp server/systemd/* .build/units && \
	sed -i 's#/usr/local/bin/kairo#$(abspath bin/kairo)#' .build/units/kairo.service
	SYSTEMD_UNIT_PATH=$(abspath .build/units): systemd-analyze verify --man=no .build/units/*
	@said=$$(systemd-analyze security --offline=true --threshold=12 .build/units/kairo.service); \
	status=$$?; echo "$$said" | tail -n 1; exit $$status

# Some of these wait for frames, and leave the processor to others.
e2e: build $(EXAMPLE)/server hosts browsers npm versions ## run the tests in real browsers
	$(TEST) -tags e2e -c -o .build/e2e.test ./app/e2e
	cd app/e2e && ../../.build/e2e.test $(E2E)
	cd app/e2e && for host in nginx caddy; do for below in "" /site; do \
		../../.build/e2e.test $(E2E) -test.run '^($(HOSTED))$$' -host $$host -below "$$below" || exit; done; done

E2E := -test.timeout 30m -test.parallel 4

# What nginx and Caddy could get wrong with an export.
HOSTED := Test(Takeover(OfEveryPage|OfUnknownAddress)|OfflineAfterOneVisit|Update)

screenshots: build browsers emoji ## take pictures of each page, for looking at a change
	$(GO) test -tags 'e2e screenshots' -count 1 -timeout 30m -run '^TestScreenshots$$' ./app/e2e
	@echo "see screenshots/"

manifest-screenshots: build browsers emoji ## take the pictures that browsers show before they install
	$(GO) test -tags 'e2e screenshots' -count 1 -run '^TestManifestScreenshots$$' ./app/e2e -args -manifest-content $(abspath $(CONTENT))

# Who writes in other letters than the Go fonts have says which: jp, sc, tc, kr,
# arabic, hebrew, thai, devanagari and so on. The fonts are Google's, of npm.
CONTENT ?= content
FONTS   ?=
fonts: ## put Noto Sans into the content, for its pictures: make fonts FONTS="jp arabic"
	@test -n "$(FONTS)" || { echo 'say which: make fonts FONTS="jp arabic"'; exit 1; }
	@command -v npm >/dev/null || $(call install,nodejs npm)
	mkdir -p $(CONTENT)/fonts .build/fonts
	for f in $(FONTS); do \
		archive=$$(cd .build/fonts && npm pack --silent @expo-google-fonts/noto-sans-$$f) && \
		tar -xzf .build/fonts/$$archive -C .build/fonts && \
		cp .build/fonts/package/400Regular/*.ttf .build/fonts/package/700Bold/*.ttf $(CONTENT)/fonts && \
		cp .build/fonts/package/LICENSE_FONT $(CONTENT)/fonts/LICENSE.txt && \
		rm -r .build/fonts/package || exit; \
	done

# STARTS and CLICKS are how often browsers start and click.
STARTS ?= 3x
CLICKS ?= 50x
in-browser = $(GO) test -tags e2e -count 1 -run '^$$' -timeout 30m ./app/e2e -bench
figures: build browsers hosts wrk $(LIGHTHOUSE)/node_modules/.package-lock.json ## measure the figures in the README anew
	@mkdir -p .build && { \
	$(in-browser) '^BenchmarkStart$$/^home$$' -benchtime $(STARTS); \
	$(in-browser) '^Benchmark(StartHello|StartInEach|Download|SearchOfTexts|Texts)$$' -benchtime $(STARTS); \
	$(in-browser) '^BenchmarkNavigation' -benchtime $(CLICKS); \
	$(in-browser) '^BenchmarkMemory$$' -benchtime 1x; \
	$(in-browser) '^BenchmarkSignedUpdate$$' -benchtime 8x; \
	$(GO) test -tags e2e -count 1 -v -run '^Test(Update|SignedUpdate|UpdateOfLargeSite)$$' ./app/e2e; \
	RUNS=3 $(run-lighthouse); \
	$(GO) test -tags load -run '^$$' -bench '^BenchmarkLoad$$/^home$$|^BenchmarkLoad(Edit|Minute)$$' -benchtime 1x -timeout 20m ./server/hosts; \
	$(GO) test -run '^TestRestart$$' -count 1 -v ./server -args -restart-requests 10000; \
	$(GO) test -run '^$$' -bench '^BenchmarkBeside' ./server/httpd; \
	$(GO) test -run '^$$' -bench '^BenchmarkSign$$' ./server/signed; \
	} 2>&1 | tee .build/figures.txt
	$(GO) run ./app/e2e/figures README.md < .build/figures.txt

bench: bench-code bench-browser lighthouse load ## measure everything

bench-code: ## run the benchmarks of the packages
	$(GO) test -run '^$$' -bench . -benchmem ./content/... ./app/... ./server/...

bench-browser: build browsers ## measure starts, navigations, searches, memory and downloads in a real browser
	$(GO) test -tags e2e -run '^$$' -bench 'Start|Download|Search|Texts' -benchtime 5x -timeout 30m ./app/e2e
	$(GO) test -tags e2e -run '^$$' -bench Navigation -benchtime 50x ./app/e2e
	$(GO) test -tags e2e -run '^$$' -bench Memory -benchtime 1x ./app/e2e
	$(GO) test -tags e2e -run '^$$' -bench SignedUpdate -benchtime 20x ./app/e2e

# Of a signed site: make lighthouse SERVE="-tuf tuf"
TALK  ?= /talks/pep-458-europython-2023
PAGES ?= / /talks $(TALK) /archive
SERVE ?=
run-lighthouse = CHROME_PATH="$$(command -v chromium)" node $(LIGHTHOUSE)/run.mjs bin/kairo $(SERVE) -- $(PAGES)
lighthouse: build browsers $(LIGHTHOUSE)/node_modules/.package-lock.json ## measure pages with Lighthouse
	$(run-lighthouse)

load: build hosts wrk ## measure the server beside nginx and Caddy, under load, and beside slow clients
	$(GO) test -tags load -run Load -bench Load -benchtime 1x -count 1 -timeout 20m ./server/hosts
	$(GO) test -run TestRestart -count 1 -v ./server -args -restart-requests 50000
	$(GO) test -run SwapOverNetwork -bench Beside -count 1 ./server/httpd -args -load 30s

# What the tests need is Debian's, where there is none yet.
install = $(if $(filter-out 0,$(shell id -u)),sudo) sh -c 'export DEBIAN_FRONTEND=noninteractive; \
	$(2) get() { apt-get install -y --no-install-recommends $(1); }; \
	get || { apt-get update && get; }'

gcc: # for the race detector
	@command -v gcc >/dev/null || $(call install,gcc libc6-dev)

systemd:
	@command -v systemd-analyze >/dev/null || $(call install,systemd)

# The servers that an export is made for are run by the tests, as processes of
# theirs. Debian would start them as services, and is asked not to.
hosts:
	@{ command -v caddy && test -e /usr/lib/nginx/modules/ngx_http_brotli_static_module.so; } >/dev/null || \
	$(call install,caddy nginx libnginx-mod-http-brotli-static,$(without-services))

without-services = policy=/usr/sbin/policy-rc.d; test -e $$policy || { \
	printf "\#!/bin/sh\nexit 101\n" > $$policy; chmod +x $$policy; \
	trap "rm $$policy" EXIT; trap "exit 1" INT TERM; };

wrk:
	@command -v wrk >/dev/null || $(call install,wrk)

# The browsers of today, from lists of today: an old list offers an old browser,
# and is believed. Where nothing can be fetched, what is installed has to do.
BROWSERS := chromium firefox-esr webkit2gtk-driver xvfb fonts-dejavu poppler-utils

browsers: .build/browsers-$(shell date +%F)
	@for command in chromium firefox-esr WebKitWebDriver Xvfb; do \
		command -v $$command >/dev/null || { echo "$$command is not installed: the tests need Debian's $(BROWSERS)" >&2; exit 1; }; done

.build/browsers-%:
	@mkdir -p .build && rm -f .build/browsers-*
	@! command -v apt-get >/dev/null || $(if $(filter-out 0,$(shell id -u)),sudo) sh -c 'export DEBIAN_FRONTEND=noninteractive; \
	apt-get update && apt-get install -y --no-install-recommends $(BROWSERS)' && touch $@ || echo "the browsers are not brought up to date" >&2

versions: # of what the tests run with
	@$(GO) version
	@echo "node $$(node --version)"
	@dpkg-query -W -f '$${Package} $${Version}\n' chromium firefox-esr webkit2gtk-driver 2>/dev/null || chromium --version

emoji: # for pictures that are looked at
	@test -e /usr/share/fonts/truetype/noto/NotoColorEmoji.ttf || $(call install,fonts-noto-color-emoji)

# The validators are for tests only; nothing of npm is in the site.
npm: $(NPM)/node_modules/.package-lock.json $(OBSERVATORY)/node_modules/.package-lock.json

%/node_modules/.package-lock.json: %/package-lock.json
	@command -v npm >/dev/null || $(call install,nodejs npm)
	cd $* && npm ci --ignore-scripts --no-audit --no-fund
	@touch $@

clean: ## remove what was built
	rm -rf bin web/dist/* .build

# The browser's program is built with go-app less what it can do without: see
# app/slim. SLIM=0 builds it with go-app as it is, at 1.7 times the size.
SLIM ?= 1
ifneq ($(SLIM),0)
$(PROGRAM): slim
SLIMMED := -modfile=.build/go.mod -overlay=.build/overlay.json
endif

# The linker's program has its data in pieces, which compress badly.
program = GOOS=js GOARCH=wasm $(GO) build $(SLIMMED) -buildvcs=false -ldflags='-s -w' -o .build/$(notdir $(1)).wasm $(1) && \
	$(GO) run ./app/slim/join .build/$(notdir $(1)).wasm $(2)

# The compiler knows best whether there is something to do. A commit that does
# not change the program leaves its bytes alone, and so what readers have of it:
# it does not say which commit it is of. The pages do.
$(PROGRAM): FORCE
	$(call program,./app,$@)

slim:
	$(GO) run ./app/slim/trim .build

$(EXAMPLE)/server: $(PROGRAM) $(RUNTIME) $(wildcard app/takeover/*/*.*)
	$(call program,./app/takeover/example,$(EXAMPLE)/app.wasm)
	cp $(RUNTIME) $(EXAMPLE)
	$(GO) build -o $@ ./app/takeover/example

# Whose work both programs hold, and the terms of it. A test compares that with
# what the built programs say of themselves.
MODULES := -deps -f '{{with .Module}}{{.Path}}{{"\t"}}{{.Version}}{{"\t"}}{{.Dir}}{{end}}'
$(LICENCES): go.mod go.sum server/site/licences/main.go | $(PROGRAM)
	{ $(GO) list $(MODULES) ./server && GOOS=js GOARCH=wasm $(GO) list $(SLIMMED) $(MODULES) ./app; } | $(GO) run ./server/site/licences LICENSE > $@.part
	mv $@.part $@

# The runtime has to be that of the compiler.
$(RUNTIME): FORCE
	@cmp -s "$$($(GO) env GOROOT)/lib/wasm/wasm_exec.js" $@ || cp "$$($(GO) env GOROOT)/lib/wasm/wasm_exec.js" $@

FORCE:
