import { eventually, patienceMs } from '../eventually.ts';
import type { Backend } from './backend.ts';
import type { CallbackHandle } from './callback-handle.ts';
import { MessageHandle } from './message-handle.ts';
import type { VisibleMessage } from './message-handle.ts';
import { chatJson, userJson } from './message-json.ts';
import { botMemberJson } from './methods/chats.ts';
import type { ChatPermissions, ChatRecord, MessageRecord, UserRecord } from './model.ts';
import { Participant } from './participant.ts';
import type { SendOptions } from './participant.ts';
import type { JsonObject } from './params.ts';
import type { Update } from './update-queue.ts';

export interface VisibleFilter {
  /** Only one topic of a forum. */
  readonly topic?: number;
}

/** One chat as everybody in it sees it, and what its members and owner can do to it. */
export class ChatHandle {
  protected readonly backend: Backend;
  readonly record: ChatRecord;

  constructor(backend: Backend, record: ChatRecord) {
    this.backend = backend;
    this.record = record;
  }

  get id(): number {
    return this.record.id;
  }

  /** What the chat shows now, oldest first. */
  visible({ topic }: VisibleFilter = {}): VisibleMessage[] {
    return this.messages()
      .filter(({ record }) => topic === undefined || record.threadId === topic)
      .map((message) => message.view());
  }

  /** The bot's messages that are still there, oldest first. */
  botMessages(): MessageHandle[] {
    return this.messages().filter(({ record }) => record.from === undefined);
  }

  /** @throws when the chat shows no message with this id. */
  message(id: number): MessageHandle {
    const record = this.record.messages.get(id);
    if (!record) throw new Error(`Chat ${this.id} has no message ${id}`);
    return new MessageHandle(this.backend, record);
  }

  /** Waits for a message of the bot that fits, and answers with the newest such one. */
  async waitForBot(
    fits: (message: VisibleMessage) => boolean = () => true,
    timeoutMs = patienceMs,
  ): Promise<MessageHandle> {
    return eventually(
      () => {
        const found = this.botMessages().findLast((message) => fits(message.view()));
        if (found) return found;
        throw new Error(
          `No message of the bot fits; chat ${this.id} shows ${JSON.stringify(this.visible())}`,
        );
      },
      { timeoutMs },
    );
  }

  /** Chat actions the bot showed, oldest first. */
  actions(): readonly string[] {
    return this.record.actions.map(({ action }) => action);
  }

  /** This person in this chat. */
  as(user: { readonly record: UserRecord }): Participant {
    return new Participant(this.backend, user.record, this);
  }

  /** Short for `as(user).send(…)`. */
  async send(
    user: { readonly record: UserRecord },
    text: string,
    options?: SendOptions,
  ): Promise<MessageHandle> {
    return this.as(user).send(text, options);
  }

  press(user: { readonly record: UserRecord }, message: MessageHandle, labelOrData: string): CallbackHandle {
    return this.as(user).press(message, labelOrData);
  }

  /** The chat and everything in it is gone, without a word to the bot. */
  delete(): void {
    this.record.deleted = true;
    for (const message of this.record.messages.values()) this.remove(message);
  }

  protected messages(): MessageHandle[] {
    return [...this.record.messages.values()]
      .filter((record) => record.deletedAt === undefined)
      .map((record) => new MessageHandle(this.backend, record));
  }

  protected remove(message: MessageRecord): void {
    message.deletedAt ??= this.backend.now();
  }
}

/** A group or supergroup. */
export class GroupHandle extends ChatHandle {
  /** Adds a topic to a forum and answers with its message_thread_id. */
  createTopic(name: string, creator: { readonly record: UserRecord }): number {
    if (!this.record.isForum) throw new Error('Only a forum has topics');
    return this.backend.world.addTopic(this.record, name, creator.record).threadId;
  }

  /** Removes a topic with its messages. */
  deleteTopic(threadId: number): void {
    this.topic(threadId).deleted = true;
    for (const message of this.record.messages.values()) {
      if (message.threadId === threadId || message.id === threadId) this.remove(message);
    }
  }

  closeTopic(threadId: number): void {
    this.topic(threadId).closed = true;
  }

  /** What ordinary members, and so the bot, may send. */
  restrict(permissions: Partial<ChatPermissions>): void {
    Object.assign(this.record.permissions, permissions);
  }

  setMember(user: { readonly record: UserRecord }, status: 'creator' | 'administrator' | 'member'): void {
    this.record.members.set(user.record.id, status);
  }

  promoteBot(by: { readonly record: UserRecord }): Update | undefined {
    return this.setBot('administrator', by);
  }

  kickBot(by: { readonly record: UserRecord }): Update | undefined {
    return this.setBot('kicked', by);
  }

  /** Adds the bot (again); from now on its present privacy mode counts here. */
  addBot(by: { readonly record: UserRecord }): Update | undefined {
    this.record.botReadsEverything = !this.backend.privacyMode;
    return this.setBot('member', by);
  }

  /** A command without @name goes elsewhere until our bot speaks again. */
  anotherBotSpeaks(): void {
    this.record.anotherBotSpokeLast = true;
  }

  /** Turns a basic group into a supergroup with a new id; the old one refuses everything with that id. */
  migrate(by: { readonly record: UserRecord }): GroupHandle {
    if (this.record.type !== 'group') throw new Error('Only a basic group can be upgraded');
    const { world } = this.backend;
    const next = world.addChat({
      type: 'supergroup',
      title: this.record.title ?? '',
      botReadsEverything: this.record.botReadsEverything,
    });
    for (const [id, status] of this.record.members) next.members.set(id, status);
    Object.assign(next.permissions, this.record.permissions);
    next.bot = this.record.bot;
    this.tell(this.record, by.record, { migrate_to_chat_id: next.id });
    this.tell(next, by.record, { migrate_from_chat_id: this.record.id });
    this.record.migratedToId = next.id;
    return new GroupHandle(this.backend, next);
  }

  private tell(chat: ChatRecord, from: UserRecord, payload: JsonObject): void {
    const message = this.backend.world.addMessage(chat, { from, content: { kind: 'service', payload } });
    this.backend.push('message', this.backend.messageJson(message));
  }

  private topic(threadId: number): { deleted: boolean; closed: boolean } {
    const topic = this.record.topics.get(threadId);
    if (!topic) throw new Error(`Chat ${this.id} has no topic ${threadId}`);
    return topic;
  }

  private setBot(status: ChatRecord['bot'], by: { readonly record: UserRecord }): Update | undefined {
    const before = botMemberJson(this.backend, this.record);
    this.record.bot = status;
    return this.backend.push('my_chat_member', {
      chat: chatJson(this.record),
      from: userJson(by.record),
      date: Math.floor(this.backend.now() / 1000),
      old_chat_member: before,
      new_chat_member: botMemberJson(this.backend, this.record),
    });
  }
}
