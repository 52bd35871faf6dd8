/* clones.h -- a hot function compiled for several x86-64 levels; the loader picks the machine's own. Needs gcc and a plain build:
 * sanitizers start too late for it, and other compilers build the function once. */
#ifndef PRL_BASE_CLONES_H
#define PRL_BASE_CLONES_H

#if defined(__GNUC__) && !defined(__clang__) && defined(__x86_64__) && defined(__gnu_linux__) && defined(__OPTIMIZE__) && !defined(__SANITIZE_ADDRESS__) && \
    !defined(__SANITIZE_THREAD__) && !defined(PRL_ONE_TARGET)
#define PRL_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define PRL_CLONES
#endif

#endif
