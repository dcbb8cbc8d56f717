import { freeText, httpUrl, wholeNumber, word } from './schemas.ts';
import type { Setting } from './setting.ts';

/** A chat model that helps with prompts. */
export const chatSettings = {
  CHAT_BASE_URL: {
    section: 'Prompt helper',
    about: 'Address of a chat model that speaks as OpenAI’s does; `/chat/completions` comes behind it.',
    example: 'https://api.openai.com/v1',
    unset: 'prompts are not helped with, and nothing of it is offered',
    schema: httpUrl(),
  },
  CHAT_API_KEY: {
    section: 'Prompt helper',
    about: 'Key for that address.',
    example: 'your-chat-api-key',
    unset: 'none is sent',
    secret: true,
    schema: freeText(),
  },
  CHAT_MODEL: {
    section: 'Prompt helper',
    about: 'Model that writes prompts.',
    example: 'gpt-4o-mini',
    unset: 'CHAT_BASE_URL needs one',
    schema: word(),
  },
  CHAT_VISION_MODEL: {
    section: 'Prompt helper',
    about: 'Model that looks at pictures, for `/describe`.',
    example: 'gpt-4o',
    unset: 'CHAT_MODEL',
    schema: word(),
  },
  CHAT_TIMEOUT_MS: {
    section: 'Prompt helper',
    about: 'How long the model may take for its answer.',
    example: '30000',
    default: '30000',
    schema: wholeNumber(1_000, 300_000),
  },
  LIMIT_USER_DAILY_HELP: {
    section: 'Prompt helper',
    about: 'How often a day one person may ask the model.',
    example: '50',
    default: '50',
    schema: wholeNumber(1, 1_000_000),
  },
} as const satisfies Record<string, Setting>;
