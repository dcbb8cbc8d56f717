import { AppError } from '../../core/errors.ts';
import type { GenerationOrder, Refusal, RequestResult } from '../../core/core.ts';
import type { ImageRequestInput } from '../../core/generation/image-request.ts';
import type { ImageSource, StagedImage, StoredImage } from '../../core/ports/media.ts';
import { blendPrompt } from '../../core/collections/blend-prompt.ts';
import type { CollectedPicture } from '../../core/ports/collections.ts';
import { plainInstant } from '../shared/format.ts';
import { rephrasedSettings, settingsOf } from '../shared/edit-settings.ts';
import { parseImagine } from '../shared/parse-imagine.ts';
import { findAvatars, type AvatarPicture } from './avatar-references.ts';
import { collect } from './collect-pictures.ts';
import { issuesText, refusalText } from '../shared/refusal-text.ts';
import type { BotContext } from './bot-context.ts';
import type { IntakeEvent } from './intake-event.ts';
import type { OrderAsk, TelegramFile } from './read-message.ts';
import { orderRegion, regionOfReply } from './region-answers.ts';
import { repliedPicture, type Replied } from './replied-picture.ts';
import { blockForReason, blockOfReply } from './report-presses.ts';
import { announce, conclude, isStatusOf, withdraw, type Announced, type Status } from './status-message.ts';
import { say, type Talk } from './talk.ts';
import { describeTelegramError } from './telegram-error.ts';
import { maxDownloadBytes } from './telegram-files.ts';
import { keyboardOf } from './telegram-keyboard.ts';
import { telegramTranslator } from './telegram-messages.ts';

/** Turns words and pictures into a generation, or into the sentence that says why not. Safe to run again. */
export class OrderHandler {
  readonly #context: BotContext;

  constructor(context: BotContext) {
    this.#context = context;
  }

  async handle(event: IntakeEvent, talk: Talk, asked: OrderAsk): Promise<void> {
    const translator = telegramTranslator(talk.requester.locale);
    const blocked = blockOfReply(this.#context, asked.reply);
    if (blocked !== undefined) {
      const wish = { generationId: blocked, reason: asked.words, key: event.key };
      return blockForReason(this.#context, talk, wish);
    }
    // Where avatars are switched off, the flag is one that nobody knows.
    const isFlagUnknown = asked.avatars !== undefined && !this.#context.avatars;
    const { request, issues } = parseImagine(isFlagUnknown ? `${asked.words} --avatar` : asked.words);
    if (issues.length > 0) {
      await say(this.#context, talk, issuesText(issues, translator.common));
      return;
    }
    const sessionId = regionOfReply(this.#context, asked.reply);
    if (sessionId !== undefined) return orderRegion(this.#context, this, { event, talk, sessionId, request });
    const given = await this.#picturesOf(talk, asked);
    if ('sentence' in given) return void (await say(this.#context, talk, given.sentence));
    const { ask, replied, avatars } = given;
    const collected = ask.isBlend
      ? (await this.#context.core.collections.of(talk.requester.userId)).pictures
      : [];
    if (ask.isBlend && collected.length + ask.pictures.length === 0 && replied.kind === 'nothing') {
      await say(this.#context, talk, translator.common.say('collect.empty'));
      return;
    }
    const home = homeOf(talk, request);
    const isNew = event.note.status === undefined;
    const announced = await announce(this.#context, event, home);
    if (!announced) return this.#nowhere(talk, home);
    if (home.chatId !== talk.chatId && isNew) await this.#pointToPrivateChat(talk);

    const draft = draftOf(request, ask, replied);
    const isNumbered = ask.isBlend === true || (avatars.length > 0 && draft.references.length > 1);
    const result = await this.#ask(
      event,
      home,
      announced,
      isNumbered ? numbered(draft, collected, avatars) : draft,
    );
    if (ask.isBlend && result.kind === 'accepted')
      await this.#context.core.collections.clear(talk.requester.userId);
    await this.settle(home, announced.status, result);
  }

  /** `/add`: puts pictures aside for `/blend`, and shows the order back. */
  async add(event: IntakeEvent, talk: Talk, asked: Omit<OrderAsk, 'isBlend'>): Promise<void> {
    const given = await this.#picturesOf(talk, asked);
    if ('sentence' in given) return void (await say(this.#context, talk, given.sentence));
    const { ask, replied, avatars } = given;
    const { references } = draftOf({}, ask, replied);
    const isAvatar = references.length === 1 && avatars.length === 1;
    const name = ask.words === '' && isAvatar ? (avatars[0]?.name ?? '') : ask.words;
    await say(this.#context, talk, await collect(this.#context, event.key, talk, { references, name }));
  }

  /** The picture that was replied to, and what the message brings, avatars last; or the sentence why not. */
  async #picturesOf(
    talk: Talk,
    asked: OrderAsk,
  ): Promise<
    | { readonly sentence: string }
    | {
        readonly ask: OrderAsk;
        readonly replied: Exclude<Replied, { kind: 'sentence' }>;
        readonly avatars: readonly AvatarPicture[];
      }
  > {
    const { common, say: speak } = telegramTranslator(talk.requester.locale);
    const replied: Replied = asked.reply
      ? await repliedPicture(this.#context, talk, asked.reply)
      : { kind: 'nothing' };
    if (replied.kind === 'sentence') {
      const { sentence } = replied;
      const isOpen = sentence === 'which-picture';
      return { sentence: isOpen ? speak('answer.which-picture') : common.say(`answer.${sentence}`) };
    }
    const found = await findAvatars(this.#context, talk, asked);
    if ('sentence' in found) return found;
    const pictures = [...asked.pictures, ...found.pictures.map(({ file }) => file)];
    return { ask: { ...asked, pictures }, replied, avatars: found.pictures };
  }

  /** Says a refusal; a request that was there already keeps its own status message. */
  async settle(home: Talk, status: Status | undefined, result: RequestResult): Promise<void> {
    if (result.kind === 'refused') {
      const { orderId } = result.refusal;
      const rephrase = orderId === undefined ? [] : ([{ verb: 'rephrase', id: orderId }] as const);
      const keyboard = keyboardOf([rephrase], telegramTranslator(home.requester.locale));
      const text = this.#refusalText(home, result.refusal);
      await conclude(this.#context, home, status, text, rephrase.length > 0 ? keyboard : undefined);
      return;
    }
    if (result.kind === 'duplicate' && status && !isStatusOf(status, result.generation)) {
      await withdraw(this.#context, status);
    }
  }

  /** The request goes on whether or not this gets through. */
  async #pointToPrivateChat(talk: Talk): Promise<void> {
    const { logger } = this.#context;
    try {
      await say(this.#context, talk, telegramTranslator(talk.requester.locale).say('answer.sent-in-private'));
    } catch (error) {
      logger.debug({ error: describeTelegramError(error) }, 'A group could not be told of a private answer');
    }
  }

  async #ask(event: IntakeEvent, home: Talk, announced: Announced, draft: Draft): Promise<RequestResult> {
    const { core } = this.#context;
    const staged: StagedImage[] = [];
    try {
      const references: ImageSource[] = [];
      for (const source of draft.references) {
        if (!('fileId' in source)) {
          references.push({ kind: 'stored', image: source });
          continue;
        }
        const image = await this.#context.files.fetch(source, this.#context.signal);
        staged.push(image);
        references.push({ kind: 'staged', image });
      }
      return await core.request({
        requestKey: event.key,
        requester: home.requester,
        placeId: home.requester.chatId,
        target: announced.target,
        request: draft.request,
        references,
        ...(draft.mask ? { mask: draft.mask } : {}),
        ...(draft.parent ? { parent: draft.parent } : {}),
      });
    } catch (error) {
      const expected = error instanceof AppError && error.code !== 'store-unavailable';
      if (!expected || this.#context.signal.aborted) throw error;
      return { kind: 'refused', refusal: { code: error.code } };
    } finally {
      // Core has its own copy of what it took.
      await Promise.all(staged.map((image) => core.media.discard(image)));
    }
  }

  #refusalText({ requester }: Talk, refusal: Refusal): string {
    const { now, providerTitle } = this.#context;
    const translator = telegramTranslator(requester.locale);
    if (refusal.code === 'media-too-large') {
      const limit = Math.floor(maxDownloadBytes / 1024 / 1024);
      return translator.say('answer.telegram-too-large', { limit });
    }
    return refusalText(refusal, translator.common, {
      formatInstant: plainInstant(translator.common, now),
      providerTitle,
    });
  }

  /** The bot may not write where the answer belongs. In a group it can at least say what a private one needs. */
  async #nowhere(talk: Talk, home: Talk): Promise<void> {
    const { me, logger } = this.#context;
    if (home.chatId !== talk.chatId) {
      const translator = telegramTranslator(talk.requester.locale);
      await say(this.#context, talk, translator.say('answer.start-first', { bot: me.username }));
      return;
    }
    logger.info({ chatId: talk.requester.chatId }, 'A request came from a chat that takes no messages');
  }
}

/** The pictures that were put aside come first, avatars last; those with a name are numbered in the words. */
function numbered(
  draft: Draft,
  collected: readonly CollectedPicture[],
  avatars: readonly AvatarPicture[],
): Draft {
  const references = [...collected.map(({ image }) => image), ...draft.references];
  const firstAvatar = references.length - avatars.length;
  const names = references.map((_, at) => collected[at]?.name ?? avatars[at - firstAvatar]?.name);
  const prompt = blendPrompt(String(draft.request.prompt ?? ''), names);
  return { ...draft, request: { ...draft.request, prompt }, references };
}

/** What is ordered, before files are fetched. */
interface Draft extends Pick<GenerationOrder, 'request' | 'parent' | 'mask'> {
  readonly references: readonly (TelegramFile | StoredImage)[];
}

/** A private answer to a request in a group goes to the person's own chat with the bot. */
export function homeOf(talk: Talk, request: ImageRequestInput): Talk {
  const isPrivate = typeof request.private === 'boolean' ? request.private : talk.privateByDefault === true;
  if (talk.isPrivate || !isPrivate) return talk;
  const userId = Number(talk.requester.userId.split(':')[1]);
  return { chatId: userId, isPrivate: true, requester: talk.requester };
}

/** The picture that was replied to comes first: it is what the others are put into. */
function draftOf(
  request: ImageRequestInput,
  ask: OrderAsk,
  replied: Exclude<Replied, { kind: 'sentence' }>,
): Draft {
  switch (replied.kind) {
    case 'nothing':
      return { request, references: ask.pictures };
    case 'file':
      return { request, references: [replied.file, ...ask.pictures] };
    case 'unfinished': {
      const { references, parent } = replied.generation;
      return { request, references: [...references, ...ask.pictures], ...(parent ? { parent } : {}) };
    }
    case 'refused': {
      const { references, mask, parent, request: before } = replied.order;
      return {
        request: { ...rephrasedSettings(before, request), ...request },
        // Telegram's files are originals of ours by now; it gives no addresses.
        references: [
          ...references.flatMap((one) => (one.kind === 'stored' ? [one.image] : [])),
          ...ask.pictures,
        ],
        ...(mask ? { mask } : {}),
        ...(parent ? { parent } : {}),
      };
    }
    case 'ours': {
      const { generation, index } = replied.source;
      return {
        request: { ...settingsOf(generation, request), ...request },
        references: [replied.image, ...ask.pictures],
        parent: { generationId: generation.id, index },
      };
    }
  }
}
