/** Overrides as people are shown them, here and beside the report of a submission. */
import { z } from 'zod';
import type { Prisma } from '../../prisma/client/client.js';

const override = {
  id: z.uuid(),
  check: z.string().nullable().describe('Id of the check; null: the whole score, or the grade'),
  points: z.number(),
  reason: z.string(),
  author: z.object({ id: z.uuid(), name: z.string() }).nullable(),
  createdAt: z.iso.datetime(),
  endedAt: z.iso.datetime().nullable().describe('When it ceased to count; it stays to be seen'),
};

export const overrideSchema = z.object(override);
/** As part of something else. */
export const pastOverrideSchema = z.object(override).meta({ id: 'PastOverride' });
export type OverrideView = z.infer<typeof overrideSchema>;

export const overrideFields = {
  id: true,
  checkId: true,
  points: true,
  reason: true,
  author: { select: { id: true, name: true } },
  createdAt: true,
  endedAt: true,
} satisfies Prisma.OverrideSelect;

export function overrideView({
  checkId,
  createdAt,
  endedAt,
  ...rest
}: Prisma.OverrideGetPayload<{ select: typeof overrideFields }>): OverrideView {
  return {
    ...rest,
    check: checkId,
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
