import { z } from 'zod';

const words = z.array(z.string().trim().min(1).max(200)).max(5_000);
/** Keys of users or chats, their platform in front. */
const names = z.array(z.string().trim().min(1).max(100)).max(10_000);

/** The section `moderation` of the operator's file. Nothing in it is required: without it nothing is refused. */
export const moderationRulesSchema = z.strictObject({
  /** Refused everywhere. */
  words: words.optional(),
  /** Phrases that pass although a refused word is in them. */
  allow: words.optional(),
  /** Refused everywhere but in age-restricted places. */
  adultWords: words.optional(),
  /** Places that count as age-restricted where the platform does not say. */
  adultChats: names.optional(),
  spoiler: z.strictObject({ words: words.optional(), chats: names.optional() }).optional(),
  /** Where one of these lists is there, who and what is not on it is turned away. */
  only: z.strictObject({ users: names.optional(), chats: names.optional() }).optional(),
  /** After so many refusals within a time, nothing is taken for a time. Seconds. */
  cooldown: z
    .strictObject({
      refusals: z.int().min(1).max(1_000).default(5),
      withinSeconds: z.int().min(1).max(86_400).default(600),
      forSeconds: z.int().min(1).max(604_800).default(900),
    })
    .optional(),
});

export type ModerationRules = z.output<typeof moderationRulesSchema>;
