import type { GenerationStore } from '../ports/generation-store.ts';
import type { ChatModel } from '../ports/prompt-helper.ts';
import type { StoreConnection } from '../storage/connection.ts';
import { RedisPromptStore } from '../storage/redis-prompt-store.ts';
import type { StoreGuard } from '../storage/store-errors.ts';
import { PromptDesk, type PromptDeskConfig } from './prompt-desk.ts';

export interface PromptDeskParts extends Omit<PromptDeskConfig, 'store' | 'hold' | 'model' | 'dailyLimit'> {
  readonly redis: StoreConnection;
  readonly store: Pick<GenerationStore, 'holdMedia'>;
  readonly guard: StoreGuard;
  readonly help: { readonly model: ChatModel; readonly dailyLimit: number } | undefined;
}

/** The prompt helper on the store. */
export function openPromptDesk({ redis, store, guard, help, ...parts }: PromptDeskParts): PromptDesk {
  return new PromptDesk({
    ...parts,
    store: guard(new RedisPromptStore(redis, parts.now)),
    hold: (sha256s) => store.holdMedia(sha256s),
    model: help?.model,
    dailyLimit: help?.dailyLimit ?? 0,
  });
}
