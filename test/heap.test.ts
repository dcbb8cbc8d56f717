import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

// What is set is V8's own, for the whole process: a process of its own.
const program = `
const { getHeapSpaceStatistics } = await import('node:v8');
if (process.argv[1] === 'shaped') (await import('./src/heap.ts')).shapeHeap();
const kept = [];
const young = () => getHeapSpaceStatistics().find(({ space_name: name }) => name === 'new_space').space_size;
let most = 0;
// A turn makes less than the young half holds at first: each pass of the collector is heard of before the next.
for (let turn = 0; turn < 600; turn += 1) {
  for (let i = 0; i < 2_000; i += 1) kept[(turn * 2_000 + i) % 300_000] = { turn, i, text: [i] };
  for (let wait = 0; wait < 3; wait += 1) await new Promise((resolve) => setImmediate(resolve));
  most = Math.max(most, young());
}
console.log(most / 1_048_576);
`;

function youngMegabytes(how: string): number {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '--eval', program, how], {
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  return Number(stdout);
}

test('the young half of the heap stays at half of what V8 would let it have', () => {
  expect(youngMegabytes('as it is')).toBe(32);
  expect(youngMegabytes('shaped')).toBe(16);
});
