/*
 * The files that the program left in its folder: path, size and checksum, read when nothing of it runs any more. The folder
 * is a tmpfs of the jail's; a descriptor on it keeps it when the jail is gone. Only regular files are read, level by level
 * by their own names and never through a link, so nothing that the program planted leads out of the folder.
 */
#include "supervisor.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define DEEPEST 8
#define MOST_FILES 200
/* Names looked at, of any kind. */
#define MOST_ENTRIES 5000
#define PATH_BYTES 512

struct listing {
	struct run *run;
	size_t files, entries;
	/* Bytes that may still be read: holes in files cost no room, but time. */
	uint64_t budget;
};

/* CRC-32 as in zlib (ISO 3309). It tells apart what was mixed up or cut off; nobody gains by forging it. */
static uint32_t crc_add(uint32_t crc, const uint8_t *bytes, size_t length)
{
	static uint32_t table[256];
	if (table[1] == 0) {
		for (uint32_t i = 0; i < 256; i++) {
			uint32_t value = i;
			for (int bit = 0; bit < 8; bit++)
				value = value & 1 ? value >> 1 ^ UINT32_C(0xedb88320) : value >> 1;
			table[i] = value;
		}
	}
	crc = ~crc;
	for (size_t i = 0; i < length; i++)
		crc = table[(crc ^ bytes[i]) & 0xff] ^ crc >> 8;
	return ~crc;
}

/* False if the file cannot be read to its end, or is more than may still be read. */
static bool checksum(struct listing *listing, int file, uint64_t size, uint32_t *crc)
{
	static uint8_t bytes[1 << 16];
	if (size > listing->budget)
		return false;
	listing->budget -= size;
	uint64_t done = 0;
	*crc = 0;
	while (done < size) {
		ssize_t count = read(file, bytes, sizeof bytes);
		if (count <= 0)
			return false;
		*crc = crc_add(*crc, bytes, (size_t)count);
		done += (uint64_t)count;
	}
	return true;
}

static bool is_submitted(const struct options *options, const char *path)
{
	for (size_t i = 0; i < options->file_count; i++)
		if (strcmp(options->files[i], path) == 0)
			return true;
	return false;
}

static void list_folder(struct listing *listing, int folder, const char *prefix, int depth);

static void look_at(struct listing *listing, int folder, const char *name, const char *path, int depth)
{
	/* O_NONBLOCK: a FIFO has nobody at its other end. */
	int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stat status;
	if (file < 0)
		return;
	bool known = fstat(file, &status) == 0;
	if (known && S_ISDIR(status.st_mode) && depth < DEEPEST) {
		list_folder(listing, file, path, depth + 1); /* closes it */
		return;
	}
	if (known && S_ISREG(status.st_mode) && !is_submitted(&listing->run->options, path)) {
		uint32_t crc;
		uint64_t size = (uint64_t)status.st_size;
		bool read_whole = checksum(listing, file, size, &crc);
		record_left_file(path, size, read_whole ? &crc : NULL);
		listing->files++;
	}
	close(file);
}

static void list_folder(struct listing *listing, int folder, const char *prefix, int depth)
{
	DIR *entries = fdopendir(folder);
	if (!entries) {
		close(folder);
		return;
	}
	for (struct dirent *entry; (entry = readdir(entries));) {
		char path[PATH_BYTES];
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		if (listing->files >= MOST_FILES || ++listing->entries > MOST_ENTRIES)
			break;
		int length = snprintf(path, sizeof path, "%s%s%s", prefix, prefix[0] ? "/" : "", entry->d_name);
		if (length > 0 && (size_t)length < sizeof path)
			look_at(listing, folder, entry->d_name, path, depth);
	}
	closedir(entries);
}

int left_files_open(struct run *run, const struct task *task)
{
	char path[64];
	snprintf(path, sizeof path, "/proc/%d/root/box", task->tid);
	run->box_file = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	return run->box_file < 0 ? fail(run, "open-folder", "%s", strerror(errno)) : 0;
}

void left_files_record(struct run *run)
{
	struct listing listing = {.run = run, .budget = run->options.file_bytes};
	if (run->box_file < 0)
		return;
	int folder = openat(run->box_file, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder >= 0)
		list_folder(&listing, folder, "", 0);
	close(run->box_file);
	run->box_file = -1;
}
