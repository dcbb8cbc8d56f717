import { httpUrlList, oneOf, wholeNumber, word } from './schemas.ts';
import { dayMs, type KeyedProviderId, type Moderation, moderations, type Setting } from './setting.ts';

interface ProviderDefaults {
  readonly baseUrls: string;
  readonly deadlineMs: string;
  readonly model?: string;
  readonly moderation?: true;
}

const providerDefaults: Record<KeyedProviderId, ProviderDefaults> = {
  wuyinkeji: { baseUrls: 'https://api.wuyinkeji.com', deadlineMs: '600000' },
  aizfw: {
    baseUrls: 'https://zcbservice.aizfw.cn/kyyReactApiServer',
    deadlineMs: '600000',
    model: 'gpt-image-2',
  },
  gccai: {
    baseUrls: 'https://gccai.heqingsong.uk',
    deadlineMs: '300000',
    model: 'gpt-image-2-official',
    moderation: true,
  },
  xinliu: {
    baseUrls: 'https://cdn.wusag.com,https://api.xinliu.one',
    deadlineMs: '600000',
    model: 'gpt-image-2',
    moderation: true,
  },
  apimodels: {
    baseUrls: 'https://apimodels.app/api/v1',
    deadlineMs: '600000',
    model: 'gpt-image-2-lite',
  },
  openai: {
    baseUrls: 'https://api.openai.com/v1',
    deadlineMs: '600000',
    model: 'gpt-image-2',
    moderation: true,
  },
};

/** The last parts of a gateway's variables, and what each is read as. */
export interface ProviderValues {
  API_KEY: string;
  BASE_URL: readonly string[];
  MODEL: string;
  MODERATION: Moderation;
  CONCURRENCY: number;
  FIRST_LOOK_MS: number;
  LOOK_MS: number;
  DEADLINE_MS: number;
}

/** The variables of one gateway, by their whole names. */
export function settingsOfProvider(id: KeyedProviderId): Record<string, Setting> {
  const { baseUrls, deadlineMs, model, moderation } = providerDefaults[id];
  const section = `Gateway ${id}`;
  const suffixes: { [Suffix in keyof ProviderValues]?: Setting<ProviderValues[Suffix]> } = {
    API_KEY: {
      section,
      about: `Key for ${id}; turns the gateway on.`,
      example: `your-${id}-key`,
      unset: 'the gateway is off',
      secret: true,
      schema: word(),
    },
    BASE_URL: {
      section,
      about: `Comma list of base addresses of ${id}; replaces all defaults.`,
      example: baseUrls,
      default: baseUrls,
      schema: httpUrlList(),
    },
    ...(model && {
      MODEL: {
        section,
        about: `Model to ask ${id} for.`,
        example: model,
        unset: 'the one that the gateway documents',
        schema: word(),
      },
    }),
    ...(moderation && {
      MODERATION: {
        section,
        about: `Moderation strength at ${id}: auto or low.`,
        example: 'auto',
        unset: 'left to the gateway',
        schema: oneOf(moderations),
      },
    }),
    CONCURRENCY: {
      section,
      about: `Unfinished tasks at ${id} at once.`,
      example: '50',
      default: '50',
      schema: wholeNumber(1, 100_000),
    },
    FIRST_LOOK_MS: {
      section,
      about: `How long after a submit to look at a task of ${id} for the first time.`,
      example: '10000',
      unset: 'the gateway’s advice',
      schema: wholeNumber(0, dayMs),
    },
    LOOK_MS: {
      section,
      about: `How long to wait between two looks at a task of ${id}.`,
      example: '4000',
      unset: 'the gateway’s advice',
      schema: wholeNumber(10, dayMs),
    },
    DEADLINE_MS: {
      section,
      about: `How long a task of ${id} may take before its user is told that it took too long.`,
      example: deadlineMs,
      default: deadlineMs,
      schema: wholeNumber(100, dayMs),
    },
  };
  return Object.fromEntries(
    Object.entries(suffixes).map(([suffix, setting]) => [`${id.toUpperCase()}_${suffix}`, setting]),
  );
}
