#!/bin/sh
# Makes the objects beside this file anew: GCC for x86-64, ARM and arm64, DWARF 4 and 5, one with compressed sections.
# Debian packages: gcc gcc-arm-linux-gnueabihf gcc-aarch64-linux-gnu xz-utils
set -e
cd "$(dirname "$0")"
flags="-O2 -ffreestanding -fno-asynchronous-unwind-tables -fdebug-prefix-map=$PWD=/src -c sample.c"
places="-gdwarf-5 ${flags%sample.c}places.c"
x86_64-linux-gnu-gcc -gdwarf-5 $flags -o x86_64-dwarf5.o
x86_64-linux-gnu-gcc -gdwarf-4 -gz=zlib $flags -o x86_64-dwarf4-zlib.o
arm-linux-gnueabihf-gcc -marm -gdwarf-5 $flags -o arm-dwarf5.o
arm-linux-gnueabihf-gcc -marm -gdwarf-4 $flags -o arm-dwarf4.o
aarch64-linux-gnu-gcc -gdwarf-5 $flags -o aarch64-dwarf5.o
arm-linux-gnueabihf-gcc -marm $places -o places-arm.o
aarch64-linux-gnu-gcc $places -o places-aarch64.o
x86_64-linux-gnu-gcc $places -o places-x86_64.o
arm-linux-gnueabihf-gcc -marm -gdwarf-5 -gno-variable-location-views ${flags%sample.c}macros.c -o macros-arm.o
arm-linux-gnueabihf-gcc -marm -gdwarf-5 ${flags%sample.c}wrapped.c -o wrapped-arm.o
# As a module is linked, with a build id.
arm-linux-gnueabihf-ld -r --build-id=sha1 -o linked-arm.o arm-dwarf5.o places-arm.o
mkdir objects
mv -- *.o objects
tar -cJf objects.tar.xz --sort=name --mtime=@0 --owner=0 --group=0 objects
rm -r objects
