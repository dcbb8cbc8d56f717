import { microDollars, wholeNumber } from './schemas.ts';
import type { Setting } from './setting.ts';

/** How much may be asked for and spent, where neither the operator's file nor a command says otherwise. */
export const limitSettings = {
  LIMIT_USER_DAILY_IMAGES: {
    section: 'Limits',
    about: 'Pictures a user may ask for in a day (UTC).',
    example: '50',
    default: '50',
    schema: wholeNumber(0, 1_000_000),
  },
  LIMIT_USER_CONCURRENT: {
    section: 'Limits',
    about: 'Generations of one user that may be submitting or running at once.',
    example: '3',
    default: '3',
    schema: wholeNumber(1, 10_000),
  },
  LIMIT_USER_QUEUED: {
    section: 'Limits',
    about: 'Generations of one user that may wait.',
    example: '10',
    default: '10',
    schema: wholeNumber(1, 100_000),
  },
  LIMIT_USER_DAILY_USD: {
    section: 'Limits',
    about: 'Dollars a user may spend in a day (UTC).',
    example: '2.50',
    unset: 'no limit',
    schema: microDollars(),
  },
  LIMIT_CHAT_DAILY_USD: {
    section: 'Limits',
    about: 'Dollars that may be spent in one chat or server in a day (UTC).',
    example: '10',
    unset: 'no limit',
    schema: microDollars(),
  },
  LIMIT_GLOBAL_DAILY_USD: {
    section: 'Limits',
    about: 'Dollars that may be spent in total in a day (UTC).',
    example: '50',
    unset: 'no limit',
    schema: microDollars(),
  },
  LIMIT_USER_MONTHLY_IMAGES: {
    section: 'Limits',
    about: 'Pictures a user may ask for in a month (UTC).',
    example: '500',
    unset: 'no limit',
    schema: wholeNumber(0, 100_000_000),
  },
  LIMIT_USER_MONTHLY_USD: {
    section: 'Limits',
    about: 'Dollars a user may spend in a month (UTC).',
    example: '20',
    unset: 'no limit',
    schema: microDollars(),
  },
  LIMIT_CHAT_DAILY_IMAGES: {
    section: 'Limits',
    about: 'Pictures that may be asked for in one chat or server in a day (UTC).',
    example: '200',
    unset: 'no limit',
    schema: wholeNumber(0, 100_000_000),
  },
  LIMIT_CHAT_MONTHLY_IMAGES: {
    section: 'Limits',
    about: 'Pictures that may be asked for in one chat or server in a month (UTC).',
    example: '3000',
    unset: 'no limit',
    schema: wholeNumber(0, 100_000_000),
  },
  LIMIT_CHAT_MONTHLY_USD: {
    section: 'Limits',
    about: 'Dollars that may be spent in one chat or server in a month (UTC).',
    example: '100',
    unset: 'no limit',
    schema: microDollars(),
  },
  LIMIT_GLOBAL_DAILY_IMAGES: {
    section: 'Limits',
    about: 'Pictures that may be asked for in total in a day (UTC).',
    example: '1000',
    unset: 'no limit',
    schema: wholeNumber(0, 100_000_000),
  },
  LIMIT_GLOBAL_MONTHLY_IMAGES: {
    section: 'Limits',
    about: 'Pictures that may be asked for in total in a month (UTC).',
    example: '20000',
    unset: 'no limit',
    schema: wholeNumber(0, 100_000_000),
  },
  LIMIT_GLOBAL_MONTHLY_USD: {
    section: 'Limits',
    about: 'Dollars that may be spent in total in a month (UTC).',
    example: '500',
    unset: 'no limit',
    schema: microDollars(),
  },
} as const satisfies Record<string, Setting>;
