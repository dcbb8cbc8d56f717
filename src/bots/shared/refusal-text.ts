import type { Refusal, RequestIssue } from '../../core/core.ts';
import { formatMoney, type FormatInstant } from './format.ts';
import type { MessageKey, MessageTranslator } from './messages.ts';
import { oneLine, truncate } from './text.ts';

export interface RefusalTextOptions {
  readonly formatInstant: FormatInstant;
  /** What users read for a gateway's id. */
  readonly providerTitle?: (id: string) => string;
}

/** Why a request was not accepted, and what to do; when it is possible again, where that is known. */
export function refusalText(
  refusal: Refusal,
  translator: MessageTranslator,
  options: RefusalTextOptions,
): string {
  const { issues, limit, unable, reason } = refusal;
  if (issues && issues.length > 0) return issuesText(issues, translator);
  if (reason && (refusal.code === 'blocked' || refusal.code === 'paused')) {
    return translator.say(`refusal.${refusal.code}`, { reason: reason.replace(/[\s.。]+$/u, '') });
  }
  if (refusal.retryAt !== undefined) {
    return translator.say('refusal.cooling-down', { when: options.formatInstant(refusal.retryAt) });
  }
  if (unable) return translator.say(`refusal.unable-${unable}`);
  if (!limit) return errorText(refusal.code, translator);
  if (limit.unit === 'waiting') return translator.say('refusal.waiting', { limit: limit.limit });

  const { period = 'day' } = limit;
  const when = limit.retryAt === undefined ? 'none' : options.formatInstant(limit.retryAt);
  if (limit.unit === 'images') {
    const left = Math.max(0, limit.left);
    return translator.say(`refusal.${limit.scope}-images`, { limit: limit.limit, left, when, period });
  }
  return translator.say(`refusal.${limit.scope}-money`, {
    limit: formatMoney(limit.limit, translator.locale),
    left: formatMoney(Math.max(0, limit.left), translator.locale),
    when,
    period,
  });
}

/** The first words of a request that are wrong, a line each: what comes after them is seen at the next try. */
export function issuesText(issues: readonly RequestIssue[], translator: MessageTranslator): string {
  const lines = issues.slice(0, 20 * maxIssueLines).map((issue) => issueText(issue, translator));
  return [...new Set(lines)].slice(0, maxIssueLines).join('\n');
}

const maxIssueLines = 4;

/** The sentence of an error code. `provider` is what users read for the gateway. */
export function errorText(
  code: Refusal['code'],
  translator: MessageTranslator,
  provider: string = translator.say('provider.unnamed'),
): string {
  return asSentence(translator.say(`error.${code}`, { provider }), translator);
}

/** A name in lower case may stand at its beginning. */
function asSentence(text: string, translator: MessageTranslator): string {
  return text.charAt(0).toLocaleUpperCase(translator.locale) + text.slice(1);
}

function issueText(issue: RequestIssue, translator: MessageTranslator): string {
  const allowed = readable(issue.allowed) ?? 'none';
  const given = quotable(issue.given) ?? 'none';
  if (issue.field === 'flag') return translator.say('issue.unknown-flag', { given, allowed });
  if (issue.field === 'prompt' && issue.problem === 'required') return translator.say('answer.no-prompt');
  if (issue.field === 'size') return translator.say('issue.size', { given });

  const field = fieldNames.has(issue.field)
    ? translator.say(`field.${issue.field}` as MessageKey)
    : issue.field;
  return asSentence(translator.say(`issue.${issue.problem}`, { field, allowed, given }), translator);
}

/** What somebody typed, as it may stand in our sentence: one line, cut, without what is unseen or turns the rest around. */
function quotable(given: string | undefined): string | undefined {
  const seen = given && oneLine(given.toWellFormed().replace(unseen, ' '));
  return seen ? truncate(seen, 40) : undefined;
}

/** Words that come as a plain list are set off from each other. */
function readable(allowed: string | undefined): string | undefined {
  return allowed?.includes(',') ? allowed : allowed?.split(' ').join(', ');
}

/** Controls, and what turns the direction of the text after it. */
const unseen = /[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069]+/gu;

const fieldNames = new Set([
  'prompt', 'ratio', 'resolution', 'size', 'quality', 'count', 'format', 'compression', 'background', 'provider',
  'private', 'spoiler', 'image', 'mask',
]); // prettier-ignore
