import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscordStandin } from '../test/support/discord/discord-standin.ts';
import type { InteractionHandle, MessageHandle } from '../test/support/discord/handles.ts';
import type { PlannedMisbehaviour } from '../test/support/discord/misbehaviour.ts';
import type { Channel, Message } from '../test/support/discord/model.ts';
import type { InjectedFault } from './evidence.ts';
import type { Scene } from './plan.ts';

/** How long a token is kept alive for a request that nobody takes up, milliseconds. */
const patienceMs = 20_000;

/** A request that something goes wrong for. */
export interface DiscordVictim {
  readonly scene: Scene;
  readonly channel: Channel;
  readonly interaction?: InteractionHandle;
  readonly message?: MessageHandle;
}

/** What goes wrong for single requests on Discord. */
export class DiscordSabotage {
  readonly faults: InjectedFault[] = [];
  /** Messages that somebody deleted. */
  readonly takenAway = new Set<string>();
  readonly #standin: DiscordStandin;
  readonly #repliesTo: (messageId: string) => readonly Message[];
  readonly #outages: PlannedMisbehaviour[] = [];

  /** @param repliesTo finds the bot's replies to a message */
  constructor(standin: DiscordStandin, repliesTo: (messageId: string) => readonly Message[]) {
    this.#standin = standin;
    this.#repliesTo = repliesTo;
  }

  /** How many deliveries of the last act have lost an answer. */
  get answersLost(): number {
    return this.#outages.filter(({ hits }) => hits > 0).length;
  }

  /** What the scene says. */
  strike(ask: DiscordVictim): void {
    const { scene, interaction, channel } = ask;
    const { fault, marker } = scene;
    if (fault === undefined || fault === 'event-twice') return;
    this.faults.push({ at: Date.now(), where: 'discord', kind: fault, marker });
    const token = interaction?.interaction.token;
    const answer = token
      ? new RegExp(`^PATCH /webhooks/\\d+/${token}/messages`)
      : new RegExp(`^PATCH /channels/${channel.id}/messages`);
    const callback = new RegExp(`^POST /interactions/\\d+/${token ?? 'none'}/callback`);
    const plan = (match: RegExp, how: Parameters<DiscordStandin['misbehave']>[0]['how'], times = 1): void => {
      this.#standin.misbehave({ match, how, times });
    };
    switch (fault) {
      case 'answer-lost':
        return plan(answer, { kind: 'drop-after' });
      case 'answer-cut':
        return plan(answer, { kind: 'drop-before' });
      case 'answer-429':
        return plan(answer, { kind: 'rate-limited', retryAfterMs: 700 });
      case 'answer-banned':
        return plan(answer, { kind: 'banned' });
      case 'answer-500':
        return plan(answer, { kind: 'status', status: 500, code: 0 }, 2);
      case 'answer-502':
        return plan(answer, { kind: 'status', status: 502 });
      case 'answer-413':
        return plan(answer, { kind: 'status', status: 413, code: 40005 });
      case 'acknowledgement-lost':
        return plan(callback, { kind: 'drop-after' });
      case 'acknowledgement-500':
        return plan(callback, { kind: 'status', status: 500, code: 0 });
      case 'token-expired':
        return void this.#whenInHand(interaction, () => interaction?.expire());
      case 'token-expired-post-lost':
        return void this.#whenInHand(interaction, () => {
          interaction?.expire();
          plan(new RegExp(`^POST /channels/${channel.id}/messages`), { kind: 'drop-after' });
        });
      case 'outage-answer':
        this.#outages.push(
          this.#standin.misbehave({ match: answer, how: { kind: 'drop-after' }, times: 1_000 }),
        );
        return;
      case 'outage-post': {
        const post = new RegExp(`^POST /channels/${channel.id}/messages`);
        this.#outages.push(
          this.#standin.misbehave({ match: post, how: { kind: 'drop-after' }, times: 1_000 }),
        );
        return void this.#whenAcknowledged(interaction, () => interaction?.expire());
      }
      case 'status-deleted':
        return void this.#deleteStatus(ask);
    }
  }

  async #whenAcknowledged(interaction: InteractionHandle | undefined, then: () => void): Promise<void> {
    const acknowledged = await interaction?.acknowledged({ timeoutMs: 4_000 }).catch(() => undefined);
    if (acknowledged) then();
  }

  /** A token is good for fifteen minutes: by its end a request has long been taken up, by a second process if need be. */
  async #whenInHand(interaction: InteractionHandle | undefined, then: () => void): Promise<void> {
    const acknowledged = await interaction?.acknowledged({ timeoutMs: 4_000 }).catch(() => undefined);
    if (!acknowledged) return;
    const until = Date.now() + patienceMs;
    const edits = (): number =>
      this.#standin.state.liveMessage(interaction?.interaction.originalId)?.edits ?? 0;
    while (edits() === 0 && Date.now() < until) await sleep(20);
    then();
  }

  /** A moderator is quicker than the picture. */
  async #deleteStatus({ interaction, message }: DiscordVictim): Promise<void> {
    await interaction?.acknowledged({ timeoutMs: 4_000 }).catch(() => undefined);
    const { state } = this.#standin;
    const find = (): Message | undefined =>
      interaction
        ? state.liveMessage(interaction.interaction.originalId)
        : this.#repliesTo(message?.id ?? '').find(({ id }) => state.liveMessage(id) !== undefined);
    const until = Date.now() + 3_000;
    while (!find() && Date.now() < until) await sleep(20);
    const status = find();
    if (!status || status.showedPicture) return;
    this.takenAway.add(status.id);
    this.#standin.deleteMessage(status.id);
  }
}
