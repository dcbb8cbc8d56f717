import type { Backend } from './backend.ts';
import { ChatHandle } from './chat-handle.ts';
import type { ChatRecord, UserRecord } from './model.ts';
import { Participant } from './participant.ts';
import { storePhoto } from './photo-sizes.ts';

/** A person with a Telegram account. */
export class UserHandle {
  private readonly backend: Backend;
  readonly record: UserRecord;

  constructor(backend: Backend, record: UserRecord) {
    this.backend = backend;
    this.record = record;
  }

  get id(): number {
    return this.record.id;
  }

  /**
   * The chat with the bot, always the same one. `started: false` when they never wrote: the bot cannot write
   * first then. `hasTopics` is a private chat with topics switched on.
   */
  privateChat({ started = true, hasTopics = false } = {}): Participant {
    const record = this.backend.world.chats.get(this.record.id) ?? this.open(started, hasTopics);
    return new Participant(this.backend, this.record, new ChatHandle(this.backend, record));
  }

  /** Puts up a profile photo; without bytes there is none, or the bot may not see it. */
  async setAvatar(bytes?: Uint8Array): Promise<void> {
    this.record.avatar = bytes && (await storePhoto(bytes, this.backend.files, this.backend.settings));
  }

  /** The account is gone. */
  deactivate(): void {
    this.record.deactivated = true;
  }

  private open(started: boolean, hasTopics: boolean): ChatRecord {
    const record = this.backend.world.addChat({
      type: 'private',
      user: this.record,
      isForum: hasTopics,
      botReadsEverything: true,
    });
    record.started = started;
    return record;
  }
}
