import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

const dateTime = z.iso.datetime();

const lineItemSchema = z
  .object({
    id: z.uuid(),
    assignmentId: z.uuid(),
    title: z.string().describe('Of the assignment'),
    url: z.string().describe('At the platform'),
    createdAt: dateTime,
  })
  .meta({ id: 'LmsLineItem' });

const lmsLinkSchema = z.object({
  id: z.uuid(),
  platform: z.object({ id: z.uuid(), name: z.string() }).meta({ id: 'LmsPlatform' }),
  contextId: z.string().describe("The platform's id of its course"),
  title: z.string().describe('Of its course'),
  linkedAt: dateTime,
  roster: z
    .object({
      isTold: z.boolean().describe('Whether the platform tells who is in its course'),
      members: z.int().describe('Those who are'),
      left: z.int().describe('Those who were; they stay here'),
      syncedAt: dateTime.nullable().describe('Null: never'),
      error: z.string().nullable().describe('Why the last attempt has failed'),
    })
    .meta({ id: 'LmsRoster' }),
  scores: z
    .object({
      areTaken: z.boolean().describe('Whether the platform has a gradebook for us'),
      stoppedReason: z
        .string()
        .nullable()
        .describe('Why nothing is sent any more; it is again when an instructor has come from the platform'),
      error: z.string().nullable().describe('Why the last attempt to find or make a column has failed'),
      lineItems: z.array(lineItemSchema).describe('Columns for assignments of this course'),
    })
    .meta({ id: 'LmsScores' }),
});
export type LmsLinkView = z.infer<typeof lmsLinkSchema>;

export const lmsLinkListSchema = z.object({
  items: z.array(lmsLinkSchema.meta({ id: 'LmsLink' })).describe('All of them, the oldest first'),
});
export type LmsLinkListView = z.infer<typeof lmsLinkListSchema>;

export const rosterChangesSchema = z.object({
  members: z.int().describe("In the platform's course, with a role that has a place here"),
  added: z.int().describe('To the course here'),
  changed: z.int().describe('Whose role is another now'),
  left: z.int().describe('Whom the platform names no more. They stay in the course here'),
});
export type RosterChangesView = z.infer<typeof rosterChangesSchema>;

export class LmsLinkList extends createZodDto(lmsLinkListSchema) {}
export class RosterChanges extends createZodDto(rosterChangesSchema) {}
