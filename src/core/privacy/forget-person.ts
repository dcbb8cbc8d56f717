import { setTimeout as sleep } from 'node:timers/promises';
import { standingOf } from '../generation/effects.ts';
import { picturesOf } from '../generation/generation.ts';
import type { Generation } from '../generation/generation.ts';
import type { Logger } from '../ports/logger.ts';
import type { Media } from '../ports/media.ts';
import type { Forgotten } from '../ports/privacy.ts';
import type { ForgettingTask, PrivacyStore } from './privacy-store.ts';

export interface ForgetDependencies {
  readonly store: PrivacyStore;
  readonly media: Media;
  readonly cancelAll: (userId: string) => Promise<unknown>;
  readonly logger: Logger;
  readonly now: () => number;
  readonly randomId: () => string;
}

/** How often whoever presses the button has it looked whether what was just withdrawn has come to its end. */
const patientRounds = 30;
const pauseMs = 100;

/**
 * Forgets a person: writes the intention, withdraws, deletes what has come to an end, and leaves what has not (a task
 * that a gateway works on has still to be paid for) to be deleted by a later call with `resume`.
 */
export async function forgetPerson(
  userId: string,
  deps: ForgetDependencies,
  mode: 'ask' | 'resume' = 'ask',
): Promise<Forgotten> {
  const { store, logger, now, randomId } = deps;
  const earlier = await store.task(userId);
  if (mode === 'ask') {
    // Withdrawn before the instant is taken: all that is meant was asked for by then.
    await deps.cancelAll(userId);
    const pseudonym = earlier?.pseudonym ?? `nobody:${randomId()}`;
    const chats = await chatsOf(userId, store);
    await store.saveTask({ userId, pseudonym, at: now(), isRestGone: false, chats });
  }
  const rounds = mode === 'ask' ? patientRounds : 1;
  const lock = await lockWithin(store, rounds);
  if (!lock) return { requests: 0, pictures: 0, later: await openOf(userId, deps) };
  try {
    // Read again under the lock: another process may have ended it.
    const task = await store.task(userId);
    if (!task) return { requests: 0, pictures: 0, later: 0 };
    const forgotten = await carryOut(task, deps, rounds);
    if (forgotten.later === 0) {
      await store.releaseCounters(task);
      await store.endTask(userId);
    }
    if (forgotten.requests > 0 || !task.isRestGone) await store.rewriteFile();
    logger.info({ ...forgotten }, 'A person was forgotten');
    return forgotten;
  } finally {
    await lock.release();
  }
}

async function carryOut(task: ForgettingTask, deps: ForgetDependencies, rounds: number): Promise<Forgotten> {
  const { store } = deps;
  const sum = { requests: 0, pictures: 0, later: 0 };
  for (let tries = 1; ; tries += 1) {
    const round = await deleteEnded(task, deps);
    sum.requests += round.requests;
    sum.pictures += round.pictures;
    sum.later = round.later;
    if (round.later === 0 || tries >= rounds) break;
    await sleep(pauseMs);
  }
  if (!task.isRestGone) {
    await store.deleteOthers(task);
    await store.saveTask({ ...task, isRestGone: true });
  }
  return sum;
}

/** Deletes what has come to an end. The lines are renamed first: without its record nobody knows whose they were. */
async function deleteEnded(task: ForgettingTask, deps: ForgetDependencies): Promise<Forgotten> {
  const { store, media, now } = deps;
  const ended: string[] = [];
  const kept = new Set<string>();
  for await (const generation of store.generations(task.userId)) {
    const isOver = generation.createdAt <= task.at && !standingOf(generation, now()).open;
    if (isOver) ended.push(generation.id);
    else kept.add(generation.id);
  }
  let later = 0;
  // Before the lines are renamed: only these say that they were the person's.
  for await (const generation of store.tombstones(task.userId)) {
    if (!standingOf(generation, now()).open && (await store.deleteGeneration(generation))) continue;
    kept.add(generation.id);
    later += 1;
  }
  if (ended.length > 0 || !task.isRestGone) await store.renameLines(task, kept);
  let requests = 0;
  let pictures = 0;
  for await (const generation of store.generations(task.userId, task.at)) {
    const files = kept.has(generation.id) ? undefined : await store.deleteGeneration(generation);
    if (!files) {
      later += 1;
      continue;
    }
    for (const { sha256 } of files) await media.remove(sha256);
    requests += 1;
    pictures += picturesOf(generation).length;
  }
  return { requests, pictures, later };
}

async function openOf(userId: string, { store, now }: ForgetDependencies): Promise<number> {
  let count = 0;
  for await (const _generation of store.generations(userId, now())) count += 1;
  return count;
}

async function lockWithin(store: PrivacyStore, rounds: number): ReturnType<PrivacyStore['lock']> {
  for (let tries = 1; ; tries += 1) {
    const lock = await store.lock();
    if (lock || tries >= rounds) return lock;
    await sleep(pauseMs);
  }
}

/** Chats in which nobody else is: direct messages with the bot, by the word in their id or by the id itself. */
async function chatsOf(userId: string, store: PrivacyStore): Promise<readonly string[]> {
  const chats = new Set([userId]);
  const isAlone = (chatId: string): boolean => chatId === userId || /^[^:]+:dm:/.test(chatId);
  const note = ({ requester: { chatId, channelId } }: Generation): void => {
    if (!isAlone(chatId)) return;
    chats.add(chatId);
    if (channelId !== undefined) chats.add(channelId);
  };
  for await (const generation of store.generations(userId)) note(generation);
  for await (const generation of store.tombstones(userId)) note(generation);
  for await (const { chatId } of store.ledgerLines(userId)) if (isAlone(chatId)) chats.add(chatId);
  return [...chats];
}
