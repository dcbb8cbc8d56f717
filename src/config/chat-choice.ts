import type { SettingValues } from './settings.ts';

/** The chat model that helps with prompts. */
export interface ChatModelConfig {
  /** Without trailing slash. */
  readonly baseUrl: string;
  readonly apiKey?: string;
  readonly model: string;
  /** Looks at pictures. */
  readonly visionModel: string;
  readonly timeoutMs: number;
  /** For one person. */
  readonly dailyLimit: number;
}

/** Undefined: nobody helps. An address without a model, or the other way round, is a problem. */
export function chooseChatModel(values: SettingValues, problems: string[]): ChatModelConfig | undefined {
  const { CHAT_BASE_URL: baseUrl, CHAT_API_KEY: apiKey, CHAT_MODEL: model } = values;
  if (baseUrl === undefined) {
    if (model !== undefined || apiKey !== undefined) {
      const name = model === undefined ? 'CHAT_API_KEY' : 'CHAT_MODEL';
      problems.push(
        `${name} is set, but CHAT_BASE_URL is unset. Write the address of the chat model, for example CHAT_BASE_URL=https://api.openai.com/v1.`,
      );
    }
    return undefined;
  }
  if (model === undefined) {
    problems.push(
      'CHAT_BASE_URL is set, but CHAT_MODEL is unset. Write the name of the model, for example CHAT_MODEL=gpt-4o-mini.',
    );
    return undefined;
  }
  return {
    baseUrl,
    model,
    visionModel: values.CHAT_VISION_MODEL ?? model,
    timeoutMs: values.CHAT_TIMEOUT_MS,
    dailyLimit: values.LIMIT_USER_DAILY_HELP,
    ...(apiKey === undefined ? {} : { apiKey }),
  };
}
