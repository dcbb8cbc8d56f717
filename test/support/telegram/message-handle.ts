import type { Backend } from './backend.ts';
import { largestSize } from './message-json.ts';
import type { Content, InlineButton, MessageRecord, StoredFile } from './model.ts';
import { textOf } from './privacy.ts';
import type { Update } from './update-queue.ts';

export interface VisibleFile {
  readonly name: string | undefined;
  readonly mediaType: string | undefined;
  readonly length: number;
  readonly sha256: string;
}

export interface VisiblePicture {
  /** Of the largest size, which is what a person sees. */
  readonly width: number;
  readonly height: number;
  /** Of the bytes that were uploaded, before Telegram recompressed them. */
  readonly uploadedSha256: string;
  readonly uploadedLength: number;
}

/** One message as a person sees it. Absent members are left out, so that whole objects can be compared. */
export interface VisibleMessage {
  readonly id: number;
  /** `bot`, or the first name of the person. */
  readonly from: string;
  readonly kind: Content['kind'];
  /** Text or caption; empty when there is none. */
  readonly text: string;
  readonly picture?: VisiblePicture;
  readonly file?: VisibleFile;
  /** Labels of the inline keyboard, row by row. */
  readonly buttons: readonly (readonly string[])[];
  readonly edits: number;
  readonly replyToId?: number;
  readonly threadId?: number;
  readonly mediaGroupId?: string;
  readonly botReaction?: string;
}

/** A message in a chat, live: what it says changes as the bot edits it. */
export class MessageHandle {
  private readonly backend: Backend;
  readonly record: MessageRecord;
  /** The update that told the bot; `undefined` when privacy mode or a block kept it away. */
  readonly update: Update | undefined;

  constructor(backend: Backend, record: MessageRecord, update?: Update) {
    this.backend = backend;
    this.record = record;
    this.update = update;
  }

  get id(): number {
    return this.record.id;
  }

  get chatId(): number {
    return this.record.chatId;
  }

  /** Text or caption. */
  get text(): string {
    return textOf(this.record);
  }

  get isDeleted(): boolean {
    return this.record.deletedAt !== undefined;
  }

  get buttons(): readonly InlineButton[] {
    return this.record.markup?.kind === 'inline' ? this.record.markup.rows.flat() : [];
  }

  /** The button with this label or callback data. @throws when there is none: the message lists what there is. */
  button(labelOrData: string): InlineButton {
    const button = this.buttons.find(
      ({ text, callback_data: data }) => text === labelOrData || data === labelOrData,
    );
    if (button) return button;
    const labels = this.buttons.map(({ text }) => text).join(', ') || 'none';
    throw new Error(`Message ${this.id} has no button "${labelOrData}"; its buttons: ${labels}`);
  }

  view(): VisibleMessage {
    const { record } = this;
    const { content } = record;
    return {
      id: record.id,
      from: record.from?.firstName ?? 'bot',
      kind: content.kind,
      text: this.text,
      ...(content.kind === 'photo' && { picture: viewPicture(content) }),
      ...('file' in content && { file: viewFile(content.file) }),
      buttons:
        record.markup?.kind === 'inline' ? record.markup.rows.map((row) => row.map((b) => b.text)) : [],
      edits: record.edits,
      ...(record.replyToId !== undefined && { replyToId: record.replyToId }),
      ...(record.threadId !== undefined && { threadId: record.threadId }),
      ...(record.mediaGroupId !== undefined && { mediaGroupId: record.mediaGroupId }),
      ...(record.botReaction !== undefined && { botReaction: record.botReaction }),
    };
  }

  /** The bytes a person would save: the largest size of a photo (a JPEG), the untouched document. */
  bytes(): Uint8Array {
    const file = shownFile(this.record.content);
    if (!file) throw new Error(`Message ${this.id} shows no file`);
    if (!file.bytes) throw new Error(`The bytes of message ${this.id} were dropped: raise maxKeptBytes`);
    return file.bytes;
  }

  /** Removes the message behind the bot's back. */
  vanish(): void {
    this.record.deletedAt = this.backend.now();
  }
}

function viewPicture({ photo }: Content & { kind: 'photo' }): VisiblePicture {
  const { width = 0, height = 0 } = largestSize(photo);
  return {
    width,
    height,
    uploadedSha256: photo.uploaded.sha256,
    uploadedLength: photo.uploaded.length,
  };
}

function viewFile(file: StoredFile): VisibleFile {
  return { name: file.fileName, mediaType: file.mediaType, length: file.length, sha256: file.sha256 };
}

function shownFile(content: Content): StoredFile | undefined {
  if (content.kind === 'photo') return largestSize(content.photo);
  return 'file' in content ? content.file : undefined;
}
