# SPDX-License-Identifier: GPL-2.0-only OR MIT
#
#	make demo	boot a kernel and see the shipped rules work in it
#	make test	every test; ends with "N passed, N failed, N skipped"
#	make		build wmkgen and wmkload
#	make bench	what rules and replay cost, beside their targets
#	make golden	bring out/ up to date, after a look at what changes
#	make clean	remove build/
#
# Each installs what it needs and is not there. DEMO_KERNEL=6.12 or newest
# chooses the demo's kernel; SUITES="unit golden" only these suites of .ci/test.

DEMO_KERNEL	?= 6.1
SUITES		?=

WMKGEN	:= build/wmkgen
RULES	:= $(sort $(wildcard rules/*.wmk))
DEMO_RULES := $(patsubst %,rules/%.wmk,dropped_program nosyscallexit secrets_then_connect)

# What make cannot see by itself: packages, Node's modules, what tsc wrote.
MODULES	:= node_modules/.package-lock.json
SCRIPT	:= build/stamps/typescript
SOURCES	:= $(shell find src kernel-tests -name '*.ts' ! -name grammar.ts) \
	   src/syntax/grammar.ne tsconfig.json package.json
# What generated C is made from, besides the compiler.
PARTS	:= $(shell find templates -type f) $(wildcard rules/*.h rules/events/*.h)

DEMO	:= build/demo
DEMO_FILES := $(DEMO)/shipped.bpf.o $(DEMO)/played/nosyscallexit.bpf.o $(DEMO)/play

all: $(SCRIPT) loader

demo: all $(DEMO_FILES)
	@kernel-tests/demo/demo --kernel $(DEMO_KERNEL)

test: setup
	@.ci/test $(SUITES)

tested: all $(DEMO_FILES)

bench: all
	@node build/kernel-tests/bench/size.js
	@node build/kernel-tests/bench/replay.js
	@node build/kernel-tests/bench/pending.js
	@node build/kernel-tests/bench/many.js --write
	@node build/kernel-tests/bench/stap.js --write
	@.ci/setup bpftrace
	@node build/kernel-tests/bench/reaction.js
	@node build/kernel-tests/bench/cost.js --write

golden: $(SCRIPT)
	@rm -rf out
	@node build/kernel-tests/harness/generate-golden.js out

loader: | setup
	@$(MAKE) --no-print-directory --silent -C src/loader

setup:
	@.ci/setup

$(MODULES): package-lock.json | setup
	@echo "fetching Node's modules"
	@npm ci --no-audit --no-fund --loglevel=error
	@touch $@

$(SCRIPT): $(SOURCES) $(MODULES)
	@echo "compiling the compiler"
	@npm run --silent build
	@ln -sf src/cli.js build/wmkgen
	@ln -sf kernel-tests/harness/vm.js build/vm
	@chmod +x build/src/cli.js build/kernel-tests/harness/vm.js
	@mkdir -p $(@D)
	@touch $@

$(DEMO)/shipped.bpf.o: $(DEMO_RULES) $(SCRIPT) $(PARTS)
	@echo "compiling the demo's rules"
	@$(WMKGEN) --target bpf --name shipped $(DEMO_RULES) -o $(DEMO)

# The rule to the letter, beside another catalogue.
$(DEMO)/played/nosyscallexit.bpf.o: rules/nosyscallexit.wmk \
				    kernel-tests/demo/played/wmkevents.h \
				    $(SCRIPT) $(PARTS)
	@mkdir -p $(@D)
	@cp rules/nosyscallexit.wmk kernel-tests/demo/played/wmkevents.h $(@D)
	@$(WMKGEN) --quiet --target bpf $(@D)/nosyscallexit.wmk -o $(@D)

$(DEMO)/play: kernel-tests/demo/played/play.c | setup
	@mkdir -p $(@D)
	@$(CC) -O2 -Wall -Wextra -Werror -o $@ $<

clean:
	rm -rf build

.PHONY: all demo test tested bench golden loader setup clean
.DELETE_ON_ERROR:
