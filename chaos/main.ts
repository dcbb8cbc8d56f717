import { conduct } from './conductor.ts';
import { readOptions } from './options.ts';
import type { ChaosOptions } from './options.ts';

/** `npm run chaos`: breaks everything there is while people ask for pictures, and counts what became of them. */
const options = optionsOrUsage();
const stop = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());

process.stdout.write(
  `seed ${options.seed}: ${options.requests} requests, ${options.kills} kills (again: npm run chaos -- --seed ${options.seed} --requests ${options.requests} --kills ${options.kills})\n`,
);
const result = await conduct(options, {
  say: (line) => process.stdout.write(`${line}\n`),
  signal: stop.signal,
});
process.stdout.write(`\n${result.text}\n`);
if (result.findings.length > 0) {
  process.stdout.write(
    `\nNot all promises were kept with seed ${options.seed}; logs and histories are in ${result.folder}\n`,
  );
}
process.exit(result.findings.length + result.undone.length > 0 || stop.signal.aborted ? 1 : 0);

function optionsOrUsage(): ChaosOptions {
  try {
    return readOptions(process.argv.slice(2));
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  }
}
