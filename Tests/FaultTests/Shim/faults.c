/* Makes the files of one store fail under a program that is not told: loaded with LD_PRELOAD, it
 * counts what is written to them and strikes at a given moment.
 *
 *   FAULT_PATH   the database; the files beside it whose names begin with its own count, too
 *   FAULT_AT     the number of the call before which to strike; 0 only counts
 *   FAULT_KIND   kill   the process is killed
 *                power  what was not synced is lost, kept or torn, by chance; then it is killed
 *                full   from now on there is no room: every call that writes fails
 *                stop   the process is stopped until it is told to go on
 *   FAULT_SEED   the seed of chance
 *   FAULT_COUNT  a file that takes the number of calls when the program ends
 *
 * A strike behind the last call comes when the program ends: a power cut just after. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SECTOR 512
#define FILES 8

/* A call since the last sync: bytes written, or a new length. */
struct change {
    struct change *next;
    off_t offset;
    size_t length;
    int is_cut;
    unsigned char bytes[];
};

/* A file of the store with what the disk surely holds of it. */
struct file {
    char path[PATH_MAX];
    int has_base, was_removed;
    unsigned char *base;
    size_t base_length;
    struct change *first, **end;
};

static ssize_t (*real_pwrite)(int, const void *, size_t, off64_t);
static int (*real_ftruncate)(int, off64_t);
static int (*real_fsync)(int), (*real_fdatasync)(int), (*real_unlink)(const char *);

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct file files[FILES];
static char prefix[PATH_MAX];
static const char *kind = "";
static long strike_at, calls;
static uint64_t chance;
static int is_full;

static uint64_t next_random(void) {
    chance += 0x9E3779B97F4A7C15u;
    uint64_t mixed = chance;
    mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
    mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
    return mixed ^ (mixed >> 31);
}

__attribute__((constructor)) static void begin(void) {
    real_pwrite = dlsym(RTLD_NEXT, "pwrite64");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate64");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    const char *path = getenv("FAULT_PATH"), *at = getenv("FAULT_AT");
    const char *seed = getenv("FAULT_SEED"), *named = getenv("FAULT_KIND");
    if (path && !realpath(path, prefix)) prefix[0] = 0;
    if (at) strike_at = atol(at);
    if (seed) chance = (uint64_t)atoll(seed);
    if (named) kind = named;
}

/* ---- which file ---- */

/* The database and its log; its index in shared memory and the locks of sweeps hold nothing. */
static struct file *file_at(const char *path) {
    size_t length = strlen(prefix);
    if (!length || strncmp(path, prefix, length)) return NULL;
    const char *rest = path + length;
    if (*rest && strcmp(rest, "-wal") && strcmp(rest, "-journal")) return NULL;
    for (int i = 0; i < FILES; i++) {
        if (!files[i].path[0]) strcpy(files[i].path, path);
        if (!strcmp(files[i].path, path)) return &files[i];
    }
    return NULL;
}

static struct file *file_of(int fd) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, sizeof path - 1);
    if (length <= 0) return NULL;
    path[length] = 0;
    return file_at(path);
}

/* ---- what the disk surely holds ---- */

static void forget(struct file *file) {
    free(file->base);
    while (file->first) {
        struct change *next = file->first->next;
        free(file->first);
        file->first = next;
    }
    file->base = NULL;
    file->has_base = 0;
}

static void keep_base(struct file *file) {
    if (file->has_base) return;
    int fd = open(file->path, O_RDONLY | O_CLOEXEC);
    struct stat status = {0};
    if (fd >= 0) fstat(fd, &status);
    file->base_length = (size_t)status.st_size;
    file->base = malloc(file->base_length + 1);
    if (fd < 0 || pread(fd, file->base, file->base_length, 0) != (ssize_t)file->base_length)
        file->base_length = 0;
    if (fd >= 0) close(fd);
    file->has_base = 1;
    file->end = &file->first;
}

static void note(struct file *file, const void *bytes, size_t length, off_t offset, int is_cut) {
    if (strcmp(kind, "power")) return;
    if (file->was_removed) {
        forget(file);
        file->was_removed = 0;
    }
    keep_base(file);
    struct change *change = calloc(1, sizeof *change + length);
    change->offset = offset;
    change->length = length;
    change->is_cut = is_cut;
    if (bytes) memcpy(change->bytes, bytes, length);
    *file->end = change;
    file->end = &change->next;
}

static void apply(int fd, const struct change *change) {
    if (change->is_cut) {
        real_ftruncate(fd, change->offset);
        return;
    }
    size_t length = change->length;
    /* A torn write ends at some sector. */
    if (next_random() % 3 == 0) length = next_random() % (length / SECTOR + 1) * SECTOR;
    if (length > change->length) length = change->length;
    real_pwrite(fd, change->bytes, length, change->offset);
}

/* Leaves what a disk may hold that lost its power now: of what was not synced anything. */
static void cut_power(void) {
    for (int i = 0; i < FILES && files[i].path[0]; i++) {
        struct file *file = &files[i];
        if (!file->has_base) continue;
        if (file->was_removed && next_random() % 2) continue;
        int fd = open(file->path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
        real_ftruncate(fd, 0);
        real_pwrite(fd, file->base, file->base_length, 0);
        for (struct change *change = file->first; change; change = change->next)
            if (next_random() % 2) apply(fd, change);
        close(fd);
    }
}

/* ---- striking ---- */

/* Counts a call; answers true if it must fail for want of room. */
static int is_struck(void) {
    if (++calls != strike_at) return is_full;
    if (!strcmp(kind, "stop")) kill(getpid(), SIGSTOP);
    if (!strcmp(kind, "power")) cut_power();
    if (!strcmp(kind, "kill") || !strcmp(kind, "power")) {
        kill(getpid(), SIGKILL);
        for (;;) pause();
    }
    return is_full = !strcmp(kind, "full");
}

__attribute__((destructor)) static void end(void) {
    if (!strcmp(kind, "power") && strike_at > calls) cut_power();
    const char *path = getenv("FAULT_COUNT");
    int fd = path ? open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600) : -1;
    if (fd < 0) return;
    dprintf(fd, "%ld\n", calls);
    close(fd);
}

ssize_t pwrite64(int fd, const void *bytes, size_t length, off64_t offset) {
    struct file *file = file_of(fd);
    if (!file) return real_pwrite(fd, bytes, length, offset);
    pthread_mutex_lock(&lock);
    ssize_t result = -1;
    if (is_struck()) {
        errno = ENOSPC;
    } else {
        note(file, bytes, length, offset, 0);
        result = real_pwrite(fd, bytes, length, offset);
    }
    pthread_mutex_unlock(&lock);
    return result;
}

ssize_t pwrite(int fd, const void *bytes, size_t length, off_t offset) {
    return pwrite64(fd, bytes, length, offset);
}

int ftruncate64(int fd, off64_t length) {
    struct file *file = file_of(fd);
    if (!file) return real_ftruncate(fd, length);
    pthread_mutex_lock(&lock);
    is_struck();
    note(file, NULL, 0, length, 1);
    int result = real_ftruncate(fd, length);
    pthread_mutex_unlock(&lock);
    return result;
}

int ftruncate(int fd, off_t length) { return ftruncate64(fd, length); }

static int sync_file(int fd, int (*real)(int)) {
    struct file *file = file_of(fd);
    if (!file) return real(fd);
    pthread_mutex_lock(&lock);
    is_struck();
    int result = real(fd);
    forget(file);
    pthread_mutex_unlock(&lock);
    return result;
}

int fsync(int fd) { return sync_file(fd, real_fsync); }
int fdatasync(int fd) { return sync_file(fd, real_fdatasync); }

int unlink(const char *name) {
    char path[PATH_MAX];
    struct file *file = realpath(name, path) ? file_at(path) : NULL;
    if (!file) return real_unlink(name);
    pthread_mutex_lock(&lock);
    is_struck();
    /* The folder is not synced: the file may be back. */
    if (!strcmp(kind, "power")) {
        keep_base(file);
        file->was_removed = 1;
    }
    int result = real_unlink(name);
    pthread_mutex_unlock(&lock);
    return result;
}
