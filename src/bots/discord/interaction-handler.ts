import type { RequestResult } from '../../core/core.ts';
import type { DeliveryTarget, Json } from '../../core/ports/delivery-channel.ts';
import type { IntakeRecord } from '../../core/ports/intake.ts';
import { parseButtonId } from '../shared/buttons.ts';
import { errorText } from '../shared/refusal-text.ts';
import { retriedText } from '../shared/retried-text.ts';
import { codeOf, logTrouble, placeOrder, sayRefusal, type BotContext } from './bot-context.ts';
import { discordTarget, platform, readAddress } from './discord-address.ts';
import { discordTranslator } from './discord-messages.ts';
import { formFields } from './edit-form.ts';
import { asJson, formKey, pieceSchema } from './form-pieces.ts';
import { addressOf, readInteraction, userKey, type DiscordInteraction } from './interaction.ts';
// prettier-ignore
import {
  InteractionAnswer, noteOf, readAcknowledgement, type Acknowledgement,
} from './interaction-answer.ts';
import { readContent } from './message-event.ts';
import { withSealedKey } from './own-key-form.ts';
import { draftOfWords, sourceOf } from './order-draft.ts';
import { planInteraction, type Plan } from './plan-interaction.ts';
import { planOrder, requestKey } from './plan-order.ts';
import { suggestions } from './preset-answers.ts';
import { refusalButtons } from './rephrase-answers.ts';
import { RepeatedEvents } from './repeated-events.ts';
import { settled } from './settings-answers.ts';

type OrderPlan = Extract<Plan, { kind: 'order' }>;

/** How long a form may stay open; its message's addresses live about as long. */
const formLifeMs = 24 * 3_600_000;
/** The store hands an event out five times; the last time says what went wrong. */
const lastTry = 5;
/** Takes interactions from the event to the generation, or to the sentence why not. */
export class InteractionHandler {
  readonly #context: BotContext;
  readonly #answer: InteractionAnswer;
  readonly #repeated: RepeatedEvents;

  constructor(context: BotContext) {
    this.#context = context;
    this.#answer = new InteractionAnswer(context.api, context.replies);
    this.#repeated = new RepeatedEvents(context.logger);
  }

  /** A new event: one write, the acknowledgement, then everything else. Never rejects. */
  async receive(event: Json): Promise<void> {
    const { core, now } = this.#context;
    const payload = withSealedKey(event, core.ownKeys);
    const interaction = readInteraction(payload, now());
    if (!interaction) return;
    if (interaction.kind === 'autocomplete') return this.#suggest(interaction);
    const key = requestKey(interaction);
    try {
      if (
        (await core.intake.begin({ key, platform, payload, userId: userKey(interaction.userId) })) ===
        'duplicate'
      )
        return this.#repeated.taken(key);
      this.#repeated.begun(key);
    } catch (error) {
      logTrouble(this.#context, key, error);
      this.#context.excused.add(key);
      await this.#excuse(interaction, key, error, 'unanswered');
      return;
    }
    try {
      await this.#carryOut(interaction, payload);
    } catch (error) {
      logTrouble(this.#context, key, error);
      await this.#excuse(interaction, key, error);
    }
    await this.#finish(key);
  }

  /** An event that a crash left behind. */
  async recover(record: IntakeRecord): Promise<void> {
    const { core, logger } = this.#context;
    const interaction = readInteraction(record.payloads[0], record.receivedAt);
    if (!interaction) return core.intake.finish(record.key);
    const promised = readAcknowledgement(record.note) ?? (await this.#answer.find(interaction));
    if (promised) {
      try {
        await this.#carryOut(interaction, record.payloads[0] ?? null, promised);
      } catch (error) {
        if (record.tries < lastTry) throw error;
        await this.#excuse(interaction, record.key, error);
      }
    } else {
      logger.info({ intake: record.key }, 'An interaction that was never acknowledged is dropped');
    }
    await core.intake.finish(record.key);
  }

  /** A form about a foreign message, together with the event that opened it; or only that one, long after. */
  async completeForm(record: IntakeRecord): Promise<void> {
    const { core } = this.#context;
    const pieces = record.payloads.map((payload) => pieceSchema.parse(payload));
    const opened = pieces.find((piece) => piece.piece === 'opened');
    const returned = pieces.find((piece) => piece.piece === 'returned');
    const form = returned && readInteraction(returned.payload, returned.receivedAt);
    if (returned && form?.kind === 'form') {
      const promised = { messageId: returned.messageId ?? undefined, ephemeral: returned.ephemeral };
      const command = opened && readInteraction(opened.payload, opened.receivedAt);
      const message =
        command?.kind === 'message-command' ? readContent(command.message, command.applicationId) : undefined;
      await this.#orderForm(
        await settled(form, this.#context),
        promised,
        message?.pictures.map(sourceOf) ?? [],
      );
    }
    await core.intake.finish(record.key);
  }

  /** Nothing is written down for what is only being typed; late suggestions are none. */
  async #suggest(typing: Extract<DiscordInteraction, { kind: 'autocomplete' }>): Promise<void> {
    const { api } = this.#context;
    try {
      const { locale } = await settled(typing, this.#context);
      await api.respond(typing, await suggestions(typing, this.#context, discordTranslator(locale)));
    } catch (error) {
      logTrouble(this.#context, requestKey(typing), error);
    }
  }

  async #carryOut(raw: DiscordInteraction, payload: Json, before?: Acknowledgement): Promise<void> {
    const interaction = await settled(raw, this.#context);
    const plan = await planInteraction(interaction, this.#context);
    switch (plan.kind) {
      case 'nothing':
        return;
      case 'say':
        if (before) await this.#answer.refuse(interaction, before, plan.text);
        else await this.#answer.sayPrivately(interaction, plan.text);
        return;
      case 'form':
        if (before) return;
        if (plan.remember) await this.#collect(interaction.id, 'opened', interaction, payload);
        await this.#answer.openForm(interaction, plan.form);
        return;
      case 'answer': {
        const promised = before ?? (await this.#promise(interaction, plan.isPublic !== true));
        if (promised) await this.#answer.fill(interaction, await plan.answer());
        return;
      }
      case 'answers': {
        const promised = before ?? (await this.#promise(interaction, true));
        if (promised) await this.#answer.fillWithAll(interaction, plan.answers());
        return;
      }
      case 'update':
        if (!before && (await this.#answer.deferUpdate(interaction))) {
          const message = await plan.update();
          if (message) await this.#answer.fill(interaction, message);
          else await this.#answer.takeAway(interaction);
        }
        return;
      case 'press': {
        const text = await plan.act();
        if (before) return;
        if (text === undefined) await this.#answer.deferUpdate(interaction);
        else await this.#answer.sayPrivately(interaction, text);
        return;
      }
      case 'order': {
        const promised = before ?? (await this.#promise(interaction, plan.private));
        if (promised) await this.#order(interaction, promised, plan);
        return;
      }
      case 'returned-form': {
        const promised = before ?? (await this.#promise(interaction, plan.private));
        if (promised) await this.#collect(plan.interactionId, 'returned', interaction, payload, promised);
        return;
      }
    }
  }

  async #promise(interaction: DiscordInteraction, isPrivate: boolean): Promise<Acknowledgement | undefined> {
    const promised = await this.#answer.defer(interaction, isPrivate);
    const key = requestKey(interaction);
    if (!promised) {
      this.#context.logger.warn(
        { intake: key },
        'An interaction could not be acknowledged in time; nothing is bought',
      );
      return undefined;
    }
    // Without the note a crash is cleared up by asking Discord.
    await this.#context.core.intake.note(key, noteOf(promised)).catch(() => undefined);
    return promised;
  }

  async #order(interaction: DiscordInteraction, promised: Acknowledgement, plan: OrderPlan): Promise<void> {
    const target = discordTarget(addressOf(interaction, promised));
    const result = await placeOrder(() => plan.place(target));
    const text = this.#whyNothingComes(result, interaction, target);
    if (text === undefined) return;
    const refusal = result.kind === 'refused' ? result.refusal : {};
    const buttons = refusalButtons(refusal, discordTranslator(interaction.locale));
    await this.#answer.refuse(interaction, promised, text, buttons);
  }

  /** Undefined when the outcome will come to this very answer. */
  #whyNothingComes(
    result: RequestResult,
    interaction: DiscordInteraction,
    target: DeliveryTarget,
  ): string | undefined {
    const translator = discordTranslator(interaction.locale);
    switch (result.kind) {
      case 'accepted':
        return undefined;
      case 'refused':
        return sayRefusal(result.refusal, translator, this.#context);
      case 'duplicate':
        return isSameAnswer(result.generation.target, target)
          ? undefined
          : retriedText({ pressed: pressedOf(interaction), standing: result.generation }, translator.common);
    }
  }

  async #orderForm(
    form: Extract<DiscordInteraction, { kind: 'form' }>,
    promised: Acknowledgement,
    pictures: readonly ReturnType<typeof sourceOf>[],
  ): Promise<void> {
    const translator = discordTranslator(form.locale);
    const chosen = form.choices.get(formFields.which)?.[0];
    const picked = chosen === undefined ? pictures : pictures.slice(Number(chosen), Number(chosen) + 1);
    if (picked.length === 0) {
      await this.#answer.refuse(form, promised, translator.say('form.expired'));
      return;
    }
    const words = form.texts.get(formFields.prompt) ?? '';
    const draft = draftOfWords(words, [...picked, ...form.attachments.map(sourceOf)]);
    const plan = planOrder(draft, form, this.#context, { private: promised.ephemeral });
    if (plan.kind === 'order') await this.#order(form, promised, plan);
    else if (plan.kind === 'say') await this.#answer.refuse(form, promised, plan.text);
  }

  /** Keeps one half of a form until the other comes; the store hands both to `completeForm`. */
  #collect(
    formId: string,
    piece: 'opened' | 'returned',
    interaction: DiscordInteraction,
    payload: Json,
    promised?: Acknowledgement,
  ): Promise<void> {
    const { receivedAt } = interaction;
    return this.#context.core.intake.collect({
      key: formKey(formId),
      pieceKey: piece,
      platform,
      userId: userKey(interaction.userId),
      payload: { piece, receivedAt, payload, ...(promised ? { ...asJson(promised) } : {}) },
      delayMs: piece === 'opened' ? formLifeMs : 0,
    });
  }

  /** Tells the user privately that nothing comes of it. */
  async #excuse(
    interaction: DiscordInteraction,
    key: string,
    error: unknown,
    state: 'unanswered' | 'unknown' = 'unknown',
  ): Promise<void> {
    const text = errorText(codeOf(error), discordTranslator(interaction.locale).common);
    try {
      const promised = state === 'unanswered' ? undefined : await this.#answer.find(interaction);
      if (promised) await this.#answer.refuse(interaction, promised, text);
      else await this.#answer.sayPrivately(interaction, text);
    } catch (failure) {
      logTrouble(this.#context, key, failure);
    }
  }

  async #finish(key: string): Promise<void> {
    await this.#context.core.intake
      .finish(key)
      .catch((error: unknown) => logTrouble(this.#context, key, error));
  }
}

function pressedOf(interaction: DiscordInteraction): string | undefined {
  return interaction.kind === 'button' ? parseButtonId(interaction.customId)?.id : undefined;
}

/** Two targets are the same answer when they were opened by the same interaction; its end is reckoned anew each time. */
function isSameAnswer(left: DeliveryTarget, right: DeliveryTarget): boolean {
  if (left.platform !== platform || right.platform !== platform) return false;
  const token = readAddress(left).interaction?.token;
  return token !== undefined && token === readAddress(right).interaction?.token;
}
