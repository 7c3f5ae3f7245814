/* tocsv on any bytes, all the way: as they are, as gzip, UTF-16 or Latin-1, and
 * as JSON where they are.  The first byte says which.  What it writes is CSV
 * that it reads again as the same rows. */
#define main tocsv_main
int tocsv_main(int argc, char **argv);
#include "../../filters/tocsv.c"
#undef main

#include <sys/mman.h>
#include <zlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int
file_of(const void *s, size_t n)
{
	int fd = memfd_create("fuzz", 0);

	if (fd == -1 || (n > 0 && write(fd, s, n) != (ssize_t)n))
		abort();
	return fd;
}

static int
packed(const uint8_t *s, size_t n)
{
	z_stream z = {0};
	size_t cap = n + n / 100 + 64;
	uint8_t *out = mem_alloc(cap);

	if (deflateInit2(&z, 1, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		abort();
	z.next_in = (uint8_t *)(uintptr_t)s;
	z.avail_in = (unsigned int)n;
	z.next_out = out;
	z.avail_out = (unsigned int)cap;
	if (deflate(&z, Z_FINISH) != Z_STREAM_END)
		abort();
	int fd = file_of(out, cap - z.avail_out);

	deflateEnd(&z);
	free(out);
	return fd;
}

static int
widened(const uint8_t *s, size_t n)
{
	uint8_t *out = mem_calloc(n + 1, 2);

	for (size_t i = 0; i < n; i++)
		out[2 * i] = s[i];
	int fd = file_of(out, 2 * n);

	free(out);
	return fd;
}

/* What tocsv writes for the file, which is closed; NULL where it refuses. */
static char *
converted(int fd, const struct csvin_dialect *d)
{
	int out = memfd_create("out", 0);
	char path[40], *text = NULL;

	snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
	if (out == -1 || dup2(out, STDOUT_FILENO) == -1)
		abort();
	if (convert(path, d) == EXIT_DONE) {
		off_t n = lseek(out, 0, SEEK_END);

		text = mem_calloc((size_t)n + 1, 1);
		if (pread(out, text, (size_t)n, 0) != n)
			abort();
	}
	close(out);
	close(fd);
	return text;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct csvin_dialect any = csvin_dialect_any(), plain = {.delimiter = ',', .quote = '"', .header = 1, .encoding = "utf-8"};

	if (n == 0)
		return 0;
	int how = data[0] % 4;

	if (how == 3)
		strcpy(any.encoding, "latin1");
	data++;
	n--;
	char *once = converted(how == 1 ? packed(data, n) : how == 2 ? widened(data, n) : file_of(data, n), &any);

	if (once == NULL)
		return 0;
	char *twice = converted(file_of(once, strlen(once)), &plain);

	/* Names may be mended again; the rows are as they were.  Control characters,
	 * fewer of which UTF-16 may hold, are taken for binary data. */
	if (twice != NULL && strcmp(strstr(once, "\r\n"), strstr(twice, "\r\n")) != 0)
		abort();
	free(once);
	free(twice);
	return 0;
}
