import { setTimeout as sleep } from 'node:timers/promises';
import type { DiscordStandin } from '../test/support/discord/discord-standin.ts';
import type { InteractionHandle, MessageHandle } from '../test/support/discord/handles.ts';
import type { Place } from '../test/support/discord/interaction-event.ts';
import type { Channel, Message } from '../test/support/discord/model.ts';
import type { Person } from '../test/support/discord/person.ts';
import { visibleMessage } from '../test/support/discord/visible-message.ts';
import type { VisibleMessage } from '../test/support/discord/visible-message.ts';
import { DiscordSabotage } from './discord-sabotage.ts';
import { isOutcome, messagesOn, outcomeButton, requestsOn } from './discord-screen.ts';
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
  readonly #sabotage: DiscordSabotage;
  readonly #replies: GrowingIndex<Message>;

  constructor(standin: DiscordStandin, picture: (tag: string) => Promise<Buffer>) {
    this.#standin = standin;
    this.#sabotage = new DiscordSabotage(standin, (id) => this.#repliesTo(id));
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
    this.#sabotage.strike(ask);
    if (scene.then === 'cancel') await this.#cancel(ask);
    const outcome = await this.#outcomeOf(ask);
    if (outcome && scene.then !== undefined && scene.then !== 'cancel') await this.#goOn(ask, outcome);
  }

  get faults(): readonly InjectedFault[] {
    return this.#sabotage.faults;
  }

  /** How many deliveries of the last act have lost an answer. */
  get answersLost(): number {
    return this.#sabotage.answersLost;
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
    return messagesOn(this.#standin, this.#sabotage.takenAway);
  }

  requests(): PlatformRequest[] {
    return requestsOn(this.#standin);
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
}
