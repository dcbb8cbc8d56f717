import type { Scene } from './plan.ts';

/** Requests whose delivery is answered by nobody, on all roads. */
export function outageScenes(seed: number): Scene[] {
  const roads: readonly Partial<Scene>[] = [
    { entrance: 'discord', way: 'slash', fault: 'outage-answer' },
    { entrance: 'discord', way: 'slash', fault: 'outage-answer', count: 3 },
    { entrance: 'discord', way: 'slash', fault: 'outage-post' },
    { entrance: 'discord', way: 'slash', fault: 'outage-post', count: 2 },
    { entrance: 'discord', way: 'slash', fault: 'outage-answer', private: true },
    { entrance: 'discord', way: 'mention', fault: 'outage-answer' },
    { entrance: 'telegram', way: 'text', fault: 'outage-answer' },
    { entrance: 'telegram', way: 'group', fault: 'outage-answer' },
    { entrance: 'telegram', way: 'text', fault: 'outage-album', count: 3 },
    { entrance: 'telegram', way: 'topic', fault: 'outage-album', count: 2 },
  ];
  return roads.map((road, index) => ({
    number: 900_000 + index,
    marker: `m${seed.toString(36)}n${900_000 + index}q`,
    person: `${road.entrance ?? ''}-outage${index}`,
    entrance: 'discord',
    way: 'slash',
    count: 1,
    private: false,
    provider: 'gccai',
    greedy: false,
    ...road,
  }));
}
