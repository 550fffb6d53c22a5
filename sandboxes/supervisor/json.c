/* The text of the timeline, buffered, on descriptor 3. */
#include "supervisor.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define RECORD_FILE 3

static char buffer[1 << 16];
static size_t used;

void json_flush(void)
{
	size_t done = 0;
	while (done < used) {
		ssize_t count = write(RECORD_FILE, buffer + done, used - done);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0)
			break; /* nobody reads any more: the run goes on to its end by its limits */
		done += (size_t)count;
	}
	used = 0;
}

void json_bytes(const void *bytes, size_t length)
{
	const char *from = bytes;
	while (length > 0) {
		if (used == sizeof buffer)
			json_flush();
		size_t part = sizeof buffer - used < length ? sizeof buffer - used : length;
		memcpy(buffer + used, from, part);
		used += part;
		from += part;
		length -= part;
	}
}

void json_format(const char *format, ...)
{
	char text[1024];
	va_list arguments;
	va_start(arguments, format);
	int length = vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	if (length > 0)
		json_bytes(text, (size_t)length < sizeof text ? (size_t)length : sizeof text - 1);
}

void json_ms(const char *name, uint64_t ns)
{
	uint64_t us = (ns + 500) / 1000;
	json_format(",\"%s\":%llu.%03u", name, (unsigned long long)(us / 1000), (unsigned)(us % 1000));
}

void json_string(const char *text, size_t length)
{
	json_bytes("\"", 1);
	for (size_t i = 0; i < length; i++) {
		unsigned char c = (unsigned char)text[i];
		if (c == '"' || c == '\\')
			json_format("\\%c", c);
		else if (c < 0x20)
			json_format("\\u%04x", c);
		else if (c < 0x7f)
			json_bytes(&text[i], 1);
		else
			json_bytes("?", 1); /* arguments are only looked at for names of modules */
	}
	json_bytes("\"", 1);
}

void json_base64(const uint8_t *bytes, size_t length)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t i = 0; i < length; i += 3) {
		uint32_t group = (uint32_t)bytes[i] << 16;
		if (i + 1 < length)
			group |= (uint32_t)bytes[i + 1] << 8;
		if (i + 2 < length)
			group |= bytes[i + 2];
		char text[4] = {digits[group >> 18], digits[group >> 12 & 63], digits[group >> 6 & 63], digits[group & 63]};
		if (i + 1 >= length)
			text[2] = '=';
		if (i + 2 >= length)
			text[3] = '=';
		json_bytes(text, 4);
	}
}
