import type { InlineQuery, InlineQueryResult } from 'grammy/types';
import { picturesOf } from '../../core/generation/generation.ts';
import type { PictureEntry, PicturesFound } from '../../core/ports/pictures.ts';
import { oneLine, truncate } from '../shared/text.ts';
import type { BotContext } from './bot-context.ts';
import { keptFiles } from './kept-files.ts';
import { userKey } from './telegram-address.ts';
import { asTelegramSignal } from './telegram-api.ts';
import { describeTelegramError } from './telegram-error.ts';
import { telegramTranslator } from './telegram-messages.ts';

/** As many as a screen or two show; Telegram takes at most 50, and asks for more by itself. */
const pageLength = 20;
/** How long Telegram may show an answer again, seconds: a picture that was deleted is gone from it then. */
const cacheSeconds = 5;
/** Longer than this nobody looks at the field in which the words stand. Milliseconds. */
const patienceMs = 10_000;
/** More searches at once are dropped: whoever goes on writing asks again. */
const maxSearches = 50;

/**
 * `@bot words` in any chat: finds the writer's own pictures among those that Telegram has, to be shared by a touch. Nothing
 * of it is written down: what cannot be answered at once is dropped, as the next letter asks anew.
 */
export class InlineQueries {
  readonly #context: BotContext;
  /** The newest query of everybody who is being answered. */
  readonly #newest = new Map<number, string>();

  constructor(context: BotContext) {
    this.#context = context;
  }

  /** Never rejects. */
  async answer(query: InlineQuery): Promise<void> {
    const { logger, now } = this.#context;
    const person = query.from.id;
    if (this.#newest.size >= maxSearches && !this.#newest.has(person)) return;
    this.#newest.set(person, query.id);
    const startedAt = now();
    try {
      const [locale, found] = await Promise.all([this.#localeOf(query), this.#find(query)]);
      if (this.#newest.get(person) !== query.id || now() - startedAt > patienceMs) return;
      await this.#send(query, found, locale);
    } catch (error) {
      // Too late, or the store is away.
      logger.debug({ error: describeTelegramError(error) }, 'An inline query was not answered');
    } finally {
      if (this.#newest.get(person) === query.id) this.#newest.delete(person);
    }
  }

  async #localeOf({ from }: InlineQuery): Promise<string | undefined> {
    const { language } = await this.#context.core.settings.personal(userKey(from.id));
    return language ?? from.language_code;
  }

  /** Without what was asked for privately, and what is to be covered: Telegram covers nothing that is shared this way. */
  #find({ from, query, offset }: InlineQuery): Promise<PicturesFound> {
    const { core, me } = this.#context;
    const cursor = /^([\w-]{1,50}):(\d{1,2})$/.exec(offset);
    return core.pictures.search({
      userId: userKey(from.id),
      words: query,
      limit: pageLength,
      ...(cursor?.[1] === undefined ? {} : { from: { generationId: cursor[1], index: Number(cursor[2]) } }),
      accepts: ({ generation, index }) =>
        !generation.request.private &&
        generation.request.spoiler !== true &&
        keptFiles(generation, String(me.id)).has(index),
    });
  }

  async #send(query: InlineQuery, { entries, next }: PicturesFound, locale?: string): Promise<void> {
    const { api, me, signal } = this.#context;
    const isEmpty = entries.length === 0 && query.offset === '' && !next;
    const text = telegramTranslator(locale).say('inline.empty');
    await api.answerInlineQuery(
      query.id,
      entries.flatMap((entry) => resultOf(entry, String(me.id))),
      {
        is_personal: true,
        cache_time: cacheSeconds,
        next_offset: next ? `${next.generationId}:${next.index}` : '',
        ...(isEmpty ? { button: { text, start_parameter: 'inline' } } : {}),
      },
      asTelegramSignal(signal),
    );
  }
}

/** The picture alone: whose words it was made from stays with them. */
function resultOf({ generation, index }: PictureEntry, botId: string): readonly InlineQueryResult[] {
  const file = keptFiles(generation, botId).get(index);
  if (!file) return [];
  const pictureId = picturesOf(generation)[index]?.pictureId ?? '';
  const shown = {
    id: `${generation.id}:${index}`,
    title: truncate(oneLine(generation.request.prompt), 60) || pictureId,
    description: pictureId,
  };
  return file.kind === 'photo'
    ? [{ type: 'photo', ...shown, photo_file_id: file.fileId }]
    : [{ type: 'document', ...shown, document_file_id: file.fileId }];
}
