/* Preloaded into a program: writes down, in order, what it does to the files below DISK_ROOT, so that any crash can be
   made from the record afterwards. One lock around each operation and its entry: the record is the order of the disk.
   Entry: op, 3 zero bytes, length of the path (u32), offset (u64), length of the data (u64), path, data. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <unistd.h>

#define FILES 4096
#define PATH_BYTES 512

static char root[PATH_BYTES];
static size_t root_length;
static int log_fd = -1;
static char *paths[FILES];
static pthread_mutex_t gate = PTHREAD_MUTEX_INITIALIZER;

static int (*real_open)(const char *, int, ...);
static int (*real_openat)(int, const char *, int, ...);
static int (*real_close)(int);
static ssize_t (*real_write)(int, const void *, size_t);
static ssize_t (*real_pwrite)(int, const void *, size_t, off_t);
static int (*real_fsync)(int);
static int (*real_fdatasync)(int);
static int (*real_ftruncate)(int, off_t);
static int (*real_fallocate)(int, int, off_t, off_t);
static int (*real_rename)(const char *, const char *);
static int (*real_unlink)(const char *);

static void all(const void *data, size_t length) {
    for (const char *at = data; length > 0;) {
        ssize_t written = real_write(log_fd, at, length);
        if (written <= 0) abort();
        at += written;
        length -= (size_t)written;
    }
}

static void entry(char op, const char *path, uint64_t offset, const void *data, uint64_t length) {
    struct { char op; char zero[3]; uint32_t path; uint64_t offset; uint64_t length; } head =
        { op, { 0, 0, 0 }, (uint32_t)strlen(path), offset, length };
    all(&head, sizeof head);
    all(path, head.path);
    if (length > 0) all(data, length);
}

__attribute__((constructor)) static void begin(void) {
    real_open = dlsym(RTLD_NEXT, "open");
    real_openat = dlsym(RTLD_NEXT, "openat");
    real_close = dlsym(RTLD_NEXT, "close");
    real_write = dlsym(RTLD_NEXT, "write");
    real_pwrite = dlsym(RTLD_NEXT, "pwrite");
    real_fsync = dlsym(RTLD_NEXT, "fsync");
    real_fdatasync = dlsym(RTLD_NEXT, "fdatasync");
    real_ftruncate = dlsym(RTLD_NEXT, "ftruncate");
    real_fallocate = dlsym(RTLD_NEXT, "fallocate");
    real_rename = dlsym(RTLD_NEXT, "rename");
    real_unlink = dlsym(RTLD_NEXT, "unlink");
    const char *folder = getenv("DISK_ROOT"), *log = getenv("DISK_LOG");
    if (!folder || !log || strlen(folder) >= PATH_BYTES) return;
    strcpy(root, folder);
    root_length = strlen(root);
    log_fd = real_open(log, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
}

static int below(const char *path) {
    return log_fd >= 0 && strncmp(path, root, root_length) == 0 && path[root_length] == '/';
}

static const char *known(int fd) { return fd >= 0 && fd < FILES ? paths[fd] : NULL; }

static int opened(int fd, const char *path, int flags, int existed) {
    if (fd < 0 || fd >= FILES) return fd;
    free(paths[fd]);
    paths[fd] = strdup(path);
    if (!existed) entry('c', path, 0, NULL, 0);
    else if (flags & O_TRUNC) entry('t', path, 0, NULL, 0);
    return fd;
}

static int open_below(int directory, const char *path, int flags, mode_t mode) {
    pthread_mutex_lock(&gate);
    int existed = access(path, F_OK) == 0;
    int fd = opened(real_openat(directory, path, flags, mode), path, flags, existed);
    pthread_mutex_unlock(&gate);
    return fd;
}

#define MODE(flags) mode_t mode = 0; if ((flags) & (O_CREAT | O_TMPFILE)) { va_list rest; va_start(rest, flags); mode = va_arg(rest, mode_t); va_end(rest); }

int open(const char *path, int flags, ...) {
    MODE(flags)
    return below(path) ? open_below(AT_FDCWD, path, flags, mode) : real_open(path, flags, mode);
}

int open64(const char *path, int flags, ...) {
    MODE(flags)
    return below(path) ? open_below(AT_FDCWD, path, flags, mode) : real_open(path, flags | O_LARGEFILE, mode);
}

int openat(int directory, const char *path, int flags, ...) {
    MODE(flags)
    return below(path) ? open_below(directory, path, flags, mode) : real_openat(directory, path, flags, mode);
}

int close(int fd) {
    if (!known(fd)) return real_close(fd);
    pthread_mutex_lock(&gate);
    free(paths[fd]);
    paths[fd] = NULL;
    int result = real_close(fd);
    pthread_mutex_unlock(&gate);
    return result;
}

ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) {
    if (!known(fd)) return real_pwrite(fd, data, length, offset);
    pthread_mutex_lock(&gate);
    ssize_t written = real_pwrite(fd, data, length, offset);
    if (written > 0) entry('w', paths[fd], (uint64_t)offset, data, (uint64_t)written);
    pthread_mutex_unlock(&gate);
    return written;
}

ssize_t pwrite64(int fd, const void *data, size_t length, off_t offset) { return pwrite(fd, data, length, offset); }

ssize_t write(int fd, const void *data, size_t length) {
    if (!known(fd)) return real_write(fd, data, length);
    pthread_mutex_lock(&gate);
    ssize_t written = real_write(fd, data, length);
    if (written > 0) entry('w', paths[fd], (uint64_t)(lseek(fd, 0, SEEK_CUR) - written), data, (uint64_t)written);
    pthread_mutex_unlock(&gate);
    return written;
}

static int flush(int fd, int (*real)(int)) {
    if (!known(fd)) return real(fd);
    pthread_mutex_lock(&gate);
    int result = real(fd);
    if (result == 0) entry('s', paths[fd], 0, NULL, 0);
    pthread_mutex_unlock(&gate);
    return result;
}

int fsync(int fd) { return flush(fd, real_fsync); }

int fdatasync(int fd) { return flush(fd, real_fdatasync); }

int ftruncate(int fd, off_t length) {
    if (!known(fd)) return real_ftruncate(fd, length);
    pthread_mutex_lock(&gate);
    int result = real_ftruncate(fd, length);
    if (result == 0) entry('t', paths[fd], (uint64_t)length, NULL, 0);
    pthread_mutex_unlock(&gate);
    return result;
}

int ftruncate64(int fd, off_t length) { return ftruncate(fd, length); }

/* Space that is only allocated holds zeros: the same as a longer file; holes are not punched by what is tested. */
int fallocate(int fd, int mode, off_t offset, off_t length) {
    if (!known(fd)) return real_fallocate(fd, mode, offset, length);
    errno = EOPNOTSUPP;
    return -1;
}

int rename(const char *from, const char *to) {
    if (!below(from)) return real_rename(from, to);
    pthread_mutex_lock(&gate);
    int result = real_rename(from, to);
    if (result == 0) entry('r', from, 0, to, strlen(to));
    pthread_mutex_unlock(&gate);
    return result;
}

int unlink(const char *path) {
    if (!below(path)) return real_unlink(path);
    pthread_mutex_lock(&gate);
    int result = real_unlink(path);
    if (result == 0) entry('u', path, 0, NULL, 0);
    pthread_mutex_unlock(&gate);
    return result;
}
