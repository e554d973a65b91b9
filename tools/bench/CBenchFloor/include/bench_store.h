/* The floor of a sweep: the same rows read and written through SQLite's own interface. */
#ifndef BENCH_STORE_H
#define BENCH_STORE_H
#include <stddef.h>
#include <stdint.h>

typedef struct bench_store bench_store;
typedef struct bench_rows bench_rows;

/* A case file as it was read; `bench_files_free` frees what it points to. */
typedef struct bench_file {
    char id[64];
    unsigned char *body;
    size_t length;
} bench_file;

/* Opens a database the way the store does: WAL, each commit on disk, the same size of the log. NULL
 * if that fails. */
bench_store *bench_store_open(const char *path);
void bench_store_close(bench_store *store);

/* What went wrong last. */
const char *bench_store_error(bench_store *store);

/* Runs statements without results. 0 if all is well. */
int bench_store_run(bench_store *store, const char *sql);

/* Reads the next files of a site behind an id: id, change, hash and body. Returns how many, -1 after
 * an error. */
int bench_store_read(bench_store *store, const char *site, const char *after, int limit,
                     bench_file *files);
void bench_files_free(bench_file *files, int count);

/* Takes rows into memory. `select` may use ?1 site, ?2 first file, ?3 last file, ?4 run. NULL after
 * an error. */
bench_rows *bench_rows_load(bench_store *store, const char *select, const char *site,
                            const char *first, const char *last, int64_t run);
int bench_rows_count(const bench_rows *rows);
/* The bytes of all values, numbers counted as eight. */
size_t bench_rows_bytes(const bench_rows *rows);
/* A value as text, good until the rows are freed. */
const char *bench_rows_text(const bench_rows *rows, int row, int column);
void bench_rows_free(bench_rows *rows);

/* Runs a statement once for each row, with the row's values in order; bytes are not copied. 0 if all
 * is well. */
int bench_rows_write(bench_store *store, const char *sql, const bench_rows *rows);

/* The most memory this process has had, in bytes. */
int64_t bench_peak_memory(void);

#endif
