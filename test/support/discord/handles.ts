import { deliverInteraction } from './interaction-event.ts';
import type { Acknowledgement, Interaction, JsonObject, Message } from './model.ts';
import type { DiscordState } from './state.ts';
import { type VisibleMessage, visibleMessage } from './visible-message.ts';

/** What the user sees of one interaction, as it changes. */
export class InteractionHandle {
  readonly interaction: Interaction;
  private readonly state: DiscordState;

  constructor(state: DiscordState, interaction: Interaction) {
    this.state = state;
    this.interaction = interaction;
  }

  get id(): string {
    return this.interaction.id;
  }

  /** `unanswered` is "The application did not respond". */
  get status(): 'waiting' | 'acknowledged' | 'unanswered' {
    if (this.interaction.acknowledgement) return 'acknowledged';
    const age = this.state.now() - this.interaction.createdAt;
    return this.interaction.expired || age > this.state.limits.acknowledgeMs ? 'unanswered' : 'waiting';
  }

  /** Waits for the first answer. */
  acknowledged(options: { timeoutMs?: number } = {}): Promise<Acknowledgement> {
    const what = `an acknowledgement of ${this.interaction.name}`;
    return this.state.waitFor(what, () => this.interaction.acknowledgement, options.timeoutMs);
  }

  /** The answer as it stands: the loading message, then whatever it was edited into; undefined when none or deleted. */
  answer(): VisibleMessage | undefined {
    const message = this.state.liveMessage(this.interaction.originalId);
    return message && visibleMessage(this.state, message);
  }

  /** Further messages sent with this interaction's token. */
  followups(): VisibleMessage[] {
    return this.interaction.followupIds.flatMap((id) => {
      const message = this.state.liveMessage(id);
      return message ? [visibleMessage(this.state, message)] : [];
    });
  }

  /** The form that was opened. */
  modal(): JsonObject | undefined {
    return this.interaction.modal;
  }

  /** Waits for a form. */
  untilModal(options: { timeoutMs?: number } = {}): Promise<JsonObject> {
    return this.state.waitFor(
      `a form for ${this.interaction.name}`,
      () => this.interaction.modal,
      options.timeoutMs,
    );
  }

  /** Waits until the answer is as wanted. */
  untilAnswer(
    wanted: (answer: VisibleMessage) => boolean,
    options: { timeoutMs?: number } = {},
  ): Promise<VisibleMessage> {
    return this.state.waitFor(
      `the wanted answer to ${this.interaction.name}; it was ${JSON.stringify(this.answer()?.text)}`,
      () => {
        const answer = this.answer();
        return answer && wanted(answer) ? answer : undefined;
      },
      options.timeoutMs,
    );
  }

  /** Waits until the answer shows at least `count` pictures. */
  untilPictures(count = 1, options: { timeoutMs?: number } = {}): Promise<VisibleMessage> {
    return this.untilAnswer((answer) => answer.pictures.length >= count, options);
  }

  /** The token dies now. */
  expire(): void {
    this.interaction.expired = true;
    this.state.changed();
  }

  /** The same event arrives once more. */
  redeliver(): void {
    deliverInteraction(this.state, this.interaction);
  }
}

/** A message that a user wrote, and what came of it. */
export class MessageHandle {
  readonly message: Message;
  private readonly state: DiscordState;

  constructor(state: DiscordState, message: Message) {
    this.state = state;
    this.message = message;
  }

  get id(): string {
    return this.message.id;
  }

  visible(): VisibleMessage {
    return visibleMessage(this.state, this.message);
  }

  /** Reactions of the bot. */
  reactions(): readonly string[] {
    return this.message.reactions;
  }

  /** Visible messages of the bot that reply to this one. */
  replies(): VisibleMessage[] {
    return [...this.state.messages.values()]
      .filter((item) => item.replyTo === this.message.id && item.authorId === this.state.bot.id)
      .filter((item) => this.state.liveMessage(item.id) !== undefined)
      .map((item) => visibleMessage(this.state, item));
  }

  /** Waits for a reply that is as wanted; any reply by default. */
  untilReply(
    wanted: (reply: VisibleMessage) => boolean = () => true,
    options: { timeoutMs?: number } = {},
  ): Promise<VisibleMessage> {
    return this.state.waitFor('the wanted reply', () => this.replies().find(wanted), options.timeoutMs);
  }
}
