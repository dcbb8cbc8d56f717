import type { Redis, RedisOptions } from 'ioredis';
import type { Logger } from '../ports/logger.ts';
import { openClient } from './open-client.ts';
import { leaseEditsScript, moveEditsScript } from './edit-chats.ts';
// prettier-ignore
import { beginPostScript, holdChatScript, onBoardScript, putEditScript, takeEditScript } from './edit-scripts.ts';
import { inRingScript, lineScript, ringSizeScript } from './ring.ts';
import { watchSilence } from './silence-watch.ts';
import type { StoreAddress } from './store-address.ts';
// prettier-ignore
import {
  claimScript, createScript, finishScript, holdScript, intakeScript, leaseScript, renewScript, swapScript,
  transitionScript, unclaimScript,
} from './scripts.ts';

/** A connection without Limner's scripts, for those outside this folder who only hand it on. */
export type StoreConnection = Redis;

/** A store that is stopped without being gone does not answer at all. Milliseconds. */
const commandTimeoutMs = 5_000;
/** The same for a connection on which users wait. */
const silentMs = 700;

export type ConnectionKind = 'front' | 'command' | 'worker';

/** A client with Limner's scripts as methods. */
export interface ScriptedRedis extends Redis {
  limnerCreateBuffer(...args: (string | number | Buffer)[]): Promise<unknown[]>;
  limnerTransitionBuffer(...args: (string | number | Buffer)[]): Promise<unknown[]>;
  limnerClaim(
    ...args: (string | number)[]
  ): Promise<[member: string, user: string, others: number] | [] | null>;
  limnerUnclaim(...args: (string | number)[]): Promise<string[]>;
  limnerInRing(key: string, lane: string, user: string): Promise<0 | 1>;
  limnerLine(
    key: string,
    ...args: string[]
  ): Promise<[ownBefore: number, before: number | null, users: number] | null>;
  limnerRingSize(key: string, lane: string): Promise<number>;
  limnerLease(
    key: string,
    now: number,
    until: number,
    limit: number,
    ...moves: (string | number)[]
  ): Promise<string[]>;
  limnerIntake(key: string, dueKey: string, ...args: (string | number)[]): Promise<number>;
  limnerSwap(key: string, dueKey: string, ...args: (string | number)[]): Promise<number>;
  limnerFinish(key: string, dueKey: string, ...args: (string | number)[]): Promise<number>;
  limnerHold(key: string, ...args: (string | number)[]): Promise<number>;
  limnerRenew(key: string, until: number, ...members: string[]): Promise<number>;
  limnerTakeEdit(key: string, ...args: (string | number)[]): Promise<['edit', string] | ['wait']>;
  limnerPutEdit(key: string, ...args: (string | number)[]): Promise<string>;
  limnerLeaseEdits(
    key: string,
    now: number,
    until: number,
    limit: number,
    platforms: string,
    ...moves: (string | number)[]
  ): Promise<string[]>;
  limnerMoveEdits(key: string, ...moves: (string | number)[]): Promise<number>;
  limnerBeginPost(key: string, ...args: (string | number)[]): Promise<['busy' | 'hold' | 'go', number]>;
  limnerHoldChat(key: string, until: number, ms: number): Promise<number>;
}

/**
 * `front`: for everything a user waits for; fails within a second while the store is away.
 * `command`: for steps, which fail too instead of queueing, but not because the store is slow for a moment.
 * `worker`: waits for the store to come back; what BullMQ's workers need.
 */
export function connect(
  address: StoreAddress,
  kind: ConnectionKind,
  logger: Logger,
  options: Pick<RedisOptions, 'lazyConnect'> = {},
): ScriptedRedis {
  const shared = {
    ...options,
    // Flat replies, as the scripts' readers expect them.
    protocol: 2,
    connectTimeout: 5_000,
    retryStrategy: (tries: number) => Math.min(50 * tries, 1_000),
    ...(kind === 'worker'
      ? { maxRetriesPerRequest: null }
      : {
          // Nothing is asked twice, so whoever waits on a connection that is lost is told at once.
          maxRetriesPerRequest: 0,
          enableOfflineQueue: false,
          autoResendUnfulfilledCommands: false,
          commandTimeout: commandTimeoutMs,
        }),
  } satisfies RedisOptions;
  const redis = openClient(address, {
    redis: shared,
    ...(kind === 'front' ? { onServer: (server: Redis) => watchSilence(server, silentMs) } : {}),
  });
  let lastComplaint = 0;
  redis.on('error', (error: Error) => {
    if (Date.now() - lastComplaint < 5_000) return;
    lastComplaint = Date.now();
    logger.warn({ kind, error: error.message }, 'The store does not answer');
  });
  redis.defineCommand('limnerCreate', { numberOfKeys: 1, lua: createScript });
  redis.defineCommand('limnerTransition', { numberOfKeys: 1, lua: transitionScript });
  redis.defineCommand('limnerClaim', { numberOfKeys: 1, lua: claimScript });
  redis.defineCommand('limnerUnclaim', { numberOfKeys: 1, lua: unclaimScript });
  redis.defineCommand('limnerInRing', { numberOfKeys: 1, lua: inRingScript });
  redis.defineCommand('limnerLine', { numberOfKeys: 1, lua: lineScript });
  redis.defineCommand('limnerRingSize', { numberOfKeys: 1, lua: ringSizeScript });
  redis.defineCommand('limnerLease', { numberOfKeys: 1, lua: leaseScript });
  redis.defineCommand('limnerRenew', { numberOfKeys: 1, lua: renewScript });
  redis.defineCommand('limnerIntake', { numberOfKeys: 2, lua: intakeScript });
  redis.defineCommand('limnerFinish', { numberOfKeys: 2, lua: finishScript });
  redis.defineCommand('limnerHold', { numberOfKeys: 1, lua: holdScript });
  redis.defineCommand('limnerSwap', { numberOfKeys: 2, lua: swapScript });
  redis.defineCommand('limnerTakeEdit', { numberOfKeys: 1, lua: takeEditScript });
  redis.defineCommand('limnerPutEdit', { numberOfKeys: 1, lua: putEditScript });
  redis.defineCommand('limnerLeaseEdits', { numberOfKeys: 1, lua: leaseEditsScript });
  redis.defineCommand('limnerMoveEdits', { numberOfKeys: 1, lua: moveEditsScript });
  redis.defineCommand('limnerBeginPost', { numberOfKeys: 1, lua: beginPostScript });
  redis.defineCommand('limnerOnBoard', { numberOfKeys: 1, lua: onBoardScript });
  redis.defineCommand('limnerHoldChat', { numberOfKeys: 1, lua: holdChatScript });
  return redis as ScriptedRedis;
}

/** How long a store is waited for that has taken the connection and may be reading its file. */
export interface LoadingPatience {
  readonly timeoutMs: number;
  readonly onLoading: () => void;
}

/** The store cannot be used; `cause` is what the client said last. */
export class StoreUnreachable extends Error {
  override name = 'StoreUnreachable';
}

/**
 * Resolves once commands can be sent.
 *
 * @throws StoreUnreachable when the store does not answer in time, or refuses us
 */
export async function whenReady(redis: Redis, timeoutMs: number, loading?: LoadingPatience): Promise<void> {
  if (redis.status === 'ready') return;
  let end = (): void => undefined;
  await new Promise<void>((resolve, reject) => {
    let last: Error | undefined;
    const giveUp = (): void =>
      reject(new StoreUnreachable('The store did not become ready', { cause: last }));
    const onError = (error: Error): void => {
      last = error;
      if (isRefusal(error)) giveUp();
    };
    let timer = setTimeout(() => {
      if (!loading || redis.status !== 'connect') return giveUp();
      loading.onLoading();
      timer = setTimeout(giveUp, loading.timeoutMs);
    }, timeoutMs);
    redis.on('error', onError).once('ready', resolve);
    end = () => {
      clearTimeout(timer);
      redis.off('error', onError).off('ready', resolve);
    };
  }).finally(() => end());
}

/** The store is there, and does not take the user or password. */
export function isRefusal(error: unknown): boolean {
  return error instanceof Error && /WRONGPASS|NOAUTH|NOPERM/.test(error.message);
}
