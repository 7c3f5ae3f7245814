/* Theory of operation.
 *
 * The twin is one readable and writable segment (the loader relocates the table
 * below in place): the file's head, the table of what is in it, the names in a
 * hash (System V's, which every loader reads), and behind the file's end as many
 * zero bytes as the largest object has.  Every name stands there: data can be
 * read and copied, and code is none. */
#include "hollow.h"

#include "mem.h"

#include <elf.h>
#include <endian.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE = 1 << 16, SYMBOLS_MOST = 1 << 16 };

/* The library's own names, in its bytes. */
struct names {
	const Elf64_Sym *symbol;
	size_t count;
	const char *text;
	size_t text_size;
	const char *own;           /* DT_SONAME, or NULL */
};

static const void *
part(const char *bytes, size_t n, uint64_t at, uint64_t size)
{
	return at <= n && size <= n - at && at % 8 == 0 ? bytes + at : NULL;
}

static bool
is_library(const Elf64_Ehdr *head)
{
	unsigned char order = BYTE_ORDER == LITTLE_ENDIAN ? ELFDATA2LSB : ELFDATA2MSB;

	return memcmp(head->e_ident, ELFMAG, SELFMAG) == 0 && head->e_ident[EI_CLASS] == ELFCLASS64 &&
	    head->e_ident[EI_DATA] == order && head->e_type == ET_DYN && head->e_shentsize == sizeof(Elf64_Shdr);
}

/* The name at that place of the table of names; NULL where there is none. */
static const char *
name_at(const struct names *l, uint64_t at)
{
	return at < l->text_size && memchr(l->text + at, '\0', l->text_size - at) != NULL ? l->text + at : NULL;
}

static void
find_own(const char *bytes, size_t n, const Elf64_Shdr *s, struct names *l)
{
	const Elf64_Dyn *d = part(bytes, n, s->sh_offset, s->sh_size);

	for (size_t i = 0; d != NULL && i < s->sh_size / sizeof *d && d[i].d_tag != DT_NULL; i++)
		if (d[i].d_tag == DT_SONAME)
			l->own = name_at(l, d[i].d_un.d_val);
}

static const char *
read_names(const char *bytes, size_t n, struct names *l)
{
	const Elf64_Ehdr *head = part(bytes, n, 0, sizeof *head);

	if (head == NULL || !is_library(head))
		return "not a shared library of this machine";
	const Elf64_Shdr *s = part(bytes, n, head->e_shoff, head->e_shnum * sizeof *s);

	if (s == NULL)
		return "its sections are not there";
	for (size_t i = 0; i < head->e_shnum; i++) {
		if (s[i].sh_type == SHT_GNU_verdef)
			return "its names have versions";
		if (s[i].sh_type != SHT_DYNSYM || s[i].sh_link >= head->e_shnum)
			continue;
		l->count = s[i].sh_size / sizeof *l->symbol;
		l->symbol = part(bytes, n, s[i].sh_offset, l->count * sizeof *l->symbol);
		l->text_size = s[s[i].sh_link].sh_size;
		l->text = l->text_size <= n && s[s[i].sh_link].sh_offset <= n - l->text_size
		    ? bytes + s[s[i].sh_link].sh_offset : NULL;
	}
	if (l->symbol == NULL || l->text == NULL || l->count > SYMBOLS_MOST)
		return "its names are not there";
	for (size_t i = 0; i < head->e_shnum; i++)
		if (s[i].sh_type == SHT_DYNAMIC)
			find_own(bytes, n, &s[i], l);
	return NULL;
}

/* ---- the twin */

/* The number of a name in System V's hash tables (System V ABI, "Hash Table"). */
static uint32_t
hash_of(const char *name)
{
	uint32_t h = 0;

	for (; *name != '\0'; name++) {
		h = (h << 4) + (unsigned char)*name;
		h = (h ^ ((h & 0xf0000000u) >> 24)) & 0x0fffffffu;
	}
	return h;
}

struct twin {
	Elf64_Sym *symbol;         /* the first is none */
	uint32_t *hash;            /* buckets, chains, then a bucket and a chain for each symbol */
	size_t count;
	struct str text;
	uint64_t largest;
};

static uint32_t
add_name(struct twin *t, const char *name)
{
	size_t at = t->text.n;

	str_add(&t->text, name, strlen(name) + 1);
	return (uint32_t)at;
}

static const char *
take_names(struct twin *t, const struct names *l)
{
	for (size_t i = 1; i < l->count; i++) {
		const Elf64_Sym *s = &l->symbol[i];
		const char *name = name_at(l, s->st_name);
		unsigned type = ELF64_ST_TYPE(s->st_info), bind = ELF64_ST_BIND(s->st_info);

		if (name == NULL || type == STT_TLS)
			return name == NULL ? "a name is not there" : "it has data of each thread";
		if (s->st_shndx == SHN_UNDEF || s->st_shndx == SHN_ABS || bind == STB_LOCAL)
			continue;
		t->symbol[t->count++] = (Elf64_Sym){.st_name = add_name(t, name), .st_shndx = 1, .st_size = s->st_size,
		    .st_info = ELF64_ST_INFO(bind == STB_WEAK ? STB_WEAK : STB_GLOBAL, type == STT_OBJECT ? STT_OBJECT : STT_FUNC)};
		if (type == STT_OBJECT && s->st_size > t->largest)
			t->largest = s->st_size;
	}
	return t->largest > PAGE ? "an object of it is too large" : NULL;
}

static void
make_hash(struct twin *t, const uint64_t nothing)
{
	uint32_t n = (uint32_t)t->count, *bucket = t->hash + 2, *chain = bucket + n;

	t->hash[0] = t->hash[1] = n;
	for (uint32_t i = 1; i < n; i++) {
		uint32_t h = hash_of(t->text.s + t->symbol[i].st_name) % n;

		t->symbol[i].st_value = nothing;
		chain[i] = bucket[h];
		bucket[h] = i;
	}
}

static uint64_t
align(uint64_t n)
{
	return (n + 15) / 16 * 16;
}

static void
add_at(struct str *out, size_t from, uint64_t at, const void *bytes, size_t n)
{
	static const char zero[16];

	str_add(out, zero, from + at - out->n);
	str_add(out, bytes, n);
}

static void
write_twin(struct twin *t, const Elf64_Ehdr *like, uint32_t own, struct str *out)
{
	struct {
		Elf64_Ehdr head;
		Elf64_Phdr part[3];
		Elf64_Dyn table[7];
	} h = {.head = *like};
	size_t symbols = t->count * sizeof *t->symbol, hash = (2 + 2 * t->count) * sizeof *t->hash, from = out->n;
	uint64_t symbols_at = align(sizeof h), hash_at = align(symbols_at + symbols), text_at = align(hash_at + hash),
	    end = align(text_at + t->text.n), table_at = (uint64_t)((char *)h.table - (char *)&h);

	h.head.e_entry = h.head.e_shoff = h.head.e_shnum = h.head.e_shstrndx = 0;
	h.head.e_phoff = sizeof h.head;
	h.head.e_phnum = 3;
	h.part[0] = (Elf64_Phdr){.p_type = PT_LOAD, .p_flags = PF_R | PF_W, .p_filesz = end, .p_memsz = end + t->largest + 16,
	    .p_align = PAGE};
	h.part[1] = (Elf64_Phdr){.p_type = PT_DYNAMIC, .p_flags = PF_R | PF_W, .p_offset = table_at, .p_vaddr = table_at,
	    .p_filesz = sizeof h.table, .p_memsz = sizeof h.table, .p_align = 8};
	h.part[2] = (Elf64_Phdr){.p_type = PT_GNU_STACK, .p_flags = PF_R | PF_W, .p_align = 16};
	memcpy(h.table, (Elf64_Dyn[]){{DT_SONAME, {own}}, {DT_HASH, {hash_at}}, {DT_SYMTAB, {symbols_at}},
	    {DT_SYMENT, {sizeof *t->symbol}}, {DT_STRTAB, {text_at}}, {DT_STRSZ, {t->text.n}}, {DT_NULL, {0}}}, sizeof h.table);
	make_hash(t, end);
	str_add(out, &h, sizeof h);
	add_at(out, from, symbols_at, t->symbol, symbols);
	add_at(out, from, hash_at, t->hash, hash);
	add_at(out, from, text_at, t->text.s, t->text.n);
	add_at(out, from, end, "", 0);
}

const char *
hollow_make(const char *library, size_t n, struct str *out)
{
	struct names l = {0};
	struct twin t = {.count = 1};
	const char *why = read_names(library, n, &l);

	if (why != NULL)
		return why;
	t.symbol = mem_calloc(l.count + 1, sizeof *t.symbol);
	t.hash = mem_calloc(2 * l.count + 4, sizeof *t.hash);
	add_name(&t, "");
	why = take_names(&t, &l);
	if (why == NULL)
		write_twin(&t, (const Elf64_Ehdr *)(const void *)library, l.own != NULL ? add_name(&t, l.own) : 0, out);
	free(t.symbol);
	free(t.hash);
	str_free(&t.text);
	return why;
}
