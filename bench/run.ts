import { drawFlameGraph } from './flame-graph.ts';
import { buildProgram } from './measure/build-program.ts';
import { scenarios } from './scenarios/index.ts';
import { printTable, writeTable } from './table.ts';
import type { Row } from './scenario.ts';

/**
 * `npm run bench [-- name …] [--runs 5] [--write]`: measures, prints one table, and with `--write` puts it into
 * docs/performance.md with the machine and the date; `flame` draws where the time goes instead.
 */
const words = process.argv.slice(2);
if (words.includes('--help')) {
  process.stdout.write(
    `npm run bench [-- name …] [--runs 5] [--write]\n` +
      `  name     ${scenarios.map(({ name }) => name).join(', ')}; none: all of them\n` +
      `  --runs   of how many runs the median is told\n` +
      `  --write  puts the table into docs/performance.md\n` +
      `npm run bench -- flame   draws docs/images/flame-graph.svg\n`,
  );
  process.exit(0);
}
const runs = Number(words[words.indexOf('--runs') + 1] ?? 0) || 5;
const names = words.filter((word, index) => !word.startsWith('--') && words[index - 1] !== '--runs');
const unknown = names.filter(
  (name) => name !== 'flame' && !scenarios.some((scenario) => scenario.name === name),
);
if (unknown.length > 0) {
  process.stderr.write(
    `There is no benchmark "${unknown.join('", "')}". There are: ${scenarios.map(({ name }) => name).join(', ')}.\n`,
  );
  process.exit(1);
}

buildProgram('bench/dist');

if (names.includes('flame')) {
  await drawFlameGraph(new URL('../docs/images/flame-graph.svg', import.meta.url));
  process.exit(0);
}

const results = new Map<string, readonly Row[]>();
for (const scenario of scenarios) {
  if (names.length > 0 && !names.includes(scenario.name)) continue;
  process.stderr.write(`${scenario.name} …\n`);
  results.set(scenario.name, await scenario.run({ runs }));
}
printTable(results);
if (words.includes('--write')) await writeTable(results, { runs });
process.exit(0);
