import type { Api } from 'grammy';
import type { UserFromGetMe } from 'grammy/types';
import type { Core } from '../../core/core.ts';
import type { Logger } from '../../core/ports/logger.ts';
import type { SeenPeople } from './seen-people.ts';
import type { TelegramFiles } from './telegram-files.ts';

/** What all parts of the receiving side share. */
export interface BotContext {
  readonly core: Core;
  readonly api: Api;
  readonly files: TelegramFiles;
  readonly me: UserFromGetMe;
  readonly logger: Logger;
  readonly now: () => number;
  /** What users read for a gateway's id. */
  readonly providerTitle: (id: string) => string;
  readonly people: SeenPeople;
  /** Whether somebody's avatar may be taken as a reference. */
  readonly avatars: boolean;
  /** Aborted when the bot stops; waits end then. */
  readonly signal: AbortSignal;
}
