/* The linked vDSO as bytes of the supervisor. */
	.section .rodata
	.balign 4096
	.global vdso_image
	.global vdso_image_end
vdso_image:
	.incbin VDSO_PATH
vdso_image_end:
	.section .note.GNU-stack, "", @progbits
