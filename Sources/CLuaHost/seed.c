/* The seed of Lua's hash tables. Lua takes it from addresses and the clock, which decides the
 * border of a table with holes. When Lua's static library is linked with `--wrap=luaS_hash`, the
 * one call that crosses its object files, the making of the seed, comes here instead. Linked
 * without the wrap, nothing calls this, and order still does not depend on the seed, because
 * `pairs`, `sort` and `tostring` are the host's own. */
#include <stddef.h>

unsigned __wrap_luaS_hash(const char *text, size_t length, unsigned seed);

unsigned __wrap_luaS_hash(const char *text, size_t length, unsigned seed) {
    (void)text;
    (void)length;
    (void)seed;
    return 0x41636364u;
}
