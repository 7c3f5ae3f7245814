/* The reader on any bytes: by its own guess, and by a dialect from the first
 * four.  Rows must fit the columns, cells must lie within the batch. */
#include "csvin.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);
const char *__lsan_default_suppressions(void);

/* libjq 1.6 loses a key where JSON breaks off behind it. */
const char *
__lsan_default_suppressions(void)
{
	return "leak:libjq.so";
}

static void
read_all(const uint8_t *data, size_t n, const struct csvin_dialect *d)
{
	int fd = memfd_create("fuzz", 0);
	struct csvin_batch b = {0};
	jv why;

	if (fd == -1 || write(fd, data, n) != (ssize_t)n || lseek(fd, 0, SEEK_SET) != 0)
		abort();
	struct csvin *in = csvin_open_fd(fd, "fuzz", d, &why);

	if (in == NULL) {
		jv_free(why);
		return;
	}
	while (csvin_next(in, &b) == 1)
		for (size_t c = 0; c < b.columns; c++) {
			csvin_column(&b, c);
			for (size_t r = 0; r < b.rows; r++) {
				size_t len;
				const char *s = csvin_cell(&b, r, c, &len);

				if (s < b.bytes || s + len > b.bytes + b.whole.n)
					abort();
			}
		}
	jv_free(csvin_warnings(in));
	csvin_batch_free(&b);
	csvin_close(in);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct csvin_dialect d = csvin_dialect_any();

	read_all(data, n, &d);
	if (n < 4)
		return 0;
	d.delimiter = data[0] & 0x7F;
	d.quote = data[1] & 1 ? '"' : data[1] & 2 ? '\'' : 0;
	d.escape = data[1] & 4 ? '\\' : 0;
	d.runs = d.delimiter == ' ' ? (data[1] >> 4) % 3 : 0;
	d.header = data[1] >> 3 & 1;
	d.skip = data[2] % 4;
	d.columns = 1 + data[3] % 8;
	read_all(data + 4, n - 4, &d);
	return 0;
}
