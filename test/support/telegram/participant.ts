import type { Backend } from './backend.ts';
import { CallbackHandle } from './callback-handle.ts';
import type { ChatHandle } from './chat-handle.ts';
import { InlineHandle } from './inline-handle.ts';
import { formatText } from './entities.ts';
import { mediaTypeOf } from './media-input.ts';
import { MessageHandle } from './message-handle.ts';
import { chatJson, userJson } from './message-json.ts';
import { botMemberJson } from './methods/chats.ts';
import type { ChatRecord, Content, Entity, FileKind, UserRecord } from './model.ts';
import { storePhoto } from './photo-sizes.ts';
import { arrivesAtBot } from './privacy.ts';
import type { Update } from './update-queue.ts';

export interface SendOptions {
  /** The message this one answers. */
  readonly replyTo?: MessageHandle;
  /** The forum topic; General when left out. */
  readonly topic?: number;
  readonly caption?: string;
  /** Formatting the person used; commands, links and mentions are found by themselves. */
  readonly entities?: readonly Entity[];
}

export interface FileOptions extends SendOptions {
  /** As the client names it; `photo.png` when left out. */
  readonly fileName?: string;
  readonly mediaType?: string;
}

/** One person in one chat: everything they can do there, as their client would do it. */
export class Participant {
  private readonly backend: Backend;
  readonly user: UserRecord;
  readonly chat: ChatHandle;

  constructor(backend: Backend, user: UserRecord, chat: ChatHandle) {
    this.backend = backend;
    this.user = user;
    this.chat = chat;
  }

  async send(text: string, options: SendOptions = {}): Promise<MessageHandle> {
    const { text: shown, entities } = formatText(text, '', options.entities);
    return this.post({ kind: 'text', text: shown, entities }, options);
  }

  async reply(to: MessageHandle, text: string, options: SendOptions = {}): Promise<MessageHandle> {
    return this.send(text, { ...options, replyTo: to });
  }

  /** Recompressed as the client and the server do it. */
  async sendPhoto(bytes: Uint8Array, options: SendOptions = {}): Promise<MessageHandle> {
    return this.post(await this.photo(bytes, options), options);
  }

  /** "Send as file": untouched. */
  async sendDocument(bytes: Uint8Array, options: FileOptions = {}): Promise<MessageHandle> {
    return this.post(this.file('document', bytes, options), options);
  }

  async sendVoice(bytes: Uint8Array, options: SendOptions = {}): Promise<MessageHandle> {
    const voice = { ...options, fileName: 'voice.oga', mediaType: 'audio/ogg' };
    return this.post(this.file('voice', bytes, voice), options);
  }

  async sendVideo(bytes: Uint8Array, options: FileOptions = {}): Promise<MessageHandle> {
    const video = { fileName: 'video.mp4', ...options };
    return this.post(this.file('video', bytes, video), options);
  }

  async sendSticker(bytes: Uint8Array, options: SendOptions = {}): Promise<MessageHandle> {
    const sticker = { ...options, fileName: 'sticker.webp', mediaType: 'image/webp' };
    return this.post(this.file('sticker', bytes, sticker), options);
  }

  /** One update per item, all with one media_group_id, the caption on the first item. */
  async sendAlbum(
    items: readonly Uint8Array[],
    { kind = 'photo', ...options }: SendOptions & { kind?: 'photo' | 'document' } = {},
  ): Promise<MessageHandle[]> {
    const contents: Content[] = [];
    for (const [index, bytes] of items.entries()) {
      const own = index === 0 ? options : { ...options, caption: '' };
      const fileName = `picture-${index + 1}.png`;
      contents.push(
        kind === 'photo' ? await this.photo(bytes, own) : this.file('document', bytes, { ...own, fileName }),
      );
    }
    return this.postAll(contents, options, this.backend.world.newMediaGroupId());
  }

  /** Changes a text or a caption of the person's own message. */
  async edit(message: MessageHandle, text: string): Promise<Update | undefined> {
    const { record } = message;
    const { text: shown, entities } = formatText(text, '', []);
    const { content } = record;
    if (content.kind === 'text')
      this.backend.world.edit(record, { content: { ...content, text: shown, entities } });
    else if ('caption' in content) {
      this.backend.world.edit(record, { content: { ...content, caption: shown, captionEntities: entities } });
    }
    return arrivesAtBot(this.backend, this.chat.record, record)
      ? this.backend.push('edited_message', this.backend.messageJson(record))
      : undefined;
  }

  /** Deletes for everyone. Telegram does not tell bots. */
  async delete(message: MessageHandle): Promise<void> {
    message.vanish();
  }

  /** Presses an inline button by its label or data. @throws when the message shows no such button. */
  press(message: MessageHandle, labelOrData: string): CallbackHandle {
    const { callback_data: data } = message.button(labelOrData);
    if (data === undefined) throw new Error(`"${labelOrData}" is not a button that calls the bot`);
    return this.pressData(message, data);
  }

  /** A press that reaches the bot even though the message shows another keyboard by now. */
  pressData(message: MessageHandle, data: string): CallbackHandle {
    const { world } = this.backend;
    const callback = {
      id: world.newCallbackId(),
      chatId: message.chatId,
      messageId: message.id,
      userId: this.user.id,
      data,
      createdAt: this.backend.now(),
      answer: undefined,
    };
    world.callbacks.set(callback.id, callback);
    const update = this.backend.push('callback_query', {
      id: callback.id,
      from: userJson(this.user),
      message: message.isDeleted
        ? { chat: chatJson(this.chat.record), message_id: message.id, date: 0 }
        : this.backend.messageJson(message.record),
      chat_instance: String(1_000_000_007n * BigInt(message.chatId)),
      data,
    });
    return new CallbackHandle(callback, update);
  }

  /** Writes words behind the bot's name here, as it would be typed; `offset` asks for what follows a page. */
  inline(words: string, { offset = '' } = {}): InlineHandle {
    const { world, inlineMode } = this.backend;
    const query = {
      id: world.newCallbackId(),
      userId: this.user.id,
      createdAt: this.backend.now(),
      answer: undefined,
    };
    world.inlineQueries.set(query.id, query);
    const isOwn = this.chat.record.id === this.user.id;
    const update = inlineMode
      ? this.backend.push('inline_query', {
          id: query.id,
          from: userJson(this.user),
          query: words,
          offset,
          chat_type: isOwn ? 'sender' : this.chat.record.type,
        })
      : undefined;
    return new InlineHandle(query, update);
  }

  /** Touches one of the results: the person's own message shows it, and the bot of it hears too. */
  async choose(query: InlineHandle, at = 0): Promise<MessageHandle> {
    const result = query.current?.results[at];
    if (!result) throw new Error(`The bot offers no result ${at}`);
    return this.post(result.content, {}, true);
  }

  /** Puts a reaction on a message; the bot hears of it only as an administrator that asked for such updates. */
  async react(message: MessageHandle, emoji: string): Promise<Update | undefined> {
    const { record: chat } = this.chat;
    if (chat.type !== 'private' && chat.bot !== 'administrator') return undefined;
    return this.backend.push('message_reaction', {
      chat: chatJson(chat),
      message_id: message.id,
      user: userJson(this.user),
      date: this.seconds(),
      old_reaction: [],
      new_reaction: [{ type: 'emoji', emoji }],
    });
  }

  /** Private chat: stops and blocks the bot. */
  async block(): Promise<Update | undefined> {
    return this.setBlocked(true);
  }

  /** Private chat: restarts the bot, without pressing Start. */
  async unblock(): Promise<Update | undefined> {
    return this.setBlocked(false);
  }

  private setBlocked(blocked: boolean): Update | undefined {
    const chat = this.requirePrivate();
    const before = botMemberJson(this.backend, chat);
    chat.blocked = blocked;
    return this.backend.push('my_chat_member', {
      chat: chatJson(chat),
      from: userJson(this.user),
      date: this.seconds(),
      old_chat_member: before,
      new_chat_member: botMemberJson(this.backend, chat),
    });
  }

  private requirePrivate(): ChatRecord {
    const { record } = this.chat;
    if (record.type !== 'private') throw new Error('Only a private chat can be blocked');
    return record;
  }

  private async photo(bytes: Uint8Array, options: SendOptions): Promise<Content> {
    const photo = await storePhoto(bytes, this.backend.files, this.backend.settings);
    return { kind: 'photo', photo, hasSpoiler: false, ...caption(options) };
  }

  private file(kind: Exclude<FileKind, 'photo'>, bytes: Uint8Array, options: FileOptions): Content {
    const { fileName = 'photo.png' } = options;
    const file = this.backend.files.add({
      kind,
      bytes,
      fileName,
      mediaType: options.mediaType ?? mediaTypeOf(fileName),
    });
    return { kind, file, ...caption(options) };
  }

  private post(content: Content, options: SendOptions, isViaBot = false): MessageHandle {
    const [message] = this.postAll([content], options, undefined, isViaBot);
    if (!message) throw new Error('One content makes one message');
    return message;
  }

  private postAll(
    contents: readonly Content[],
    options: SendOptions,
    mediaGroupId?: string,
    isViaBot = false,
  ): MessageHandle[] {
    const { record: chat } = this.chat;
    chat.started = true;
    if (!chat.members.has(this.user.id)) chat.members.set(this.user.id, 'member');
    const records = contents.map((content) =>
      this.backend.world.addMessage(chat, {
        from: this.user,
        content,
        mediaGroupId,
        ...(isViaBot ? { isViaBot } : {}),
        threadId: threadOf(chat, options),
        replyToId: options.replyTo?.id,
      }),
    );
    const arrives = records.map((record) => arrivesAtBot(this.backend, chat, record));
    const whole = !this.backend.settings.privacySplitsAlbums && arrives.includes(true);
    return records.map((record, index) => {
      const isSeen = whole || arrives[index] === true;
      const update = isSeen ? this.backend.push('message', this.backend.messageJson(record)) : undefined;
      return new MessageHandle(this.backend, record, update);
    });
  }

  private seconds(): number {
    return Math.floor(this.backend.now() / 1000);
  }
}

/** In a supergroup without topics a reply carries the id of the message that began the thread. */
function threadOf(chat: ChatRecord, { topic, replyTo }: SendOptions): number | undefined {
  if (topic !== undefined || chat.isForum) return topic ?? replyTo?.record.threadId;
  if (chat.type !== 'supergroup' || !replyTo) return undefined;
  return replyTo.record.threadId ?? replyTo.id;
}

function caption(options: SendOptions): { caption: string; captionEntities: readonly Entity[] } {
  const { text, entities } = formatText(options.caption ?? '', '', options.entities);
  return { caption: text, captionEntities: entities };
}
