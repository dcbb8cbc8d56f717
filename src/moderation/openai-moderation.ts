import { z } from 'zod';
import type { PromptCheck } from '../core/ports/moderation.ts';

export interface OpenaiModerationConfig {
  /** The endpoint itself, such as `https://api.openai.com/v1/moderations`. */
  readonly url: string;
  readonly apiKey?: string;
  readonly model?: string;
  /** Only these categories count; all of them where none is named. */
  readonly categories?: readonly string[];
  /** A score from which a category counts, whatever the endpoint makes of it; absent: the endpoint decides. */
  readonly threshold?: number;
  readonly timeoutMs: number;
  readonly whenAway: 'allow' | 'refuse';
}

const replySchema = z.looseObject({
  results: z
    .array(
      z.looseObject({
        flagged: z.boolean(),
        categories: z.record(z.string(), z.boolean().nullish()).nullish(),
        category_scores: z.record(z.string(), z.number().nullish()).nullish(),
      }),
    )
    .min(1),
});

/** A moderation endpoint that speaks as OpenAI's does. */
export function createOpenaiModeration(config: OpenaiModerationConfig): PromptCheck {
  const { url, apiKey, model, timeoutMs, whenAway } = config;
  return {
    whenAway,
    async check(prompt) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
        },
        body: JSON.stringify({ input: prompt, ...(model === undefined ? {} : { model }) }),
        signal: AbortSignal.timeout(timeoutMs),
        redirect: 'error',
      });
      // Neither the address nor the body: a key may stand in one, the prompt in the other.
      if (!response.ok) throw new Error(`The moderation endpoint answered ${response.status}`);
      const parsed = replySchema.safeParse(await response.json());
      if (!parsed.success) throw new Error('The moderation endpoint gave an answer of another kind');
      return [...new Set(parsed.data.results.flatMap((result) => wrongIn(result, config)))];
    },
  };
}

type Result = z.output<typeof replySchema>['results'][number];

function wrongIn(result: Result, { categories, threshold }: OpenaiModerationConfig): readonly string[] {
  const names = Object.keys({ ...result.categories, ...result.category_scores });
  const wrong = names.filter((name) => {
    if (categories && !categories.includes(name)) return false;
    const score = result.category_scores?.[name];
    return threshold !== undefined && score != null ? score >= threshold : result.categories?.[name] === true;
  });
  // Some endpoints only say that something is wrong.
  if (wrong.length === 0 && result.flagged && names.length === 0) return ['flagged'];
  return wrong;
}
