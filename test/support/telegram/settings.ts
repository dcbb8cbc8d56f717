/** Flood limits. Absent means unlimited. An album counts as many messages as it has items. */
export interface FloodLimits {
  messagesPerChatPerSecond?: number;
  messagesPerGroupPerMinute?: number;
  /** Edits have a budget of their own in groups (observed by bot authors, not documented). */
  editsPerGroupPerMinute?: number;
  messagesPerSecond?: number;
}

/** Everything that may differ between servers, years or guesses. Change any of it at any time. */
export interface TelegramSettings {
  limits: FloodLimits;
  maxUploadBytes: number;
  maxPhotoBytes: number;
  maxDownloadBytes: number;
  maxPhotoUrlBytes: number;
  maxFileUrlBytes: number;
  /** Longest side of the largest photo size that is kept. */
  photoMaxSide: number;
  /** False keeps the uploaded bytes as the only photo size: fast, for load tests. */
  recompressPhotos: boolean;
  /** Bytes of files kept in memory; the oldest are dropped first and then cannot be downloaded. */
  maxKeptBytes: number;
  fileLinkLifetimeMs: number;
  callbackLifetimeMs: number;
  /** How long an inline query waits for its answer; not documented. */
  inlineQueryLifetimeMs: number;
  /** Bots cannot delete older messages. */
  deleteWindowMs: number;
  /** Seconds of a long poll are multiplied by this. */
  longPollScale: number;
  webhookRetryMs: number;
  /** False is a server older than Bot API 7.11: text cannot be edited into a picture. */
  editTextIntoMedia: boolean;
  /** Assumed true: editing a message in a private chat whose user blocked the bot is refused with 403 as well. */
  blockRefusesEdits: boolean;
  /** Assumed true: in privacy mode each album item is judged alone, so only the captioned one arrives. */
  privacySplitsAlbums: boolean;
  /** Assumed false: a reply without message_thread_id lands in General, not in the topic of what it answers. */
  repliesInheritTopic: boolean;
}

export function defaultSettings(): TelegramSettings {
  return {
    limits: {},
    maxUploadBytes: 50 * 1_048_576,
    maxPhotoBytes: 10 * 1_048_576,
    maxDownloadBytes: 20 * 1_048_576,
    maxPhotoUrlBytes: 5 * 1_048_576,
    maxFileUrlBytes: 20 * 1_048_576,
    photoMaxSide: 2560,
    recompressPhotos: true,
    maxKeptBytes: 512 * 1_048_576,
    fileLinkLifetimeMs: 3_600_000,
    callbackLifetimeMs: 60_000,
    inlineQueryLifetimeMs: 15_000,
    deleteWindowMs: 48 * 3_600_000,
    longPollScale: 1,
    webhookRetryMs: 200,
    editTextIntoMedia: true,
    blockRefusesEdits: true,
    privacySplitsAlbums: true,
    repliesInheritTopic: false,
  };
}
