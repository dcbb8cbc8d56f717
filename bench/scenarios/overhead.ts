import { measureBare, measureLimner } from '../measure/load.ts';
import type { Side } from '../measure/load.ts';
import { median, spread } from '../measure/statistics.ts';
import type { Row, Scenario } from '../scenario.ts';

const atOnce = 16;

/** CPU of one generation from the command to the post, over a bare script with the same calls. */
export const overhead: Scenario = {
  name: 'overhead',
  async run({ runs }) {
    const rows: Row[] = [];
    for (const { bytes, label, total, target } of [
      { bytes: 1_500_000, label: '1.5 MB', total: 160, target: 1.5 },
      { bytes: 20_000, label: '20 kB', total: 400, target: 5 },
    ]) {
      const ours: Side[] = [];
      const floor: Side[] = [];
      for (let run = 0; run < runs; run += 1) {
        ours.push(await measureLimner(bytes, { chats: atOnce, total }));
        floor.push(await measureBare(bytes, { chats: atOnce, total }));
      }
      const sum = (side: Side): number => side.node + side.store;
      const ratio = median(ours.map(sum)) / median(floor.map(sum));
      rows.push({
        what: `CPU per generation, ${label} × ${atOnce}`,
        measured: `${spread(ours.map(sum), ' ms')}: Node ${median(ours.map(({ node }) => node)).toFixed(2)}, store ${median(ours.map(({ store }) => store)).toFixed(2)}; ${spread(
          ours.map(({ perSecond }) => perSecond),
          '/s',
          0,
        )}`,
        beside: `${spread(floor.map(sum), ' ms')}; ${spread(
          floor.map(({ perSecond }) => perSecond),
          '/s',
          0,
        )}`,
        ratio: `${ratio.toFixed(2)} ×`,
        target: `≤ ${target} ×`,
        met: ratio <= target,
      });
    }
    const idle: number[] = [];
    const idleFloor: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      idle.push((await measureLimner(20_000, { chats: 1, total: 60 })).latencyMs);
      idleFloor.push((await measureBare(20_000, { chats: 1, total: 60 })).latencyMs);
    }
    const added = median(idle) - median(idleFloor);
    rows.push({
      what: 'Added wall time when idle, median',
      measured: spread(idle, ' ms', 1),
      beside: spread(idleFloor, ' ms', 1),
      ratio: `+ ${added.toFixed(1)} ms`,
      target: '≤ 25 ms',
      met: added <= 25,
    });
    return rows;
  },
};
