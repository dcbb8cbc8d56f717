import type { Refusal, RequestIssue } from '../../core/core.ts';
import { formatMoney, type FormatInstant } from './format.ts';
import type { MessageKey, MessageTranslator } from './messages.ts';
import { truncate } from './text.ts';

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
  const { issues, limit, unable } = refusal;
  if (issues && issues.length > 0) return issuesText(issues, translator);
  if (unable) return translator.say(`refusal.unable-${unable}`);
  if (!limit) return errorText(refusal.code, translator);
  if (limit.unit === 'waiting') return translator.say('refusal.waiting', { limit: limit.limit });

  const when = limit.retryAt === undefined ? 'none' : options.formatInstant(limit.retryAt);
  if (limit.unit === 'images') {
    const left = Math.max(0, limit.left);
    return translator.say(`refusal.${limit.scope}-images`, { limit: limit.limit, left, when });
  }
  return translator.say(`refusal.${limit.scope}-money`, {
    limit: formatMoney(limit.limit, translator.locale),
    left: formatMoney(Math.max(0, limit.left), translator.locale),
    when,
  });
}

/** Every word of a request that is wrong, a line each. */
export function issuesText(issues: readonly RequestIssue[], translator: MessageTranslator): string {
  return issues.map((issue) => issueText(issue, translator)).join('\n');
}

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
  const given = issue.given === undefined ? 'none' : truncate(issue.given, 40);
  if (issue.field === 'flag') return translator.say('issue.unknown-flag', { given, allowed });
  if (issue.field === 'prompt' && issue.problem === 'required') return translator.say('answer.no-prompt');
  if (issue.field === 'size') return translator.say('issue.size', { given });

  const field = fieldNames.has(issue.field)
    ? translator.say(`field.${issue.field}` as MessageKey)
    : issue.field;
  return asSentence(translator.say(`issue.${issue.problem}`, { field, allowed, given }), translator);
}

/** Words that come as a plain list are set off from each other. */
function readable(allowed: string | undefined): string | undefined {
  return allowed?.includes(',') ? allowed : allowed?.split(' ').join(', ');
}

const fieldNames = new Set([
  'prompt', 'ratio', 'resolution', 'size', 'quality', 'count', 'format', 'compression', 'background', 'provider',
  'private', 'image', 'mask',
]); // prettier-ignore
