import type { ChaosOptions } from './options.ts';
import { Seeded } from './seeded.ts';

/** What one person does, from the first request to what they do with its outcome. */
export interface Scene {
  readonly number: number;
  /** Stands in the prompt and in no other prompt. */
  readonly marker: string;
  readonly person: string;
  readonly entrance: 'discord' | 'telegram' | 'web';
  /** How it is asked, in the words of the entrance. */
  readonly way: DiscordWay | TelegramWay | WebWay;
  readonly count: number;
  readonly private: boolean;
  /** The gateway that the person names. */
  readonly provider?: string;
  readonly then?: Then;
  readonly fault?: DiscordFault | TelegramFault | WebFault;
  /** This person asks for more than a day allows. */
  readonly greedy: boolean;
}

export type DiscordWay = 'slash' | 'slash-dm' | 'edit' | 'mention' | 'mention-picture' | 'direct-message';
export type TelegramWay = 'text' | 'photo' | 'album' | 'group' | 'topic' | 'basic-group';
export type WebWay = 'json' | 'multipart' | 'data-uri';
/** `again`, `retry` and `edit` are requests of their own. */
export type Then = 'again' | 'retry' | 'edit' | 'cancel';

// prettier-ignore
export const discordFaults = [
  'answer-lost', 'answer-cut', 'answer-429', 'answer-banned', 'answer-500', 'answer-502', 'answer-413', 'acknowledgement-lost',
  'acknowledgement-500', 'token-expired', 'status-deleted', 'token-expired-post-lost', 'event-twice',
] as const;
/** In the last act every answer is lost, until all has been down for ten minutes. */
export type DiscordFault = (typeof discordFaults)[number] | 'outage-answer' | 'outage-post';
// prettier-ignore
export const telegramFaults = [
  'answer-lost', 'answer-cut', 'answer-429', 'answer-429-bare', 'answer-500', 'answer-502', 'answer-413',
  'status-vanished', 'blocked', 'migrated', 'update-twice', 'announcement-lost',
] as const;
export type TelegramFault = (typeof telegramFaults)[number] | 'outage-answer' | 'outage-album';
export const webFaults = ['reply-dropped', 'asked-twice'] as const;
export type WebFault = (typeof webFaults)[number];

export const gatewayNames = ['wuyinkeji', 'aizfw', 'gccai', 'xinliu', 'apimodels', 'openai'] as const;

/** Pictures a person may ask for in a day, in every run. */
export const dailyLimit = 60;

/** The markers of one run: nothing else looks like them. */
export function markerPattern(seed: number): RegExp {
  return new RegExp(`m${seed.toString(36)}n\\d{6}q`, 'g');
}

/** How many requests a scene makes. */
export function requestsOf({ then }: Scene): number {
  return then === undefined || then === 'cancel' ? 1 : 2;
}

/** Everything that people do in a run, decided beforehand. */
export function planScenes({ requests, seed }: Pick<ChaosOptions, 'requests' | 'seed'>): Scene[] {
  const chance = Seeded.of(seed, 'scenes');
  const scenes: Scene[] = [];
  const people = Math.max(6, Math.ceil(requests / 24));
  const greedy = Math.max(1, Math.round(requests / 600));
  for (let planned = 0; planned < requests;) {
    const scene = planScene(chance, scenes.length, { seed, people, greedy });
    scenes.push(scene);
    planned += requestsOf(scene);
  }
  return scenes;
}

function planScene(
  chance: Seeded,
  number: number,
  { seed, people, greedy }: { seed: number; people: number; greedy: number },
): Scene {
  const entrance = chance.weighted([
    [45, 'discord'],
    [35, 'telegram'],
    [20, 'web'],
  ] as const);
  const isGreedy = chance.chance(0.05);
  const way = wayOf(chance, entrance);
  const fault = chance.chance(0.16) ? faultOf(chance, entrance, way) : undefined;
  const count = isGreedy ? 4 : chance.weighted([[80, 1], [12, 2], [4, 3], [4, 4]] as const); // prettier-ignore
  const then = chance.weighted<Then | undefined>([
    [74, undefined],
    [8, 'again'],
    [6, 'retry'],
    [6, 'edit'],
    [6, 'cancel'],
  ]);
  // Whoever blocks the bot is no use to later scenes.
  const alone = fault === 'blocked' ? `-${number}` : '';
  const name = isGreedy ? `greedy${chance.between(1, greedy)}` : `p${chance.between(1, people)}${alone}`;
  return {
    number,
    marker: `m${seed.toString(36)}n${String(number).padStart(6, '0')}q`,
    person: `${entrance}-${name}`,
    entrance,
    way,
    count,
    private:
      (entrance === 'discord' && way === 'slash' && chance.chance(0.2)) ||
      (way === 'group' && chance.chance(0.1)),
    ...(chance.chance(0.7) ? { provider: chance.pick(gatewayNames) } : {}),
    // oxlint-disable-next-line unicorn/no-thenable -- never awaited: the name of a step that follows
    ...(then && fault !== 'blocked' ? { then } : {}),
    ...(fault ? { fault } : {}),
    greedy: isGreedy,
  };
}

function wayOf(chance: Seeded, entrance: Scene['entrance']): Scene['way'] {
  switch (entrance) {
    case 'discord':
      return chance.weighted<DiscordWay>([
        [50, 'slash'],
        [10, 'slash-dm'],
        [12, 'edit'],
        [12, 'mention'],
        [8, 'mention-picture'],
        [8, 'direct-message'],
      ]);
    case 'telegram':
      return chance.weighted<TelegramWay>([
        [45, 'text'],
        [12, 'photo'],
        [6, 'album'],
        [22, 'group'],
        [10, 'topic'],
        [5, 'basic-group'],
      ]);
    case 'web':
      return chance.weighted<WebWay>([
        [70, 'json'],
        [20, 'multipart'],
        [10, 'data-uri'],
      ]);
  }
}

function faultOf(chance: Seeded, entrance: Scene['entrance'], way: Scene['way']): Scene['fault'] {
  switch (entrance) {
    case 'discord': {
      const fault = chance.pick(discordFaults);
      const isInteraction = way === 'slash' || way === 'slash-dm' || way === 'edit';
      return isInteraction || fault.startsWith('answer') || fault === 'status-deleted'
        ? fault
        : 'answer-lost';
    }
    case 'telegram': {
      const fault = chance.pick(telegramFaults);
      if (fault === 'blocked') return way === 'text' ? fault : 'answer-lost';
      if (fault === 'migrated') return way === 'basic-group' ? fault : 'answer-429';
      return fault;
    }
    case 'web':
      return chance.pick(webFaults);
  }
}
