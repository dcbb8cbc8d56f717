import { readFile, writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import type { Row } from './scenario.ts';

type Results = ReadonlyMap<string, readonly Row[]>;

const begin = '<!-- bench:begin -->';
const end = '<!-- bench:end -->';
const page = new URL('../docs/performance.md', import.meta.url);

export function printTable(results: Results): void {
  process.stdout.write(`${tableOf(results)}\n`);
}

/** Replaces the table between the marks of the page. */
export async function writeTable(results: Results, { runs }: { runs: number }): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [before, rest] = [text.slice(0, text.indexOf(begin)), text.slice(text.indexOf(end))];
  const date = new Date().toISOString().slice(0, 10);
  const machine = `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GB, Linux ${release()}, Node ${process.version}`;
  const note = `Measured on ${date}: ${machine}; medians of ${runs} runs, lowest and highest in brackets.`;
  await writeFile(page, `${before}${begin}\n\n${note}\n\n${tableOf(results)}\n\n${rest}`);
}

function tableOf(results: Results): string {
  const lines = [
    '| benchmark | what | measured | beside it | ratio | target | met |',
    '| --- | --- | --- | --- | --- | --- | --- |',
  ];
  for (const [name, rows] of results) {
    for (const { what, measured, beside, ratio, target, met } of rows) {
      const mark = met === undefined ? '' : met ? 'yes' : 'no';
      lines.push(`| ${name} | ${what} | ${measured} | ${beside} | ${ratio} | ${target} | ${mark} |`);
    }
  }
  return lines.join('\n');
}
