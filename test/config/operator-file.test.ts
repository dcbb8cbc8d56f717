import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { limitRulesOf } from '../../src/config/operator/limit-sections.ts';
import { parseOperatorFile } from '../../src/config/operator/parse-operator-file.ts';
import { openOperatorFile, type OperatorFile } from '../../src/config/operator-file.ts';
import type { Logger } from '../../src/core/ports/logger.ts';
import { openOperator } from '../../src/start-operator-file.ts';
import { silentLogger } from '../../src/core/ports/logger.ts';
import { eventually } from '../support/eventually.ts';

const example = new URL('../../limner.config.example.yaml', import.meta.url);
const docs = new URL('../../docs/tiers.md', import.meta.url);

describe('The configuration file', () => {
  it('is shown by an example that can be used as it is', async () => {
    const parsed = parseOperatorFile(await readFile(example, 'utf8'));
    if (parsed.kind === 'wrong') throw new Error(parsed.problems.join('\n'));

    const rules = limitRulesOf(parsed.content);

    expect(rules.defaultTier).toBe('guest');
    expect(rules.tiers.map(({ name }) => name)).toEqual(['patron', 'guest']);
    expect(rules.tiers[0]).toEqual({
      name: 'patron',
      limits: { day: { images: 200, microUsd: 10_000_000 }, month: { microUsd: null } },
      ...{ concurrent: 6, queued: 30 },
      members: {
        users: new Set(['telegram:123456789']),
        roles: new Set(['2345678901234567890']),
        chats: new Set(),
        lists: new Set(['friends']),
      },
    });
    expect([...rules.budgets]).toEqual([
      ['chat:discord:3456789012345678901', { month: { microUsd: 50_000_000 } }],
      ['role:2345678901234567890', { day: { images: 500 } }],
      ['list:friends', { month: { microUsd: 20_000_000 } }],
      ['all:all', { month: { microUsd: 300_000_000 } }],
    ]);
  });

  it('has all its sections described', async () => {
    const text = await readFile(docs, 'utf8');
    const parsed = parseOperatorFile(await readFile(example, 'utf8'));

    const sections = parsed.kind === 'read' ? Object.keys(parsed.content) : [];

    expect(sections.length).toBeGreaterThan(3);
    expect(sections.filter((section) => !text.includes(`| \`${section}\``))).toEqual([]);
  });

  it('may be empty', () => {
    expect(parseOperatorFile('')).toEqual({ kind: 'read', content: {} });
    expect(parseOperatorFile('# nothing yet\n')).toEqual({ kind: 'read', content: {} });
  });

  it.each([
    {
      name: 'mistakes in several places',
      text: 'tiers:\n  guest:\n    concurrent: 0\n    limits:\n      day: { images: many }\nlimit: {}\n',
      problems: [
        /^line 3: tiers\.guest\.concurrent: Too small/,
        /^line 5: tiers\.guest\.limits\.day\.images: must be a whole number of pictures, or none$/,
        /^line 6: limit: is not known here$/,
      ],
    },
    {
      name: 'an id without its platform, which YAML reads as a number',
      text: 'tiers:\n  a:\n    members:\n      users:\n        - 1234567890123456789\n',
      problems: [/^line 5: tiers\.a\.members\.users\.0: /],
    },
    {
      name: 'names that are given nowhere',
      text: 'defaultTier: none\ntiers:\n  a:\n    members: { lists: [constructor] }\nlimits:\n  lists:\n    b: {}\n',
      problems: [
        /^line 1: defaultTier: is no tier/,
        /^line 4: tiers\.a\.members\.lists\.0: is no list/,
        /^line 7: limits\.lists\.b: is no list/,
      ],
    },
    {
      name: 'an impossible id as a name',
      text: 'limits:\n  servers:\n    telegram:1: {}\n',
      problems: [/^line 3: limits\.servers\.telegram:1: must be an id such as discord:/],
    },
    { name: 'text that is no YAML', text: 'tiers: [\n', problems: [/^line 2: /] },
    { name: 'a list', text: '- a\n', problems: [/^line 1: the file: /] },
  ])('tells all mistakes with their lines: $name', ({ text, problems }) => {
    const parsed = parseOperatorFile(text);

    const told = parsed.kind === 'wrong' ? parsed.problems : [];
    expect(told).toHaveLength(problems.length);
    for (const [index, problem] of problems.entries()) expect(told[index]).toMatch(problem);
  });

  describe('while Limner runs', () => {
    let folder: string;
    let path: string;
    let file: OperatorFile | undefined;
    let said: string[];
    const note = (fields: object, message: string): void =>
      void said.push(`${message} ${JSON.stringify(fields)}`);
    const logger = { ...silentLogger, info: note, warn: note, error: note } as Logger;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'limner-config-'));
      path = join(folder, 'limner.config.yaml');
      said = [];
    });
    afterEach(async () => {
      file?.close();
      await rm(folder, { recursive: true });
    });
    const tierNames = (): string[] => Object.keys(file?.current().tiers ?? {});

    it('is read when it appears and when it changes, and a broken change leaves the old one', async () => {
      file = await openOperatorFile({ path, logger, lookMs: 5 });
      const absent = tierNames();

      await writeFile(path, 'tiers: { a: {} }');
      await eventually(() => expect(tierNames()).toEqual(['a']));
      await writeFile(path, 'tiers: { a: {}, b: { concurrent: -1 } }');
      await eventually(() => expect(said.join('\n')).toContain('has mistakes'));
      const kept = tierNames();
      await writeFile(path, 'tiers: { a: {}, b: { concurrent: 1 } }');
      await eventually(() => expect(tierNames()).toEqual(['a', 'b']));
      await rm(path);
      await eventually(() => expect(said.join('\n')).toContain('is gone'));

      expect([absent, kept, tierNames()]).toEqual([[], ['a'], ['a', 'b']]);
      expect(said.find((line) => line.includes('mistakes'))).toMatch(/line 1: tiers\.b\.concurrent/);
    });

    it('keeps Limner from starting when it is broken from the start', async () => {
      await writeFile(path, 'tiers: { a: { gateway: [gccai] } }');

      await expect(openOperator({ operatorFile: path }, logger)).rejects.toMatchObject({
        name: 'ConfigError',
        problems: ['limner.config.yaml, line 1: tiers.a.gateway: is not known here'],
      });
    });
  });
});
