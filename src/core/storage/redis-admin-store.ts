import { z } from 'zod';
import type { AdminStore, Obstacles } from '../admin/admission.ts';
import type { Block, Pause } from '../ports/admin.ts';
import type { StoreConnection } from './connection.ts';
import { keyPrefix } from './keys.ts';

/** Hashes of JSON: `<user>` or `<chat> <user>` → block; the empty name or `<chat>` → pause. */
const blocksKey = `${keyPrefix}blocks`;
const pausesKey = `${keyPrefix}pauses`;

/** What one request has to pass, read in one step: blocks everywhere and here, a pause of everything and of the chat. */
const obstaclesScript = `
return {redis.call('HMGET', KEYS[1], ARGV[1], ARGV[2]), redis.call('HMGET', KEYS[2], '', ARGV[3])}`;

type Field = string | null;

/** Blocks and pauses, for as long as somebody wants them. */
export class RedisAdminStore implements AdminStore {
  readonly #redis: StoreConnection;

  constructor(redis: StoreConnection) {
    this.#redis = redis;
  }

  async obstacles({ userId, chatId }: { userId: string; chatId: string }): Promise<Obstacles> {
    const keys = [blocksKey, pausesKey];
    const reply = await this.#redis.eval(obstaclesScript, 2, ...keys, userId, `${chatId} ${userId}`, chatId);
    const [blocks, pauses] = reply as [Field[], Field[]];
    return { blocks: blocks.flatMap(blockOf), pauses: pauses.flatMap(pauseOf) };
  }

  async setBlock(block: Block): Promise<void> {
    await this.#redis.hset(blocksKey, nameOf(block), JSON.stringify(block));
  }

  async removeBlock(block: Pick<Block, 'userId' | 'chatId'>): Promise<boolean> {
    return (await this.#redis.hdel(blocksKey, nameOf(block))) > 0;
  }

  async blocks(chatId?: string): Promise<readonly Block[]> {
    const all = (await this.#redis.hvals(blocksKey)).flatMap(blockOf);
    return all
      .filter((block) => chatId === undefined || block.chatId === chatId)
      .sort((left, right) => right.at - left.at);
  }

  async setPause(pause: Pause): Promise<void> {
    await this.#redis.hset(pausesKey, pause.chatId ?? '', JSON.stringify(pause));
  }

  async removePause(chatId: string | undefined): Promise<boolean> {
    return (await this.#redis.hdel(pausesKey, chatId ?? '')) > 0;
  }

  async pauses(chatId: string | undefined): Promise<readonly Pause[]> {
    const names = ['', ...(chatId === undefined ? [] : [chatId])];
    return (await this.#redis.hmget(pausesKey, ...names)).flatMap(pauseOf);
  }
}

function nameOf({ userId, chatId }: Pick<Block, 'userId' | 'chatId'>): string {
  return chatId === undefined ? userId : `${chatId} ${userId}`;
}

/** Records of ours; only what their readers rely on is looked at. */
const blockShape = z.looseObject({ userId: z.string(), reason: z.string(), by: z.string(), at: z.number() });
const pauseShape = z.looseObject({ mode: z.enum(['pause', 'drain']), by: z.string(), at: z.number() });

function blockOf(text: Field): Block[] {
  return text === null ? [] : [blockShape.parse(JSON.parse(text)) as unknown as Block];
}

function pauseOf(text: Field): Pause[] {
  return text === null ? [] : [pauseShape.parse(JSON.parse(text)) as unknown as Pause];
}
