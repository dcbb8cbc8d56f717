import type { EditPace, ProgressView, ShownProgress } from '../../core/ports/delivery-channel.ts';
import { readAddress } from './discord-address.ts';
import { DiscordApi } from './discord-api.ts';
import { isGone } from './discord-error.ts';
import { discordTranslator } from './discord-messages.ts';
import { createDiscordRest, type DiscordRestConfig } from './discord-rest.ts';
import { editStatus } from './edit-status.ts';
import { progressMessage } from './progress-message.ts';

export interface ProgressEditsDependencies {
  readonly config: DiscordRestConfig;
  readonly now: () => number;
  readonly providerTitle: (id: string) => string;
}

/** How soon to look for news again after an edit, and where there was none. Elapsed time and what is left need no edit. */
const intervalMs = { edited: 3_000, unchanged: 5_000 };
/** Before the token's end nothing new is begun with it: the outcome needs the time. */
const tokenReserveMs = 60_000;
const remembered = 5_000;

/**
 * Discord's limits: five edits in five seconds for the answer to one interaction, and for the bot's own messages in one
 * channel. The answer's are its own, so only its pace is to be kept.
 *
 * @param chat channel of a message of the bot; none for an answer to an interaction
 */
export function discordPace(chat: string | undefined): EditPace {
  if (chat === undefined) return { gapMs: 1_500 };
  return { gapMs: 1_000, limit: { edits: 5, windowMs: 5_000 }, perSecond: 15 };
}

/** Edits the status message when it has something new to say: the stage, the place in line, percent, a partial picture. */
export class ProgressEdits {
  readonly #deps: ProgressEditsDependencies;
  /** A client of its own: in one that is shared, an outcome would stand in line behind a slow edit of progress. */
  readonly #api: DiscordApi;
  readonly #shown = new Map<string, string>();

  constructor(deps: ProgressEditsDependencies) {
    this.#deps = deps;
    this.#api = new DiscordApi({ rest: createDiscordRest(deps.config), onUnauthorized: () => undefined });
  }

  forget(generationId: string): void {
    this.#shown.delete(generationId);
  }

  /** @throws what discord.js throws */
  async show(view: ProgressView, signal: AbortSignal): Promise<ShownProgress> {
    const { generation, expectedAt } = view;
    const address = readAddress(generation.target);
    const { now, providerTitle } = this.#deps;
    const at = now();
    if (address.interaction && at > address.interaction.expiresAt - tokenReserveMs) return { edited: false };
    if (!address.interaction && address.statusMessageId === undefined) return { edited: false };

    const translator = discordTranslator(generation.requester.locale);
    const message = progressMessage({ view, address, translator, now, providerTitle });
    const looks = JSON.stringify([message.components, view.previewSequence]);
    const edited = this.#shown.get(generation.id) !== looks;
    if (edited) {
      try {
        await editStatus(this.#api, address, message, signal);
      } catch (error) {
        if (isGone(error)) return { edited: false };
        throw error;
      }
      this.#remember(generation.id, looks);
    }
    const usual = edited ? intervalMs.edited : intervalMs.unchanged;
    // What is expected must not stand there for long as something that has been.
    const left = expectedAt !== undefined && expectedAt > at ? expectedAt - at + 100 : usual;
    return { edited, againMs: Math.min(usual, left) };
  }

  #remember(generationId: string, looks: string): void {
    this.#shown.delete(generationId);
    this.#shown.set(generationId, looks);
    const oldest = this.#shown.keys().next();
    if (this.#shown.size > remembered && !oldest.done) this.#shown.delete(oldest.value);
  }
}
