import ipaddr from 'ipaddr.js';
import { z } from 'zod';

/** From the text of one variable to a value in our units. Its message continues the variable's name. */
export type TextSchema<T> = z.ZodType<T, string>;

/** What a failed reading says instead of a value: a predicate such as `must be a whole number`. */
class Refusal {
  readonly sentence: string;

  constructor(sentence: string) {
    this.sentence = sentence;
  }
}

function reading<T>(read: (text: string) => T | Refusal): TextSchema<T> {
  return z.string().transform((text, context) => {
    const value = read(text);
    if (!(value instanceof Refusal)) return value;
    context.addIssue({ code: 'custom', message: value.sentence });
    return z.NEVER;
  });
}

function shown(text: string): string {
  return JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
}

/** A token, key or name: one printable word. Never repeated in the message, since it may be a secret. */
export function word(): TextSchema<string> {
  return reading((text) =>
    /^[\x21-\x7e]+$/.test(text)
      ? text
      : new Refusal('must be one word without spaces, line breaks or letters outside ASCII'),
  );
}

/** Digits as text: the ids of Discord are larger than a JavaScript number can hold. */
export function idNumber(): TextSchema<string> {
  return reading((text) =>
    /^\d{1,20}$/.test(text) ? text : new Refusal(`must be an id made of digits, but is ${shown(text)}`),
  );
}

/** An Ed25519 public key in hexadecimal digits. */
export function publicKey(): TextSchema<string> {
  return reading((text) =>
    /^[0-9a-f]{64}$/i.test(text)
      ? text.toLowerCase()
      : new Refusal('must be the 64 hexadecimal digits of a public key'),
  );
}

/** Shards of a bot: `0-3/8` are the first four of eight. */
export function shardRange(): TextSchema<{ readonly ids: readonly number[]; readonly count: number }> {
  return reading((text) => {
    const [, list = '', total = ''] = /^([\d,-]{1,400})\/(\d{1,5})$/.exec(text) ?? [];
    const count = Number(total);
    const ids = list.split(',').flatMap((piece) => {
      const [, first = '', last = first] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(piece) ?? [];
      if (first === '' || Number(last) >= count) return [Number.NaN];
      return Array.from(
        { length: Math.max(0, Number(last) - Number(first) + 1) },
        (_, step) => Number(first) + step,
      );
    });
    const known = new Set(ids);
    if (ids.length > 0 && known.size === ids.length && !known.has(Number.NaN)) return { ids, count };
    return new Refusal(`must be shards of a number of shards, each once, but is ${shown(text)}`);
  });
}

/** Any text, kept as it is. */
export function freeText(): TextSchema<string> {
  return reading((text) => text);
}

export function wholeNumber(min: number, max: number): TextSchema<number> {
  return reading((text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    return new Refusal(`must be a whole number from ${min} to ${max}, but is ${shown(text)}`);
  });
}

export function decimalNumber(min: number, max: number): TextSchema<number> {
  return reading((text) => {
    const value = /^\d{1,9}(\.\d{1,9})?$/.test(text) ? Number(text) : Number.NaN;
    if (value >= min && value <= max) return value;
    return new Refusal(`must be a number from ${min} to ${max}, but is ${shown(text)}`);
  });
}

/** Dollars with up to six decimals, as whole micro-dollars, so that no sum is ever rounded. */
export function microDollars(): TextSchema<number> {
  return reading((text) => {
    const match = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text);
    if (!match) return new Refusal(`must be an amount in dollars such as 2.50, but is ${shown(text)}`);
    return Number(match[1]) * 1_000_000 + Number((match[2] ?? '').padEnd(6, '0'));
  });
}

export function oneOf<const T extends string>(allowed: readonly T[]): TextSchema<T> {
  return reading((text) => {
    const found = allowed.find((candidate) => candidate === text.toLowerCase());
    return found ?? new Refusal(`must be one of ${allowed.join(', ')}, but is ${shown(text)}`);
  });
}

/** The entries of a comma list; spaces and empty places are dropped. */
export function entriesOf(text: string): string[] {
  return text
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '');
}

/** Repeated entries count once. All entries that cannot be read are told together. */
function listOf<T extends string>(
  read: (entry: string) => T | undefined,
  refuse: (unreadable: string) => string,
): TextSchema<readonly T[]> {
  return reading((text) => {
    const entries = entriesOf(text);
    if (entries.length === 0) return new Refusal('must name at least one entry, but has none');

    const values = entries.map((entry) => ({ entry, value: read(entry) }));
    const unreadable = values.filter(({ value }) => value === undefined).map(({ entry }) => shown(entry));
    if (unreadable.length > 0) return new Refusal(refuse(unreadable.join(' and ')));
    return [...new Set(values.flatMap(({ value }) => value ?? []))];
  });
}

export function listOfNames<const T extends string>(allowed: readonly T[]): TextSchema<readonly T[]> {
  return listOf(
    (entry) => allowed.find((candidate) => candidate === entry.toLowerCase()),
    (unreadable) => `must list only ${allowed.join(', ')}, but names ${unreadable}`,
  );
}

/** Such a list, or the word `off` for an empty one. */
export function namesOrOff<const T extends string>(allowed: readonly T[]): TextSchema<readonly T[]> {
  const names = listOfNames(allowed);
  return reading((text) => {
    if (text.toLowerCase() === 'off') return [];
    const read = names.safeParse(text);
    return read.success
      ? read.data
      : new Refusal(`is neither off nor a list of gateways: it ${read.error.issues[0]?.message ?? ''}`);
  });
}

function readHttpUrl(text: string): string | undefined {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !['http:', 'https:'].includes(url.protocol)) return undefined;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return undefined;
  return url.href.replace(/\/+$/, '');
}

// An address that cannot be read is not repeated: it may hold a password.
const httpUrlRule = 'beginning with https:// or http://, without user name, password, "?" and "#"';

/** An http(s) address without credentials, query and trailing slash. */
export function httpUrl(): TextSchema<string> {
  return reading((text) => readHttpUrl(text) ?? new Refusal(`must be an address ${httpUrlRule}`));
}

export function httpUrlList(): TextSchema<readonly string[]> {
  return listOf(readHttpUrl, () => `must list only addresses ${httpUrlRule}`);
}

/** Begins the names of objects: letters that no store and no signature writes in another way. Given with a slash at its end. */
export function objectPrefix(): TextSchema<string> {
  return reading((text) =>
    /^([A-Za-z0-9._-]+\/)*[A-Za-z0-9._-]+\/?$/.test(text)
      ? `${text.replace(/\/$/, '')}/`
      : new Refusal(`must be made of letters, digits, dots, dashes and slashes, but is ${shown(text)}`),
  );
}

/**
 * `redis:`, `rediss:` (one host, or several between commas) or the path of a Unix socket. May hold a password, so it is
 * never repeated.
 */
export function redisUrl(): TextSchema<string> {
  return reading((text) => {
    if (text.startsWith('/')) return text;
    const hosts = /^(rediss?:\/\/(?:[^@/]*@)?)([^@/]+)(.*)$/.exec(text);
    const urls = (hosts?.[2] ?? '').split(',').map((host) => `${hosts?.[1]}${host}${hosts?.[3]}`);
    if (!urls.every((one) => URL.canParse(one))) {
      return new Refusal('must begin with redis:// or rediss:// and name a host, or be the path of a socket');
    }
    const url = URL.canParse(urls[0] ?? '') ? new URL(urls[0] ?? '') : undefined;
    const known = url && ['redis:', 'rediss:'].includes(url.protocol) && url.hostname !== '';
    // An escape that cannot be decoded would make the client fail later, with the password in its message.
    if (known && isDecodable(url.username) && isDecodable(url.password)) return text;
    return new Refusal('must begin with redis:// or rediss:// and name a host, or be the path of a socket');
  });
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch (error) {
    if (error instanceof URIError) return false;
    throw error;
  }
}

/** A host name or an address to listen at, without a port. */
export function hostName(): TextSchema<string> {
  return reading((text) =>
    isHost(text)
      ? text
      : new Refusal(`must be a host name or an IP address without a port, but is ${shown(text)}`),
  );
}

export type AdminId = `discord:${string}` | `telegram:${string}`;

export function adminIdList(): TextSchema<readonly AdminId[]> {
  return listOf(
    (entry) => (isAdminId(entry) ? entry : undefined),
    (unreadable) => `must list discord:<number> and telegram:<number>, but holds ${unreadable}`,
  );
}

function isAdminId(entry: string): entry is AdminId {
  return /^(discord|telegram):\d{1,20}$/.test(entry);
}

/** Host, `host:port` or CIDR, in lower case. IPv6 with a port stands in brackets. */
export function privateHostList(): TextSchema<readonly string[]> {
  return listOf(
    (entry) => readPrivateHost(entry.toLowerCase()),
    (unreadable) => `must list hosts, host:port and networks such as 10.0.0.0/8, but holds ${unreadable}`,
  );
}

function readPrivateHost(entry: string): string | undefined {
  if (entry.includes('/')) return ipaddr.isValidCIDR(entry) ? entry : undefined;
  if (isHost(entry)) return entry;
  const [, host = '', port = '1'] = /^(\[[^\]]+\]|[^:[\]]+)(?::(\d{1,5}))?$/.exec(entry) ?? [];
  const isPort = Number(port) >= 1 && Number(port) <= 65_535;
  return isPort && isHost(host.replace(/^\[|\]$/g, '')) ? entry : undefined;
}

function isHost(text: string): boolean {
  if (ipaddr.IPv6.isValid(text) || ipaddr.IPv4.isValidFourPartDecimal(text)) return true;
  // A name of digits and dots alone is a mistyped address, not a name.
  if (/^[\d.]+$/.test(text)) return false;
  return /^(?=.{1,253}$)[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?(\.[a-z0-9_]([a-z0-9_-]*[a-z0-9_])?)*\.?$/i.test(
    text,
  );
}
