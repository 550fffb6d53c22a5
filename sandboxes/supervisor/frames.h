/* Types of the frames between the supervisor and the stand-in internet: `frameType` of sandboxes/protocol.ts. */
#ifndef INTERLEAVE_FRAMES_H
#define INTERLEAVE_FRAMES_H

#define FRAME_HEADER_BYTES 24
#define FRAME_PAYLOAD_MAX 65536

enum frame_type {
	FRAME_HELLO = 1,
	FRAME_OPEN = 2,
	FRAME_DATA = 3,
	FRAME_END = 4,
	FRAME_RESET = 5,
	FRAME_SYNC = 6,
	FRAME_ADVANCE = 7,
	FRAME_IDLE = 8,
	FRAME_RECORD = 9,
	FRAME_FINISH = 10,
};

#endif
