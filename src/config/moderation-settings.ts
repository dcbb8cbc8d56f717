import { decimalNumber, freeText, httpUrl, oneOf, wholeNumber, word } from './schemas.ts';
import type { Setting } from './setting.ts';

/** Somebody else who is asked about prompts. */
export const moderationSettings = {
  MODERATION_URL: {
    section: 'Moderation',
    about: 'Endpoint that is asked about every prompt, as OpenAI’s; it is sent the prompt and nothing else.',
    example: 'https://api.openai.com/v1/moderations',
    unset: 'prompts are sent to no such endpoint',
    schema: httpUrl(),
  },
  MODERATION_API_KEY: {
    section: 'Moderation',
    about: 'Key for that endpoint.',
    example: 'your-moderation-api-key',
    unset: 'none is sent',
    secret: true,
    schema: freeText(),
  },
  MODERATION_MODEL: {
    section: 'Moderation',
    about: 'Model of that endpoint.',
    example: 'omni-moderation-latest',
    unset: 'the endpoint’s own choice',
    schema: word(),
  },
  MODERATION_CATEGORIES: {
    section: 'Moderation',
    about: 'Categories for which a prompt is refused, separated by commas.',
    example: 'sexual/minors,self-harm',
    unset: 'all of them',
    schema: freeText(),
  },
  MODERATION_THRESHOLD: {
    section: 'Moderation',
    about: 'Score (0 to 1) from which a category counts.',
    example: '0.7',
    unset: 'the endpoint decides',
    schema: decimalNumber(0, 1),
  },
  MODERATION_TIMEOUT_MS: {
    section: 'Moderation',
    about: 'How long the endpoint may take for its answer.',
    example: '3000',
    default: '3000',
    schema: wholeNumber(100, 60_000),
  },
  MODERATION_WHEN_AWAY: {
    section: 'Moderation',
    about: 'What becomes of prompts while the endpoint cannot be asked: `allow` or `refuse`.',
    example: 'allow',
    default: 'allow',
    schema: oneOf(['allow', 'refuse']),
  },
} as const satisfies Record<string, Setting>;
