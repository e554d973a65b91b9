#include "bench_store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct bench_store {
    sqlite3 *db;
    sqlite3_stmt *read;
};

struct bench_rows {
    int columns, count, room;
    sqlite3_value **values;
};

bench_store *bench_store_open(const char *path) {
    bench_store *store = calloc(1, sizeof *store);
    if (!store) return NULL;
    if (sqlite3_open_v2(path, &store->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) ||
        bench_store_run(store, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;"
                               "PRAGMA wal_autocheckpoint = 16384; PRAGMA foreign_keys = ON")) {
        bench_store_close(store);
        return NULL;
    }
    return store;
}

void bench_store_close(bench_store *store) {
    sqlite3_finalize(store->read);
    sqlite3_close(store->db);
    free(store);
}

const char *bench_store_error(bench_store *store) { return sqlite3_errmsg(store->db); }

int bench_store_run(bench_store *store, const char *sql) {
    return sqlite3_exec(store->db, sql, NULL, NULL, NULL);
}

int bench_store_read(bench_store *store, const char *site, const char *after, int limit,
                     bench_file *files) {
    static const char sql[] =
        "SELECT v.file_id, v.change, v.hash, c.body FROM file_version AS v "
        "CROSS JOIN case_file AS c ON c.site = v.site AND c.file_id = v.file_id "
        "WHERE v.site = ?1 AND v.file_id > ?2 ORDER BY v.file_id LIMIT ?3";
    int count = 0, code;
    if (!store->read && sqlite3_prepare_v2(store->db, sql, -1, &store->read, NULL)) return -1;
    sqlite3_bind_text(store->read, 1, site, -1, SQLITE_STATIC);
    sqlite3_bind_text(store->read, 2, after, -1, SQLITE_STATIC);
    sqlite3_bind_int(store->read, 3, limit);
    while ((code = sqlite3_step(store->read)) == SQLITE_ROW) {
        bench_file *file = files + count++;
        snprintf(file->id, sizeof file->id, "%s", sqlite3_column_text(store->read, 0));
        file->length = (size_t)sqlite3_column_bytes(store->read, 3);
        file->body = malloc(file->length + 1);
        if (!file->body) return -1;
        memcpy(file->body, sqlite3_column_blob(store->read, 3), file->length);
    }
    sqlite3_reset(store->read);
    return code == SQLITE_DONE ? count : -1;
}

void bench_files_free(bench_file *files, int count) {
    for (int i = 0; i < count; i++) free(files[i].body);
}

bench_rows *bench_rows_load(bench_store *store, const char *select, const char *site,
                            const char *first, const char *last, int64_t run) {
    sqlite3_stmt *statement;
    bench_rows *rows = calloc(1, sizeof *rows);
    if (!rows || sqlite3_prepare_v2(store->db, select, -1, &statement, NULL)) {
        free(rows);
        return NULL;
    }
    /* A place that the statement does not have is refused, which does no harm. */
    sqlite3_bind_text(statement, 1, site, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 2, first, -1, SQLITE_STATIC);
    sqlite3_bind_text(statement, 3, last, -1, SQLITE_STATIC);
    sqlite3_bind_int64(statement, 4, run);
    rows->columns = sqlite3_column_count(statement);
    while (sqlite3_step(statement) == SQLITE_ROW) {
        if (rows->count == rows->room) {
            rows->room = rows->room ? rows->room * 2 : 256;
            rows->values =
                realloc(rows->values, sizeof *rows->values * (size_t)(rows->room * rows->columns));
            if (!rows->values) abort();
        }
        for (int i = 0; i < rows->columns; i++)
            rows->values[rows->count * rows->columns + i] =
                sqlite3_value_dup(sqlite3_column_value(statement, i));
        rows->count++;
    }
    if (sqlite3_finalize(statement)) {
        bench_rows_free(rows);
        return NULL;
    }
    return rows;
}

int bench_rows_count(const bench_rows *rows) { return rows->count; }

size_t bench_rows_bytes(const bench_rows *rows) {
    size_t bytes = 0;
    for (int i = 0; i < rows->count * rows->columns; i++) {
        int type = sqlite3_value_type(rows->values[i]);
        bytes += type == SQLITE_INTEGER ? 8 : (size_t)sqlite3_value_bytes(rows->values[i]);
    }
    return bytes;
}

const char *bench_rows_text(const bench_rows *rows, int row, int column) {
    return (const char *)sqlite3_value_text(rows->values[row * rows->columns + column]);
}

void bench_rows_free(bench_rows *rows) {
    for (int i = 0; i < rows->count * rows->columns; i++) sqlite3_value_free(rows->values[i]);
    free(rows->values);
    free(rows);
}

static void bind(sqlite3_stmt *statement, int place, sqlite3_value *value) {
    switch (sqlite3_value_type(value)) {
        case SQLITE_INTEGER:
            sqlite3_bind_int64(statement, place, sqlite3_value_int64(value));
            break;
        case SQLITE_TEXT:
            sqlite3_bind_text(statement, place, (const char *)sqlite3_value_text(value),
                              sqlite3_value_bytes(value), SQLITE_STATIC);
            break;
        case SQLITE_BLOB: {
            /* An empty one has no address, which would be taken for NULL. */
            const void *bytes = sqlite3_value_blob(value);
            sqlite3_bind_blob(statement, place, bytes ? bytes : "", sqlite3_value_bytes(value),
                              SQLITE_STATIC);
            break;
        }
        default: sqlite3_bind_null(statement, place);
    }
}

int bench_rows_write(bench_store *store, const char *sql, const bench_rows *rows) {
    sqlite3_stmt *statement;
    int code = sqlite3_prepare_v2(store->db, sql, -1, &statement, NULL);
    for (int row = 0; !code && row < rows->count; row++) {
        for (int i = 0; i < rows->columns; i++)
            bind(statement, i + 1, rows->values[row * rows->columns + i]);
        if (sqlite3_step(statement) != SQLITE_DONE) code = sqlite3_errcode(store->db);
        sqlite3_reset(statement);
    }
    sqlite3_finalize(statement);
    return code;
}

int64_t bench_peak_memory(void) {
    FILE *file = fopen("/proc/self/status", "r");
    char line[256];
    long long kilobytes = 0;
    if (!file) return 0;
    while (fgets(line, sizeof line, file))
        if (sscanf(line, "VmHWM: %lld kB", &kilobytes) == 1) break;
    fclose(file);
    return kilobytes * 1024;
}
