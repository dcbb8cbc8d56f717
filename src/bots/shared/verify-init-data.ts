import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

/** Who opened a Mini App, as Telegram vouches for it. */
export interface Launch {
  readonly userId: number;
  /** BCP 47 tag of the person's language. */
  readonly locale?: string;
  /** Unix milliseconds. */
  readonly at: number;
  /** What stood behind `startapp=` in the link, if anything did. */
  readonly startParam?: string;
}

export type LaunchCheck =
  | { readonly kind: 'verified'; readonly launch: Launch }
  /** Not written by Telegram for this bot: forged, changed, or another bot's. */
  | { readonly kind: 'forged' }
  /** Genuine, but from longer ago than a launch may be. */
  | { readonly kind: 'old' };

export interface LaunchRule {
  readonly botToken: string;
  /** Unix milliseconds. */
  readonly now: number;
  /** Longest age, milliseconds. Default one hour. */
  readonly maxAgeMs?: number;
}

const hourMs = 3_600_000;
/** Clocks differ. */
const aheadMs = 60_000;
/** Far more than Telegram sends. */
const maxLength = 8_192;

/**
 * Checks the launch data of a Mini App (`initData`, a query string): the hash is an HMAC of all other fields, sorted,
 * under a key made of the bot's token. https://core.telegram.org/bots/webapps#validating-data-received-via-the-mini-app
 */
export function verifyInitData(
  initData: string,
  { botToken, now, maxAgeMs = hourMs }: LaunchRule,
): LaunchCheck {
  if (initData.length > maxLength) return forged;
  const fields = new URLSearchParams(initData);
  const names = [...fields.keys()];
  // A field given twice would be read one way here and another way there.
  if (new Set(names).size !== names.length) return forged;
  const hash = fields.get('hash') ?? '';
  fields.delete('hash');
  if (!isSame(hash, hashOf(fields, botToken))) return forged;

  const parsed = contents.safeParse({
    auth_date: fields.get('auth_date'),
    user: readJson(fields.get('user')),
    start_param: fields.get('start_param') ?? undefined,
  });
  if (!parsed.success) return forged;
  const { auth_date: seconds, user, start_param: startParam } = parsed.data;
  const at = seconds * 1000;
  if (at < now - maxAgeMs || at > now + aheadMs) return { kind: 'old' };
  return {
    kind: 'verified',
    launch: {
      userId: user.id,
      at,
      ...(user.language_code == null ? {} : { locale: user.language_code }),
      ...(startParam === undefined ? {} : { startParam }),
    },
  };
}

/** The hash that Telegram would give these fields; the stand-in of the tests signs with it. */
export function hashOf(fields: URLSearchParams, botToken: string): string {
  const lines = [...fields].map(([name, value]) => `${name}=${value}`);
  // By code unit, as Telegram sorts: no locale has a say in it.
  const text = lines.sort((a, b) => (a < b ? -1 : Number(a > b))).join('\n');
  const key = createHmac('sha256', 'WebAppData').update(botToken).digest();
  return createHmac('sha256', key).update(text).digest('hex');
}

const forged: LaunchCheck = { kind: 'forged' };

const contents = z.object({
  auth_date: z
    .string()
    .regex(/^\d{1,12}$/)
    .transform(Number),
  user: z.object({ id: z.number().int().positive(), language_code: z.string().max(35).nullish() }),
  start_param: z.string().max(512).optional(),
});

function isSame(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.byteLength === b.byteLength && timingSafeEqual(a, b);
}

function readJson(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
