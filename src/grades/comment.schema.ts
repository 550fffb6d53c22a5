import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { storableText } from './text.js';

const text = storableText(4000);

const comment = {
  id: z.uuid(),
  file: z.string(),
  line: z.int().describe('From 1'),
  text: z.string(),
  author: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  mine: z.boolean().describe('Whether the caller wrote it, and may change it'),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
};

export const commentSchema = z.object(comment);
export type CommentView = z.infer<typeof commentSchema>;

export const commentsSchema = z.object({ items: z.array(z.object(comment).meta({ id: 'CommentListItem' })) });

export const newCommentSchema = z.strictObject({
  file: z.string().max(200).describe('One of the files of the submission'),
  line: z.int().min(1).describe('A line of that file, from 1'),
  text,
});
export type NewCommentFields = z.infer<typeof newCommentSchema>;

export class CommentOnLine extends createZodDto(commentSchema) {}
export class CommentList extends createZodDto(commentsSchema) {}
export class NewComment extends createZodDto(newCommentSchema) {}
export class CommentChange extends createZodDto(z.strictObject({ text })) {}
