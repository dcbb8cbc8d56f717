import { execFile } from 'node:child_process';
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const core = 'core knows no platform, no provider and nothing of the program around it.';
const media = "media imports core's ports, errors and types only.";
const provider = "A provider imports core's ports, errors and types, and providers/shared.";
const otherProvider = 'A provider knows no other provider; what two need stands in providers/shared.';
const bot = "A bot imports core's use cases, ports and types, and bots/shared.";
const otherBot = 'A bot knows no other bot; what two need stands in bots/shared.';

/** Each file is a violation on its own; what the linter must say stands beside it. */
const violations: [path: string, line: string, said: string][] = [
  ...[
    'discord.js',
    '@discordjs/core',
    '@discordjs/rest',
    'grammy',
    'undici',
    'bullmq',
    'ioredis',
    'fastify',
    'sharp',
  ].map((name): [string, string, string] => [`src/core/a-${clean(name)}.ts`, `import '${name}';`, name]),
  ...['discord.js', 'grammy', 'undici', 'fastify', 'sharp'].flatMap((name): [string, string, string][] => [
    [`src/core/queue/a-${clean(name)}.ts`, `import '${name}';`, name],
    [`src/core/storage/deep/a-${clean(name)}.ts`, `import '${name}';`, name],
  ]),
  ['src/core/b.ts', "import '../bots/shared/messages.ts';", core],
  ['src/core/generation/c.ts', "import '../../providers/shared/http.ts';", core],
  ['src/core/queue/d.ts', "import '../../providers/gccai/gccai-provider.ts';", core],
  ['src/core/storage/e.ts', "import '../../media/file-store.ts';", core],
  ['src/core/f.ts', "import { loadConfig } from '../config.ts'; void loadConfig;", core],
  ['src/core/g.ts', "import { createLogger } from '../logger.ts'; void createLogger;", core],
  ...['discord.js', 'grammy', 'bullmq', 'ioredis', 'fastify'].flatMap((name): [string, string, string][] => [
    [`src/media/a-${clean(name)}.ts`, `import '${name}';`, name],
    [`src/providers/gccai/a-${clean(name)}.ts`, `import '${name}';`, name],
  ]),
  ['src/media/b.ts', "import '../providers/gccai/x.ts';", media],
  ['src/media/c.ts', "import '../core/storage/keys.ts';", media],
  ['src/providers/gccai/b.ts', "import '../../bots/shared/x.ts';", provider],
  ['src/providers/gccai/c.ts', "import '../../core/queue/x.ts';", provider],
  ['src/providers/gccai/d.ts', "import '../../core/storage/x.ts';", provider],
  ['src/providers/gccai/e.ts', "import '../../media/x.ts';", provider],
  ['src/providers/gccai/f.ts', "import '../xinliu/x.ts';", otherProvider],
  ['src/providers/gccai/deep/g.ts', "import '../../xinliu/x.ts';", otherProvider],
  ['src/providers/shared/h.ts', "import '../openai/x.ts';", otherProvider],
  ...['bullmq', 'ioredis', 'undici', 'sharp', 'fastify'].map((name): [string, string, string] => [
    `src/bots/discord/a-${clean(name)}.ts`,
    `import '${name}';`,
    name,
  ]),
  ...['bullmq', 'ioredis', 'undici', 'sharp', 'discord.js', 'grammy'].map(
    (name): [string, string, string] => [`src/bots/web/deep/a-${clean(name)}.ts`, `import '${name}';`, name],
  ),
  ['src/bots/discord/b.ts', "import '../../providers/shared/x.ts';", bot],
  ['src/bots/telegram/c.ts', "import '../../core/storage/x.ts';", bot],
  ['src/bots/web/d.ts', "import '../../core/queue/x.ts';", bot],
  ['src/bots/shared/e.ts', "import '../../media/x.ts';", bot],
  ['src/bots/discord/f.ts', "import '../telegram/x.ts';", otherBot],
  ['src/bots/web/deep/g.ts', "import '../../discord/x.ts';", otherBot],
  ['src/bots/shared/h.ts', "import '../web/x.ts';", otherBot],
  ['src/config/i.ts', "import '../main.ts';", 'Nothing imports the composition root.'],
  ['test/j.test.ts', "import '../src/main.ts';", 'Nothing imports the composition root.'],
  ['src/media/cycle.ts', "export * as other from './cycle-other.ts';", 'Dependency cycle detected'],
  ['src/core/k.ts', "export const secret = process.env['SECRET'];", 'process.env'],
  ['src/core/l.ts', "console.info('hello');", 'console'],
  ['src/core/m.ts', 'export const value: any = 1;', 'any'],
  [
    'src/core/n.ts',
    "import { Logger } from './ports/logger.ts'; export type L = Logger;",
    'only used as types',
  ],
  ['src/core/o.ts', '// @ts-ignore\nexport const value = 1;', '@ts-ignore'],
  ['src/core/p.ts', 'export default 1;', 'default'],
];

/** What looks alike and is allowed. */
const allowed: [path: string, line: string][] = [
  ['src/core/queue/y.ts', "import 'bullmq'; import 'ioredis'; import '../storage/keys.ts';"],
  ['src/core/storage/local/y.ts', "import 'ioredis'; import '../../ports/logger.ts';"],
  [
    'src/media/y.ts',
    "import 'undici'; import 'sharp'; import '../core/ports/media.ts'; import '../core/ports/logger.ts';",
  ],
  [
    'src/providers/gccai/y.ts',
    "import 'undici'; import '../shared/http.ts'; import '../../core/ports/media.ts';",
  ],
  ['src/providers/shared/deep/y.ts', "import '../http.ts'; import '../../../core/errors.ts';"],
  ['src/providers/registry.ts', "import './gccai/gccai-provider.ts'; import './openai/openai-provider.ts';"],
  [
    'src/bots/discord/y.ts',
    "import 'discord.js'; import '../shared/messages.ts'; import '../../core/core.ts';",
  ],
  ['src/bots/telegram/y.ts', "import 'grammy'; import './telegram-error.ts';"],
  ['src/bots/web/y.ts', "import 'fastify'; import '../../core/ports/logger.ts';"],
  [
    'src/main.ts',
    "import './config.ts'; import './core/storage/x.ts'; import './bots/web/y.ts'; import 'undici';",
  ],
  ['src/config.ts', 'export const path = process.env;'],
];

let folder: string;
let findings: { file: string; text: string }[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'limner-lint-'));
  copyFileSync(join(root, '.oxlintrc.json'), join(folder, '.oxlintrc.json'));
  for (const [path, line] of [...violations, ...allowed]) plant(path, line);
  plant('src/media/cycle-other.ts', "export * as first from './cycle.ts';");
  findings = await lint(folder);
}, 60_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

function clean(name: string): string {
  return name.replaceAll(/\W/g, '-');
}

function plant(path: string, line: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), `${line}\n`);
}

async function lint(cwd: string): Promise<{ file: string; text: string }[]> {
  const oxlint = join(root, 'node_modules', '.bin', 'oxlint');
  // It ends with 1 when it finds something; what it found is on standard output all the same.
  const { stdout } = await promisify(execFile)(oxlint, ['--format', 'json'], {
    cwd,
    maxBuffer: 10_000_000,
  }).catch((error: { stdout: string }) => error);
  const report = JSON.parse(stdout) as {
    diagnostics: { filename: string; message: string; help?: string; code: string }[];
  };
  return report.diagnostics.map(({ filename, message, help, code }) => ({
    file: relative(cwd, join(cwd, filename)),
    text: `${code} ${message} ${help ?? ''}`,
  }));
}

describe('the linter', () => {
  it.each(violations)('reports %s: %s', (path, _, said) => {
    const texts = findings.filter(({ file }) => file === path).map(({ text }) => text);

    expect(texts).toEqual([expect.stringContaining(said)]);
  });

  it.each(allowed)('allows %s: %s', (path) => {
    expect(findings.filter(({ file }) => file === path)).toEqual([]);
  });

  it.each(['providers', 'bots'])('tells all folders of src/%s apart by their names', (group) => {
    const configuration = readFileSync(join(root, '.oxlintrc.json'), 'utf8');
    const names = readdirSync(join(root, 'src', group), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && entry.name !== 'shared')
      .map((entry) => entry.name);

    const missing = names.filter((name) => !new RegExp(`[(|]${name}[|)]`).test(configuration));

    expect(missing).toEqual([]);
  });
});

it('core names no platform and no gateway, not even in a comment', () => {
  const names = /discord|telegram|grammy|wuyinkeji|aizfw|gccai|xinliu|apimodels|openai|sandbox/i;
  const files = readdirSync(join(root, 'src/core'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') || file.endsWith('.lua'))
    .map((file) => join('src/core', file));

  const named = files.flatMap((file) =>
    readFileSync(join(root, file), 'utf8')
      .split('\n')
      .flatMap((line, at) => (names.test(line) ? [`${file}:${at + 1}: ${line.trim()}`] : [])),
  );

  expect(named).toEqual([]);
});
