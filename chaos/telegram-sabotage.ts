import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageHandle } from '../test/support/telegram/message-handle.ts';
import type { HowToMisbehave, MisbehaviourHandle } from '../test/support/telegram/misbehaviour.ts';
import type { TelegramStandin } from '../test/support/telegram/telegram-standin.ts';
import type { Update } from '../test/support/telegram/update-queue.ts';
import type { UserHandle } from '../test/support/telegram/user-handle.ts';
import type { InjectedFault } from './evidence.ts';
import type { Scene } from './plan.ts';
import { isProgress } from './telegram-screen.ts';

/** A request that something goes wrong for. */
export interface TelegramVictim {
  readonly scene: Scene;
  readonly user: UserHandle;
  readonly chatId: number;
  readonly message: MessageHandle;
}

/** What goes wrong for single requests on Telegram. */
export class TelegramSabotage {
  readonly faults: InjectedFault[] = [];
  /** Chats whose people have blocked the bot. */
  readonly blocked = new Set<number>();
  /** Messages that somebody deleted: `<chat>:<message>`. */
  readonly takenAway = new Set<string>();
  readonly #standin: TelegramStandin;
  readonly #outages: MisbehaviourHandle[] = [];

  constructor(standin: TelegramStandin) {
    this.#standin = standin;
  }

  /** How many deliveries of the last act have lost an answer. */
  get answersLost(): number {
    return this.#outages.filter((rule) => rule.count() > 0).length;
  }

  /** What the scene says. */
  async strike({ scene, chatId, user, message }: TelegramVictim): Promise<void> {
    const { fault, marker } = scene;
    if (fault === undefined || fault === 'migrated') return;
    this.faults.push({ at: Date.now(), where: 'telegram', kind: fault, marker });
    // In a group the next outcome may be somebody else's; they are as good a victim.
    const spoil = (how: HowToMisbehave, method?: string): void => {
      const methods = method === undefined ? ['editMessageMedia', 'sendMediaGroup'] : [method];
      const rules = methods.map((name) =>
        this.#standin.misbehave({
          method: name,
          how,
          when: (payload) => {
            const isHere = String(payload['chat_id']) === String(chatId);
            if (isHere) for (const rule of rules) rule.stop();
            return isHere;
          },
        }),
      );
      setTimeout(() => rules.forEach((rule) => rule.stop()), 30_000).unref();
    };
    switch (fault) {
      case 'answer-lost':
        return spoil({ kind: 'drop-after' });
      case 'answer-cut':
        return spoil({ kind: 'drop-before' });
      case 'answer-429':
        return spoil({ kind: 'rate-limit', retryAfterSeconds: 1 });
      case 'answer-429-bare':
        return spoil({ kind: 'rate-limit-without-wait' });
      case 'answer-500':
        return spoil({ kind: 'internal-error' });
      case 'answer-502':
        return spoil({ kind: 'server-error' });
      case 'answer-413':
        return spoil({ kind: 'too-large' });
      case 'outage-answer':
      case 'outage-album':
        this.#outages.push(
          this.#standin.misbehave({
            method: fault === 'outage-album' ? 'sendMediaGroup' : 'editMessageMedia',
            times: 1_000,
            how: { kind: 'drop-after' },
            when: (payload) => String(payload['chat_id']) === String(chatId),
          }),
        );
        return;
      case 'announcement-lost':
        return spoil({ kind: 'drop-after' }, 'sendMessage');
      case 'update-twice':
        return this.#standin.redeliver(message.update as Update | undefined);
      case 'blocked':
        await sleep(scene.number % 500);
        this.blocked.add(chatId);
        await user.privateChat().block();
        return;
      case 'status-vanished':
        return void this.#vanish(chatId, message.id);
    }
  }

  /** Somebody deletes the status message before the picture is in it. */
  async #vanish(chatId: number, messageId: number): Promise<void> {
    const until = Date.now() + 5_000;
    while (Date.now() < until) {
      const chat = this.#standin.backend.world.chats.get(chatId);
      const isPrivate = chat?.type === 'private';
      const status = [...(chat?.messages.values() ?? [])].find(
        ({ id, from, replyToId, content, deletedAt }) =>
          from === undefined &&
          deletedAt === undefined &&
          id > messageId &&
          content.kind === 'text' &&
          (isPrivate ? isProgress(content.text) : replyToId === messageId),
      );
      if (status) {
        this.takenAway.add(`${chatId}:${status.id}`);
        status.deletedAt = Date.now();
        return;
      }
      await sleep(20);
    }
  }
}
