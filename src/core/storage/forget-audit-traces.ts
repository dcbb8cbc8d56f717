import type { ForgettingTask } from '../privacy/privacy-store.ts';
import type { StoreConnection } from './connection.ts';
import { auditKey } from './redis-audit-log.ts';
import { keyPrefix } from './keys.ts';
import { rewriteStream } from './rewrite-stream.ts';

type Names = Pick<ForgettingTask, 'userId' | 'pseudonym' | 'chats'>;

/**
 * Takes a person's name out of the audit log, and of the blocks and pauses that they decided as an admin. What was decided
 * stays, under the name that is nobody's; reasons that were given about the person, and words for a chat of their own, go.
 */
export async function forgetAuditTraces(redis: StoreConnection, names: Names): Promise<void> {
  const pattern = patternOf([names.userId, ...names.chats]);
  await rewriteStream(redis, auditKey, (fields) =>
    fields.map((text, at) =>
      at % 2 === 1 && text.search(pattern) >= 0 ? withoutPerson(text, names, pattern) : text,
    ),
  );
  for (const key of [`${keyPrefix}blocks`, `${keyPrefix}pauses`]) {
    for (const [field, text] of Object.entries(await redis.hgetall(key))) {
      const decided = JSON.parse(text) as { by?: string };
      if (decided.by !== names.userId) continue;
      await redis.hset(key, field, JSON.stringify({ ...decided, by: names.pseudonym }));
    }
  }
}

function withoutPerson(text: string, { userId, pseudonym, chats }: Names, pattern: RegExp): string {
  const entry = JSON.parse(text) as { about?: string; chatId?: string; facts?: Record<string, unknown> };
  const { reason: _reason, words: _words, ...facts } = entry.facts ?? {};
  // What somebody wrote about the person, or the person where nobody else is.
  const isTheirs = entry.about === userId || chats.includes(entry.chatId ?? '');
  const said = isTheirs && entry.facts ? { ...entry, facts } : entry;
  return JSON.stringify(said).replace(pattern, pseudonym);
}

/** The names as whole words: `x:42`, and not the beginning of `x:421`. */
function patternOf(names: readonly string[]): RegExp {
  const escaped = names.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  // Longer ones first: a chat may begin as a person does.
  escaped.sort((left, right) => right.length - left.length);
  return new RegExp(`(?<!\\w)(?:${escaped.join('|')})(?!\\w)`, 'g');
}
