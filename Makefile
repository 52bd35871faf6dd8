# make        the program, at build/parley          make demo     set up, build, and write a brief
# make test   set up, build, and pass the tests     make install  PREFIX (/usr/local) and DESTDIR are honoured
PREFIX ?= /usr/local

.PHONY: all demo test install clean

all: build/build.ninja
	ninja -C build parley

build/build.ninja:
	meson setup build --prefix=$(PREFIX)

demo:
	tools/setup
	$(MAKE) all
	build/parley brief us-china
	@echo "Open $(CURDIR)/us-china-brief.html in a browser."

test:
	tools/setup --tests
	tools/run-tests

install: all
	meson configure build --prefix=$(PREFIX)
	DESTDIR=$(DESTDIR) meson install -C build --no-rebuild

clean:
	rm -rf build build-sanitize us-china-brief.html
