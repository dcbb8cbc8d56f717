import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscordStandin } from '../test/support/discord/discord-standin.ts';
import type { InteractionHandle, MessageHandle } from '../test/support/discord/handles.ts';
import type { Place } from '../test/support/discord/interaction-event.ts';
import { messageFlags } from '../test/support/discord/model.ts';
import type { PlannedMisbehaviour } from '../test/support/discord/misbehaviour.ts';
import type { Channel, Message } from '../test/support/discord/model.ts';
import type { Person } from '../test/support/discord/person.ts';
import { visibleMessage } from '../test/support/discord/visible-message.ts';
import type { VisibleMessage } from '../test/support/discord/visible-message.ts';
import { picturesOf } from '../test/support/discord/visible-message.ts';
import type { Asked, BotMessage, InjectedFault, PlatformRequest } from './evidence.ts';
import { GrowingIndex } from './growing-index.ts';
import type { DiscordWay, Scene } from './plan.ts';

/** How long a person looks at the screen before they do something else, milliseconds. */
const patienceMs = 20_000;

interface Ask {
  readonly scene: Scene;
  readonly what: string;
  readonly person: Person;
  readonly channel: Channel;
  readonly at: number;
  readonly private: boolean;
  readonly interaction?: InteractionHandle;
  readonly message?: MessageHandle;
}

/** The people on Discord: they ask, wait, press and answer as the scenes say. */
export class DiscordPeople {
  readonly #standin: DiscordStandin;
  readonly #picture: (tag: string) => Promise<Buffer>;
  readonly #people = new Map<string, Person>();
  readonly #channels: readonly Channel[];
  readonly #asks: Ask[] = [];
  readonly #takenAway = new Set<string>();
  readonly #replies: GrowingIndex<Message>;
  readonly faults: InjectedFault[] = [];
  readonly #outages: PlannedMisbehaviour[] = [];

  constructor(standin: DiscordStandin, picture: (tag: string) => Promise<Buffer>) {
    this.#standin = standin;
    this.#picture = picture;
    this.#replies = new GrowingIndex(standin.state.messages, ({ replyTo }) => replyTo);
    const first = standin.channel;
    this.#channels = [
      first,
      standin.addChannel('art'),
      standin.addChannel('sketches'),
      standin.addThread('wip', first),
    ];
  }

  async play(scene: Scene): Promise<void> {
    const ask = await this.#ask(scene);
    if (!ask) return;
    this.#asks.push(ask);
    this.#sabotage(ask);
    if (scene.then === 'cancel') await this.#cancel(ask);
    const outcome = await this.#outcomeOf(ask);
    if (outcome && scene.then !== undefined && scene.then !== 'cancel') await this.#goOn(ask, outcome);
  }

  /** How many deliveries of the last act have lost an answer. */
  get answersLost(): number {
    return this.#outages.filter(({ hits }) => hits > 0).length;
  }

  asked(): Asked[] {
    const { state } = this.#standin;
    return this.#asks.map((ask) => {
      const { scene, interaction, message, channel, person } = ask;
      const acknowledged = interaction?.interaction.acknowledgement !== undefined;
      const answered = message !== undefined && this.#repliesTo(message.id).length > 0;
      return {
        scene: scene.number,
        marker: scene.marker,
        what: ask.what,
        key: interaction ? `discord:${interaction.id}` : `discord:m${message?.id ?? ''}`,
        userId: `discord:${person.id}`,
        places: [channel.id, state.dmWith(person.id).id],
        private: ask.private,
        at: ask.at,
        accepted: acknowledged || answered ? 'yes' : 'no',
        ...(interaction?.interaction.originalId === undefined
          ? {}
          : { answerId: interaction.interaction.originalId }),
        ...(message ? { messageId: message.id } : {}),
        unreachable: false,
        greedy: scene.greedy,
        ...(scene.fault ? { fault: scene.fault } : {}),
      };
    });
  }

  messages(): BotMessage[] {
    const { state } = this.#standin;
    const shown = this.#everShown();
    return [...state.messages.values()]
      .filter((message) => message.authorId === state.bot.id)
      .map((message) => {
        const channel = state.channel(message.channelId);
        const seen = visibleMessage(state, message);
        const now = picturesOf(state, message).flatMap(({ sha256 }) =>
          sha256 === undefined ? [] : [sha256],
        );
        const reader = message.ephemeralFor ?? (channel.kind === 'dm' ? channel.recipientIds[0] : undefined);
        return {
          platform: 'discord',
          place: message.channelId,
          id: message.id,
          visible: state.liveMessage(message.id) !== undefined,
          takenAway: this.#takenAway.has(message.id),
          ...(reader === undefined ? {} : { onlyFor: `discord:${reader}` }),
          text: seen.text,
          texts: [seen.text],
          buttons: seen.buttons.flatMap(({ customId }) => (customId === undefined ? [] : [customId])),
          loading: (message.flags & messageFlags.loading) !== 0,
          pictures: [...new Set([...now, ...(shown.get(message.id) ?? [])])],
          shownNow: now,
          ...(message.replyTo === undefined ? {} : { replyTo: message.replyTo }),
          ...(message.interactionId === undefined ? {} : { answerTo: message.interactionId }),
          at: message.createdAt,
        } satisfies BotMessage;
      });
  }

  requests(): PlatformRequest[] {
    return this.#standin.requests.map((request) => ({
      platform: 'discord',
      at: request.at,
      what: `${request.method} ${request.path}`,
      outcome: `${request.outcome} ${request.status ?? ''} ${request.code ?? ''}`.trim(),
      files: request.files.map(({ sha256 }) => sha256),
      text: JSON.stringify(request.payload ?? null).slice(0, 600),
    }));
  }

  async #ask(scene: Scene): Promise<Ask | undefined> {
    const person = this.#personOf(scene.person);
    const channel = this.#channelOf(scene, person);
    const place: Place = { channel: channel.id, ...(scene.fault === 'event-twice' ? { twice: true } : {}) };
    const words = `${scene.marker} a lighthouse in a storm`;
    const base = {
      scene,
      person,
      channel,
      at: this.#standin.clock.now(),
      what: scene.way,
      private: scene.private,
    };
    const options = {
      prompt: words,
      ...(scene.count > 1 ? { count: scene.count } : {}),
      ...(scene.provider ? { provider: scene.provider } : {}),
      ...(scene.private ? { private: true } : {}),
    };
    const flags = `${scene.count > 1 ? ` --count ${scene.count}` : ''}${scene.provider ? ` --provider ${scene.provider}` : ''}`;
    const file = async () => ({ name: 'reference.png', bytes: await this.#picture(scene.marker) });
    switch (scene.way as DiscordWay) {
      case 'slash':
      case 'slash-dm':
        return { ...base, interaction: await person.slash('imagine', options, place) };
      case 'edit':
        return {
          ...base,
          interaction: await person.slash('edit', { ...options, image: await file() }, place),
        };
      case 'mention':
        return {
          ...base,
          message: await person.postMessage({ ...place, mentionBot: true, content: `${words}${flags}` }),
        };
      case 'mention-picture': {
        const attachments = [await file()];
        const content = `${words}${flags}`;
        return {
          ...base,
          message: await person.postMessage({ ...place, mentionBot: true, content, attachments }),
        };
      }
      case 'direct-message':
        return { ...base, message: await person.postMessage({ ...place, content: `${words}${flags}` }) };
    }
  }

  /** What goes wrong for this very request. */
  #sabotage(ask: Ask): void {
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
  async #deleteStatus({ interaction, message }: Ask): Promise<void> {
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
    this.#takenAway.add(status.id);
    this.#standin.deleteMessage(status.id);
  }

  async #cancel({ scene, person, channel, interaction }: Ask): Promise<void> {
    await interaction?.acknowledged({ timeoutMs: 4_000 }).catch(() => undefined);
    await sleep(scene.number % 400);
    await person.slash('cancel', {}, { channel: channel.id }).catch(() => undefined);
  }

  /** Waits for what ends this request; undefined when nothing does in time. */
  async #outcomeOf(ask: Ask): Promise<VisibleMessage | undefined> {
    const until = Date.now() + patienceMs;
    while (Date.now() < until) {
      const found = this.#seenOf(ask).find(isOutcome);
      if (found) return found;
      if (ask.interaction && ask.interaction.status === 'unanswered') return undefined;
      await sleep(200);
    }
    return undefined;
  }

  #seenOf({ interaction, message }: Ask): VisibleMessage[] {
    if (message) {
      const { state } = this.#standin;
      const replies = this.#repliesTo(message.id).filter(({ id }) => state.liveMessage(id) !== undefined);
      return replies.map((reply) => visibleMessage(state, reply));
    }
    const answer = interaction?.answer();
    return [...(answer ? [answer] : []), ...(interaction?.followups() ?? [])];
  }

  async #goOn(ask: Ask, outcome: VisibleMessage): Promise<void> {
    const { scene, person, channel } = ask;
    const wanted = scene.then === 'edit' && outcome.pictures.length > 0 ? 'edit' : outcomeButton(outcome);
    if (wanted === undefined) return;
    const at = this.#standin.clock.now();
    const base = { scene, person, channel, at, private: ask.private };
    let next: Ask;
    if (wanted === 'edit' && !outcome.ephemeral) {
      const message = await person.postMessage({
        channel: outcome.channelId,
        replyTo: outcome.id,
        // Without the mention Discord keeps the words of a reply to an interaction's answer from the bot.
        mentionBot: true,
        content: `${scene.marker} now by night`,
      });
      next = { ...base, what: 'reply', message };
    } else {
      const button = outcome.buttons.find(({ customId }) =>
        customId?.startsWith(wanted === 'edit' ? 'again' : wanted),
      );
      if (!button?.customId) return;
      const what = button.customId.split(':')[0] ?? '';
      next = {
        ...base,
        what,
        interaction: person.pressButton(outcome.id, button.customId, { channel: channel.id }),
      };
    }
    this.#asks.push(next);
    await this.#outcomeOf(next);
  }

  #personOf(name: string): Person {
    const known = this.#people.get(name);
    if (known) return known;
    const person = this.#standin.addPerson(name);
    this.#people.set(name, person);
    return person;
  }

  #channelOf({ way, number }: Scene, person: Person): Channel {
    if (way === 'slash-dm' || way === 'direct-message') return this.#standin.state.dmWith(person.id);
    return this.#channels[number % this.#channels.length] ?? this.#standin.channel;
  }

  #repliesTo(messageId: string): readonly Message[] {
    return this.#replies.get(messageId).filter(({ authorId }) => authorId === this.#standin.state.bot.id);
  }

  /** Uploads that took effect, by message: also what was edited away since. */
  #everShown(): Map<string, string[]> {
    const shown = new Map<string, string[]>();
    const { state } = this.#standin;
    for (const request of this.#standin.requests) {
      const done =
        request.outcome === 'lost-answer' ||
        (request.outcome === 'answered' && (request.status ?? 500) < 300);
      if (!done || request.files.length === 0 || request.method !== 'PATCH') continue;
      const token = /^\/webhooks\/\d+\/([^/]+)\/messages\/@original/.exec(request.path)?.[1];
      const id =
        token === undefined
          ? /\/messages\/(\d+)$/.exec(request.path)?.[1]
          : state.interactionsByToken.get(token)?.originalId;
      if (id === undefined) continue;
      // Previews are no pictures of the outcome.
      const files = request.files.filter(({ name }) => !name.startsWith('preview-'));
      shown.set(id, [...(shown.get(id) ?? []), ...files.map(({ sha256 }) => sha256)]);
    }
    return shown;
  }
}

/** A message that ends a request: pictures, buttons of an outcome, or a refusal. */
function isOutcome(message: VisibleMessage): boolean {
  if (message.loading) return false;
  if (outcomeButton(message) !== undefined) return true;
  const isProgress = message.buttons.some(({ customId }) => customId?.startsWith('cancel:'));
  return !isProgress && !message.text.includes('Waiting for a turn') && message.text !== '';
}

function outcomeButton({ buttons }: VisibleMessage): 'again' | 'retry' | undefined {
  for (const verb of ['again', 'retry'] as const) {
    if (buttons.some(({ customId }) => customId?.startsWith(`${verb}:`))) return verb;
  }
  return undefined;
}
