import { entriesOf } from './schemas.ts';
import type { SettingValues } from './settings.ts';

/** The endpoint that is asked about prompts. */
export interface PromptCheckConfig {
  readonly url: string;
  readonly apiKey?: string;
  readonly model?: string;
  /** Absent: all of them count. */
  readonly categories?: readonly string[];
  /** 0 to 1; absent: the endpoint decides. */
  readonly threshold?: number;
  readonly timeoutMs: number;
  readonly whenAway: 'allow' | 'refuse';
}

/** Undefined: nobody is asked. */
export function choosePromptCheck(values: SettingValues): PromptCheckConfig | undefined {
  const url = values.MODERATION_URL;
  if (url === undefined) return undefined;
  const { MODERATION_API_KEY: apiKey, MODERATION_MODEL: model, MODERATION_THRESHOLD: threshold } = values;
  const categories = entriesOf(values.MODERATION_CATEGORIES ?? '');
  return {
    url,
    ...(apiKey === undefined ? {} : { apiKey }),
    ...(model === undefined ? {} : { model }),
    ...(categories.length === 0 ? {} : { categories }),
    ...(threshold === undefined ? {} : { threshold }),
    timeoutMs: values.MODERATION_TIMEOUT_MS,
    whenAway: values.MODERATION_WHEN_AWAY,
  };
}
