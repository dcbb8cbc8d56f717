import type { ImageRequest } from '../generation/image-request.ts';
import { picturesOf } from '../generation/generation.ts';
import type { Generation, PictureRef, Requester } from '../generation/generation.ts';
import type { AdminNotices } from '../ports/admin-notices.ts';
import type { AuditLog } from '../ports/audit.ts';
import type { Logger } from '../ports/logger.ts';
import type { Moderation, PromptCheck, Report, Verdict, WordListName } from '../ports/moderation.ts';
import type { Refusal } from '../core.ts';
import type { ModerationRules } from './moderation-rules.ts';
import { compileWords, type WordList } from './word-list.ts';

/** What is remembered between requests. */
export interface ModerationStore {
  words(chatId: string, list: WordListName): Promise<readonly string[]>;
  addWords(chatId: string, list: WordListName, words: readonly string[]): Promise<void>;
  removeWords(chatId: string, list: WordListName, words: readonly string[]): Promise<void>;
  /** Has workers take a post away. */
  queueTakeDown(picture: PictureRef): Promise<void>;
  /** When the person may ask again (Unix ms); undefined when they may. */
  coolsUntil(userId: string): Promise<number | undefined>;
  /** Counts a refusal; with the last one that is let pass the person has to wait. */
  countRefusal(userId: string, rule: { refusals: number; withinMs: number; forMs: number }): Promise<void>;
}

export interface ModerationDeskConfig {
  readonly store: ModerationStore;
  /** The operator's, as they are now: the same object until they change. */
  readonly rules: () => ModerationRules;
  readonly check?: PromptCheck;
  readonly audit: AuditLog;
  readonly notices: AdminNotices;
  readonly generation: (id: string) => Promise<Generation | undefined>;
  readonly logger: Logger;
  readonly now: () => number;
}

interface CompiledRules {
  readonly rules: ModerationRules;
  readonly refused: WordList;
  readonly adult: WordList;
  readonly covered: WordList;
}

/** Most words that one chat may add. */
const maxChatWords = 500;
/** What the audit log calls the lists. */
const named = { refused: 'words', allowed: 'allowed' } as const;

/** Rules about who may ask for what, and where. */
export class ModerationDesk implements Moderation {
  readonly #config: ModerationDeskConfig;
  #compiled: CompiledRules | undefined;

  constructor(config: ModerationDeskConfig) {
    this.#config = config;
  }

  async judge(requester: Requester, request: ImageRequest): Promise<Verdict> {
    const { rules, refused, adult, covered } = this.#rules();
    const { store } = this.#config;
    const { userId, chatId } = requester;
    if (!isOnList(requester, rules)) return { kind: 'refused', refusal: { code: 'not-on-list' } };
    const until = rules.cooldown && (await store.coolsUntil(userId));
    if (until !== undefined) return { kind: 'refused', refusal: { code: 'cooling-down', retryAt: until } };

    const word = refused.find(request.prompt) ?? (await this.#chatWord(chatId, request.prompt));
    if (word !== undefined) return this.#refuse(requester, 'refused-by-rules', { word });
    const adultWord = isAgeRestricted(requester, rules) ? undefined : adult.find(request.prompt);
    if (adultWord !== undefined) return this.#refuse(requester, 'age-restricted', { word: adultWord });
    const categories = await this.#checked(request.prompt);
    if (categories === 'away') return { kind: 'refused', refusal: { code: 'check-away' } };
    if (categories.length > 0) return this.#refuse(requester, 'refused-by-check', { categories });
    const spoiler = placesOf(requester).some((place) => rules.spoiler?.chats?.includes(place));
    return { kind: 'pass', spoiler: spoiler || covered.find(request.prompt) !== undefined };
  }

  words(chatId: string, list: WordListName = 'refused'): Promise<readonly string[]> {
    return this.#config.store.words(chatId, list);
  }

  async addWords(
    by: string,
    chatId: string,
    words: readonly string[],
    list: WordListName = 'refused',
  ): Promise<readonly string[]> {
    const { store, audit } = this.#config;
    const room = Math.max(0, maxChatWords - (await store.words(chatId, list)).length);
    const wanted = words.map((word) => word.trim().slice(0, 200)).filter((word) => word !== '');
    const added = wanted.slice(0, room);
    await store.addWords(chatId, list, added);
    await audit.append({ action: `moderation.${named[list]}-added`, by, chatId, facts: { words: added } });
    return store.words(chatId, list);
  }

  async removeWords(
    by: string,
    chatId: string,
    words: readonly string[],
    list: WordListName = 'refused',
  ): Promise<readonly string[]> {
    const { store, audit } = this.#config;
    const removed = words.map((word) => word.trim());
    await store.removeWords(chatId, list, removed);
    await audit.append({
      action: `moderation.${named[list]}-removed`,
      by,
      chatId,
      facts: { words: removed },
    });
    return store.words(chatId, list);
  }

  async report({ generationId, index, reporter, reason }: Report): Promise<'told' | 'told-before' | 'gone'> {
    const { notices, audit, generation: find } = this.#config;
    const generation = await find(generationId);
    const picture = generation && picturesOf(generation)[index];
    if (!generation || !picture) return 'gone';
    const { requester } = generation;
    const isNew = await notices.notify(
      {
        kind: 'report',
        // Not the prompt: it is looked up when somebody is told, so that it is gone when its asker deletes it.
        ...{ generationId, index, pictureId: picture.pictureId },
        isPosted: (generation.delivery.receipt?.messages ?? []).length > 0,
        ...{ reporterId: reporter.userId, requesterId: requester.userId },
        ...(reporter.name === undefined ? {} : { reporterName: reporter.name }),
        ...(requester.name === undefined ? {} : { requesterName: requester.name }),
        ...(reason === undefined ? {} : { reason }),
      },
      { once: `report:${picture.pictureId}:${reporter.userId}`, chatId: requester.chatId },
    );
    if (!isNew) return 'told-before';
    await audit.append({
      ...{ action: 'moderation.reported', by: reporter.userId, about: requester.userId },
      ...{ chatId: requester.chatId, facts: { generationId, pictureId: picture.pictureId } },
    });
    return 'told';
  }

  async takeDown(by: string, { generationId, index }: PictureRef): Promise<boolean> {
    const { audit, generation: find, store } = this.#config;
    const generation = await find(generationId);
    if (!generation) return false;
    const { userId, chatId } = generation.requester;
    await store.queueTakeDown({ generationId, index });
    const entry = { action: 'moderation.taken-down', by, about: userId, chatId };
    await audit.append({ ...entry, facts: { generationId, index } });
    return true;
  }

  async dismiss(by: string, picture: PictureRef): Promise<void> {
    const { generationId, index } = picture;
    await this.#config.notices.setAside(picture);
    const generation = await this.#config.generation(generationId);
    const place = generation ? { chatId: generation.requester.chatId } : {};
    const entry = { action: 'moderation.dismissed', by, ...place };
    await this.#config.audit.append({ ...entry, facts: { generationId, index } });
  }

  async #refuse(requester: Requester, code: Refusal['code'], why: Why): Promise<Verdict> {
    const { store, audit, logger, now } = this.#config;
    const { userId, chatId } = requester;
    const { cooldown } = this.#rules().rules;
    const facts = 'word' in why ? { word: why.word } : { categories: why.categories };
    // The word and not the prompt: it says which rule it was, and nothing of what somebody wrote around it.
    await audit.append({ action: 'moderation.refused', about: userId, chatId, facts: { code, ...facts } });
    if (cooldown) {
      await store.countRefusal(userId, {
        refusals: cooldown.refusals,
        withinMs: cooldown.withinSeconds * 1_000,
        forMs: cooldown.forSeconds * 1_000,
      });
    }
    logger.info({ userId, chatId, code, at: now() }, 'A prompt was refused');
    return { kind: 'refused', refusal: { code } };
  }

  async #chatWord(chatId: string, prompt: string): Promise<string | undefined> {
    const { store } = this.#config;
    const words = await store.words(chatId, 'refused');
    if (words.length === 0) return undefined;
    // What a chat lets pass are its own words: those of the operator are not its to lift.
    const allowed = [...(this.#rules().rules.allow ?? []), ...(await store.words(chatId, 'allowed'))];
    return compileWords(words, allowed).find(prompt);
  }

  /** What the endpoint finds wrong; `away` where it cannot be asked and nothing may pass then. */
  async #checked(prompt: string): Promise<readonly string[] | 'away'> {
    const { check, logger } = this.#config;
    if (!check || prompt === '') return [];
    try {
      return await check.check(prompt);
    } catch (error) {
      logger.warn({ error, whenAway: check.whenAway }, 'The moderation endpoint could not be asked');
      return check.whenAway === 'allow' ? [] : 'away';
    }
  }

  #rules(): CompiledRules {
    const rules = this.#config.rules();
    if (this.#compiled?.rules !== rules) {
      const { words = [], allow = [], adultWords = [], spoiler } = rules;
      this.#compiled = {
        rules,
        refused: compileWords(words, allow),
        adult: compileWords(adultWords, allow),
        covered: compileWords(spoiler?.words ?? []),
      };
    }
    return this.#compiled;
  }
}

type Why = { readonly word: string } | { readonly categories: readonly string[] };

function isOnList(requester: Requester, { only }: ModerationRules): boolean {
  if (only?.users && !only.users.includes(requester.userId)) return false;
  return !only?.chats || placesOf(requester).some((place) => only.chats?.includes(place));
}

function isAgeRestricted(requester: Requester, { adultChats }: ModerationRules): boolean {
  return requester.ageRestricted === true || placesOf(requester).some((place) => adultChats?.includes(place));
}

/** The chat, and the channel in it where it has several. */
function placesOf({ chatId, channelId }: Requester): readonly string[] {
  return channelId === undefined ? [chatId] : [chatId, channelId];
}
