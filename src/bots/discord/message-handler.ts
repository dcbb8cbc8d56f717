import { z } from 'zod';
import type { FoundPicture } from '../../core/core.ts';
import type { Json } from '../../core/ports/delivery-channel.ts';
import type { IntakeRecord } from '../../core/ports/intake.ts';
import { isPrivateByDefault } from '../../core/settings/fill-words.ts';
import { errorText, issuesText } from '../shared/refusal-text.ts';
import { oneLine, truncate } from '../shared/text.ts';
// prettier-ignore
import {
  codeOfRequest, findOwn, logTrouble, placeOrder, quickRead, type BotContext,
} from './bot-context.ts';
import { defaultSizeLimit, discordTarget, platform } from './discord-address.ts';
import { isGone } from './discord-error.ts';
import { discordTranslator, type DiscordTranslator } from './discord-messages.ts';
import { channelFacts, chatKey, placeKey, userKey } from './interaction.ts';
import { MessageAnswer, type PostedMessage } from './message-answer.ts';
// prettier-ignore
import {
  isBareReply, isForBot, readContent, readMessage, type DiscordMessage, type VisibleContent,
} from './message-event.ts';
import { plainText } from './message-parts.ts';
import { draftOfEdit, draftOfWords, sourceOf, type OrderDraft } from './order-draft.ts';
import { hasMisplacedKey, takeMisplacedKey } from './misplaced-key.ts';
import { missingPermissions } from './permissions.ts';
import { refusalMessage } from './rephrase-answers.ts';

type MessagePlan =
  | { readonly kind: 'ignore' }
  | { readonly kind: 'say'; readonly text: string }
  | { readonly kind: 'order'; readonly draft: OrderDraft };

export interface MessageHandlerDependencies extends BotContext {
  readonly botId: () => string | undefined;
  /** The language a user was last seen with. */
  readonly localeOf: (userId: string) => string | undefined;
}

/** How long after its arrival a message may still be answered for the first time; Discord knows a nonce that long. */
const firstAnswerMs = 2 * 60_000;

/** Takes written messages (mentions, replies, direct messages) to the generation, or to the sentence why not. */
export class MessageHandler {
  readonly #deps: MessageHandlerDependencies;
  readonly #answer: MessageAnswer;

  constructor(deps: MessageHandlerDependencies) {
    this.#deps = deps;
    this.#answer = new MessageAnswer(deps.api);
  }

  /** A new message. Never rejects. */
  async receive(payload: Json): Promise<void> {
    const { core, botId } = this.#deps;
    const bot = botId();
    const message = bot === undefined ? undefined : readMessage(payload, bot);
    if (!message || !isForBot(message)) return;
    const key = keyOf(message);
    try {
      // A bare reply counts only where it answers one of our pictures; other talk is not even written down.
      if (isBareReply(message) && !(await this.#ownPicture(message))) return;
      if (hasMisplacedKey(message, core.ownKeys)) return await this.#refuseKey(message);
      if (
        (await core.intake.begin({ key, platform, payload, userId: userKey(message.userId) })) === 'duplicate'
      )
        return;
    } catch (error) {
      logTrouble(this.#deps, key, error);
      if (isBareReply(message)) return;
      this.#deps.excused.add(key);
      // Another process may have taken it: then its status message and this sentence are one, and become the picture.
      await this.#excuse(message, error, 'status');
      return;
    }
    try {
      await this.#carryOut(message, undefined);
    } catch (error) {
      logTrouble(this.#deps, key, error);
      await this.#excuse(message, error);
    }
    await core.intake.finish(key).catch((error: unknown) => logTrouble(this.#deps, key, error));
  }

  /** A message that a crash left behind. */
  async recover(record: IntakeRecord): Promise<void> {
    const { core, botId, logger, now, excused } = this.#deps;
    const message = readMessage(record.payloads[0], botId() ?? '');
    const { data: status } = statusSchema.safeParse(record.note);
    const young = now() - record.receivedAt < firstAnswerMs && !excused.has(record.key);
    if (message && (status || young)) await this.#carryOut(message, status);
    else logger.info({ intake: record.key }, 'A message that was never answered is dropped');
    await core.intake.finish(record.key);
  }

  async #carryOut(message: DiscordMessage, before: PostedMessage | undefined): Promise<void> {
    const here = await quickRead(this.#deps.core.settings.here(this.#whose(message)));
    const locale = here.personal.language ?? this.#localeFor(message);
    const translator = discordTranslator(locale);
    const plan = await this.#plan(message, translator);
    if (plan.kind === 'ignore') return;
    if (plan.kind === 'say') return this.#answer.say(message, plan.text);

    const isPrivate = isPrivateByDefault(plan.draft.request.private, here) && message.guildId !== undefined;
    const status = before ?? (await this.#openStatus(message, plan.draft, isPrivate, translator));
    if (status) await this.#order(message, plan.draft, status, isPrivate, locale);
  }

  async #plan(message: DiscordMessage, translator: DiscordTranslator): Promise<MessagePlan> {
    const { words, pictures, repliesTo } = message;
    const own = await this.#ownPicture(message);
    const target = own || !repliesTo ? undefined : await this.#repliedContent(message);
    const hasPicture = own !== undefined || pictures.length > 0 || (target?.pictures.length ?? 0) > 0;

    if (message.hasOtherFiles && !hasPicture) {
      return { kind: 'say', text: translator.common.say('answer.not-a-picture') };
    }
    if (words === '') {
      const key = hasPicture ? 'answer.no-words' : 'answer.no-prompt';
      return isBareReply(message) ? { kind: 'ignore' } : { kind: 'say', text: translator.common.say(key) };
    }
    if (repliesTo && !hasPicture) {
      // Without the Message Content intent a stranger's message is empty: it may well have a picture.
      const hidden = target === undefined || !target.readable;
      if (message.guildId !== undefined || hidden) {
        return {
          kind: 'say',
          text: hidden ? translator.say('answer.use-edit-image') : translator.common.say('answer.no-picture'),
        };
      }
    }
    const more = pictures.map(sourceOf);
    const draft = own
      ? draftOfEdit(words, own, more)
      : draftOfWords(words, [...(target?.pictures ?? []).map(sourceOf), ...more]);
    if (!draft) return { kind: 'say', text: translator.common.say('answer.gone') };
    if (draft.issues.length > 0) return { kind: 'say', text: issuesText(draft.issues, translator.common) };
    return { kind: 'order', draft };
  }

  /** Our picture that the message replies to. */
  async #ownPicture({ repliesTo }: DiscordMessage): Promise<FoundPicture | undefined> {
    if (!repliesTo) return undefined;
    const { channelId, id, message } = repliesTo;
    const generationId = message?.generationId;
    return quickRead(findOwn(this.#deps.core, { channelId, id, generationId }));
  }

  /** What can be seen of the message replied to; undefined when it cannot be seen at all. */
  async #repliedContent({ repliesTo }: DiscordMessage): Promise<VisibleContent | undefined> {
    if (!repliesTo) return undefined;
    if (repliesTo.message !== undefined) return repliesTo.message ?? undefined;
    try {
      const { json } = await this.#deps.api.getMessage(repliesTo.channelId, repliesTo.id);
      return readContent(json, this.#deps.botId() ?? '');
    } catch (error) {
      if (isGone(error)) return undefined;
      throw error;
    }
  }

  /** Posts the status message, which is also the acknowledgement. Undefined when no place takes one. */
  async #openStatus(
    message: DiscordMessage,
    draft: OrderDraft,
    isPrivate: boolean,
    translator: DiscordTranslator,
  ): Promise<PostedMessage | undefined> {
    const { api, core, logger } = this.#deps;
    const missing = isPrivate ? [] : this.#missingPermissions(message);
    if (missing.length > 0) {
      const permissions = missing.map((key) => translator.say(key)).join(', ');
      await this.#answer.say(message, translator.say('answer.permissions', { permissions }));
      return undefined;
    }
    const prompt = plainText(truncate(oneLine(String(draft.request.prompt ?? '')), 300));
    const text = `**${prompt}**\n${translator.say('status.received')}`;
    try {
      const channelId = isPrivate ? await api.openDirectMessages(message.userId) : message.channelId;
      // Discord may know a nonce in all channels: what is private never becomes what stands in public.
      const purpose = isPrivate ? 'status-privately' : 'status';
      const status = await this.#answer.post(channelId, text, message, purpose);
      // Without the note a crash is cleared up by the nonce.
      await core.intake.note(keyOf(message), { ...status }).catch(() => undefined);
      return status;
    } catch (error) {
      if (!isGone(error)) throw error;
      logger.info(
        { intake: keyOf(message) },
        'A message cannot be answered where it was written; nothing is bought',
      );
      if (isPrivate) await this.#answer.say(message, translator.say('answer.no-direct-messages'));
      return undefined;
    }
  }

  async #order(
    message: DiscordMessage,
    draft: OrderDraft,
    status: PostedMessage,
    isPrivate: boolean,
    locale: string,
  ): Promise<void> {
    const { core, api, botId } = this.#deps;
    const target = discordTarget({
      applicationId: botId() ?? '',
      userId: message.userId,
      channelId: status.channelId,
      statusMessageId: status.messageId,
      private: isPrivate,
      botInChannel: true,
      sizeLimit: defaultSizeLimit,
    });
    const { placeId } = this.#whose(message);
    const ageRestricted = this.#deps.permissionsIn(message.channelId)?.ageRestricted ?? false;
    const result = await placeOrder(() =>
      core.request({
        requestKey: keyOf(message),
        requester: {
          userId: userKey(message.userId),
          chatId: chatKey(message.guildId, message.channelId),
          locale,
          name: message.userName,
          roles: message.roles,
          ...channelFacts(message, placeId, ageRestricted),
        },
        placeId,
        target,
        request: draft.request,
        references: draft.references,
        ...(draft.parent ? { parent: draft.parent } : {}),
      }),
    );
    if (result.kind !== 'refused') return;
    const why = refusalMessage(result.refusal, discordTranslator(locale), this.#deps);
    await api.editMessage(status.channelId, status.messageId, why);
  }

  async #refuseKey(message: DiscordMessage): Promise<void> {
    await this.#answer.say(
      message,
      await takeMisplacedKey(message, this.#deps, this.#translatorFor(message).common),
    );
  }

  async #excuse(message: DiscordMessage, error: unknown, purpose?: 'status'): Promise<void> {
    try {
      const text = errorText(codeOfRequest(error), this.#translatorFor(message).common);
      await this.#answer.say(message, text, purpose);
    } catch (failure) {
      logTrouble(this.#deps, keyOf(message), failure);
    }
  }

  #missingPermissions(message: DiscordMessage): ReturnType<typeof missingPermissions> {
    const known = this.#deps.permissionsIn(message.channelId);
    return missingPermissions({
      permissions: known?.permissions,
      inThread: known?.inThread ?? false,
      botInChannel: true,
      directMessage: message.guildId === undefined,
    });
  }

  #translatorFor(message: DiscordMessage): DiscordTranslator {
    return discordTranslator(this.#localeFor(message));
  }

  /** Whose settings count. A thread has those of its parent. */
  #whose({ userId, channelId }: DiscordMessage): { userId: string; placeId: string } {
    const parent = this.#deps.permissionsIn(channelId)?.parentId;
    return { userId: userKey(userId), placeId: placeKey(parent ?? channelId) };
  }

  /** A message does not say its writer's language: what was last seen of them, else the server's. */
  #localeFor({ userId, guildId }: DiscordMessage): string {
    const { localeOf, guildLocale } = this.#deps;
    return localeOf(userId) ?? (guildId === undefined ? undefined : guildLocale(guildId)) ?? 'en';
  }
}

/** The idempotency key of a message. */
export function keyOf({ id }: { readonly id: string }): string {
  return `discord:m${id}`;
}

const statusSchema = z.object({ channelId: z.string(), messageId: z.string() });
