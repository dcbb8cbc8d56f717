import { setTimeout as sleep } from 'node:timers/promises';
import { ChatHandle } from '../test/support/telegram/chat-handle.ts';
import type { GroupHandle } from '../test/support/telegram/chat-handle.ts';
import type { CallbackHandle } from '../test/support/telegram/callback-handle.ts';
import type { MessageHandle } from '../test/support/telegram/message-handle.ts';
import type { ChatRecord, MessageRecord } from '../test/support/telegram/model.ts';
import type { Participant } from '../test/support/telegram/participant.ts';
import type { TelegramStandin } from '../test/support/telegram/telegram-standin.ts';
import type { UserHandle } from '../test/support/telegram/user-handle.ts';
import type { Asked, BotMessage, InjectedFault, PlatformRequest } from './evidence.ts';
import { GrowingIndex } from './growing-index.ts';
import type { Scene, TelegramWay } from './plan.ts';
import { TelegramSabotage } from './telegram-sabotage.ts';
import { buttonsOf, isOutcome, messagesOn, requestsOn, shaOf, wordsOf } from './telegram-screen.ts';

const patienceMs = 20_000;

interface Ask {
  readonly scene: Scene;
  readonly what: string;
  readonly user: UserHandle;
  readonly chatId: number;
  readonly at: number;
  readonly key: string | undefined;
  /** The message that was sent, or the one whose button was pressed. */
  readonly message: MessageHandle;
  /** The press, with the sentence that only the presser saw. */
  readonly press?: CallbackHandle;
  readonly topic?: number;
}

/** The people on Telegram. */
export class TelegramPeople {
  readonly #standin: TelegramStandin;
  readonly #picture: (tag: string) => Promise<Buffer>;
  readonly #users = new Map<string, UserHandle>();
  readonly #group: GroupHandle;
  readonly #forum: GroupHandle;
  readonly #topics: readonly number[];
  readonly #asks: Ask[] = [];
  readonly #replies = new Map<number, GrowingIndex<MessageRecord>>();
  /** Basic groups by scene, and what they became. */
  readonly #migrated = new Map<number, number>();
  readonly #sabotage: TelegramSabotage;

  constructor(standin: TelegramStandin, picture: (tag: string) => Promise<Buffer>) {
    this.#standin = standin;
    this.#sabotage = new TelegramSabotage(standin);
    this.#picture = picture;
    this.#group = standin.supergroup({ title: 'Painters' });
    this.#forum = standin.supergroup({ title: 'Forum', isForum: true });
    const owner = standin.user({ firstName: 'Owner' });
    this.#topics = [this.#forum.createTopic('one', owner), this.#forum.createTopic('two', owner)];
  }

  async play(scene: Scene): Promise<void> {
    const ask = await this.#ask(scene);
    this.#asks.push(ask);
    await this.#sabotage.strike(ask);
    if (scene.then === 'cancel') await this.#cancel(ask);
    const outcome = await this.#outcomeOf(ask);
    if (outcome && scene.then !== undefined && scene.then !== 'cancel') await this.#goOn(ask, outcome);
  }

  get faults(): readonly InjectedFault[] {
    return this.#sabotage.faults;
  }

  /** How many deliveries of the last act have lost an answer. */
  get answersLost(): number {
    return this.#sabotage.answersLost;
  }

  asked(): Asked[] {
    return this.#asks.map((ask) => {
      const { scene, user, chatId, message } = ask;
      const moved = this.#migrated.get(chatId);
      return {
        scene: scene.number,
        marker: scene.marker,
        what: ask.what,
        ...(ask.key === undefined ? {} : { key: ask.key }),
        userId: `telegram:${user.id}`,
        places: [
          String(chatId),
          ...(moved === undefined ? [] : [String(moved)]),
          ...(scene.private ? [String(user.id)] : []),
        ],
        private: scene.private,
        at: ask.at,
        // Telegram keeps an update until it is confirmed: none may go without an answer.
        accepted: ask.key === undefined ? 'no' : 'yes',
        messageId: String(message.id),
        unreachable: this.#sabotage.blocked.has(chatId),
        greedy: scene.greedy,
        ...(scene.fault ? { fault: scene.fault } : {}),
        ...(ask.press?.current?.text ? { refusal: ask.press.current.text } : {}),
      };
    });
  }

  messages(): BotMessage[] {
    return messagesOn(this.#standin, this.#sabotage.takenAway);
  }

  requests(): PlatformRequest[] {
    return requestsOn(this.#standin);
  }

  async #ask(scene: Scene): Promise<Ask> {
    const user = this.#userOf(scene.person);
    const flags = `${scene.count > 1 ? ` --count ${scene.count}` : ''}${scene.provider ? ` --provider ${scene.provider}` : ''}${scene.private ? ' --private' : ''}`;
    const words = `${scene.marker} a lighthouse in a storm${flags}`;
    const at = Date.now();
    const own = user.privateChat();
    const picture = (part: string) => this.#picture(`${scene.marker}${part}`);
    switch (scene.way as TelegramWay) {
      case 'text':
        return this.#asOne(scene, user, await own.send(words), at);
      case 'photo':
        return this.#asOne(scene, user, await own.sendPhoto(await picture('a'), { caption: words }), at);
      case 'album': {
        const items = [await picture('a'), await picture('b')];
        const [message] = await own.sendAlbum(items, { caption: words });
        if (!message) throw new Error('An album has messages');
        const key = `telegram:album:${message.chatId}:${message.record.mediaGroupId ?? ''}`;
        return { scene, what: scene.way, user, chatId: message.chatId, at, key, message };
      }
      case 'group':
        return this.#asOne(scene, user, await this.#group.send(user, `/imagine ${words}`), at);
      case 'topic': {
        const topic = this.#topics[scene.number % this.#topics.length] ?? 0;
        return {
          ...this.#asOne(scene, user, await this.#forum.as(user).send(`/imagine ${words}`, { topic }), at),
          topic,
        };
      }
      case 'basic-group': {
        const group = this.#standin.group({ title: `Friends ${scene.number}` });
        const message = await group.send(user, `/imagine ${words}`);
        if (scene.fault === 'migrated') {
          void sleep(scene.number % 300).then(() => {
            this.#sabotage.faults.push({
              at: Date.now(),
              where: 'telegram',
              kind: 'migrated',
              marker: scene.marker,
            });
            this.#migrated.set(group.id, group.migrate(user).id);
          });
        }
        return this.#asOne(scene, user, message, at);
      }
    }
  }

  #asOne(scene: Scene, user: UserHandle, message: MessageHandle, at: number): Ask {
    const key = message.update && `telegram:${message.update.update_id}`;
    return { scene, what: scene.way, user, chatId: message.chatId, at, key, message };
  }

  async #cancel({ scene, user, chatId, topic }: Ask): Promise<void> {
    await sleep(scene.number % 700);
    await this.#in(chatId, user).send('/cancel', topic === undefined ? {} : { topic });
  }

  async #outcomeOf({ chatId, message, scene, user }: Ask): Promise<MessageRecord | undefined> {
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      const moved = this.#migrated.get(chatId);
      const found = [
        ...this.#answersTo(chatId, message.id, scene.marker),
        ...(moved === undefined ? [] : this.#answersTo(moved, 0, scene.marker)),
        ...(scene.private ? this.#answersTo(user.id, 0, scene.marker) : []),
      ].find(isOutcome);
      if (found) return found;
      if (this.#sabotage.blocked.has(chatId)) return undefined;
      await sleep(200);
    }
    return undefined;
  }

  async #goOn({ scene, user, topic }: Ask, outcome: MessageRecord): Promise<void> {
    const participant = this.#in(outcome.chatId, user);
    const message = participant.chat.message(outcome.id);
    const at = Date.now();
    const hasPicture = shaOf(outcome.content) !== undefined;
    if (scene.then === 'edit' && hasPicture) {
      const options = topic === undefined ? {} : { topic };
      const reply = await participant.reply(message, `${scene.marker} now by night`, options);
      const next = {
        ...this.#asOne(scene, user, reply, at),
        what: 'reply',
        ...(topic === undefined ? {} : { topic }),
      };
      this.#asks.push(next);
      await this.#outcomeOf(next);
      return;
    }
    const data = buttonsOf(outcome).find((button) => /^(again|retry):/.test(button));
    if (data === undefined) return;
    const press = participant.pressData(message, data);
    const key = press.update && `telegram:${press.update.update_id}`;
    const next: Ask = {
      scene,
      what: data.split(':')[0] ?? '',
      user,
      chatId: outcome.chatId,
      at,
      key,
      message,
      press,
    };
    this.#asks.push(next);
    const latest = Math.max(...participant.chat.record.messages.keys());
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      if (this.#answersTo(outcome.chatId, outcome.id, scene.marker, latest).some(isOutcome)) return;
      await sleep(200);
    }
  }

  #in(chatId: number, user: UserHandle): Participant {
    if (chatId === user.id) return user.privateChat();
    const chat = this.#standin.backend.world.chats.get(this.#migrated.get(chatId) ?? chatId);
    if (!chat) throw new Error(`There is no chat ${chatId}`);
    return new ChatHandle(this.#standin.backend, chat).as(user);
  }

  /** Messages of the bot that came after a message and answer it or are about the same words. */
  #answersTo(chatId: number, messageId: number, marker: string, after = messageId): MessageRecord[] {
    const chat = this.#standin.backend.world.chats.get(chatId);
    if (!chat) return [];
    // In a big chat every answer is a reply; in a small one all messages can be looked at.
    const isBig = chatId === this.#group.id || chatId === this.#forum.id;
    const candidates = isBig ? this.#repliesIn(chat).get(String(messageId)) : [...chat.messages.values()];
    return candidates.filter(
      ({ id, from, replyToId, deletedAt, content }) =>
        from === undefined &&
        deletedAt === undefined &&
        id > after &&
        (replyToId === messageId || wordsOf(content).includes(marker)),
    );
  }

  #repliesIn(chat: ChatRecord): GrowingIndex<MessageRecord> {
    const known = this.#replies.get(chat.id);
    if (known) return known;
    const keyOf = ({ replyToId }: MessageRecord): string | undefined =>
      replyToId === undefined ? undefined : String(replyToId);
    const index = new GrowingIndex(chat.messages, keyOf);
    this.#replies.set(chat.id, index);
    return index;
  }

  #userOf(name: string): UserHandle {
    const known = this.#users.get(name);
    if (known) return known;
    const user = this.#standin.user({ firstName: name, languageCode: 'en' });
    this.#users.set(name, user);
    return user;
  }
}
