import type { Refusal } from '../core.ts';
import type { Block, Pause } from '../ports/admin.ts';

/** What keeps a request out, as stored. Plain JSON. */
export interface Obstacles {
  readonly blocks: readonly Block[];
  readonly pauses: readonly Pause[];
}

/** Where blocks and pauses are kept. */
export interface AdminStore {
  /** Those that concern a request; one quick read. */
  obstacles(who: { userId: string; chatId: string }): Promise<Obstacles>;
  setBlock(block: Block): Promise<void>;
  /** False when there was none. */
  removeBlock(block: Pick<Block, 'userId' | 'chatId'>): Promise<boolean>;
  /** Of one chat, or of all there are. */
  blocks(chatId?: string): Promise<readonly Block[]>;
  setPause(pause: Pause): Promise<void>;
  removePause(chatId: string | undefined): Promise<boolean>;
  /** For everything first. */
  pauses(chatId: string | undefined): Promise<readonly Pause[]>;
}

/** Why a request is not let in; undefined when it is. A person learns of their block before they learn of a pause. */
export async function admissionRefusal(
  who: { userId: string; chatId: string },
  store: Pick<AdminStore, 'obstacles'>,
): Promise<Refusal | undefined> {
  const { blocks, pauses } = await store.obstacles(who);
  const [block] = blocks;
  if (block) return { code: 'blocked', reason: block.reason };
  const [pause] = pauses;
  return pause && { code: 'paused', ...(pause.reason === undefined ? {} : { reason: pause.reason }) };
}
