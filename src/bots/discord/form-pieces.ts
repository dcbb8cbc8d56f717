import { z } from 'zod';
import type { Acknowledgement } from './interaction-answer.ts';

/** The key under which both halves of a form are collected. */
export function formKey(interactionId: string): string {
  return `discord:form:${interactionId}`;
}

/** One half of a form, as it was kept. */
export const pieceSchema = z.object({
  piece: z.enum(['opened', 'returned']),
  receivedAt: z.number(),
  payload: z.unknown().optional(),
  messageId: z.string().nullish(),
  ephemeral: z.boolean().default(false),
});

/** What was promised, as it is kept. */
export function asJson(promised: Acknowledgement): { messageId: string | null; ephemeral: boolean } {
  return { messageId: promised.messageId ?? null, ephemeral: promised.ephemeral };
}
