import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderSettingsTable, withSettingsTable } from '../../scripts/settings-table.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const decisions = readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`);
const own = ['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md', 'docs/dependencies.md'];
const pages = [...own, ...decisions].filter((name) => existsSync(join(root, name)));

function read(name: string): string {
  return readFileSync(join(root, name), 'utf8');
}

describe.each(pages)('%s', (page) => {
  const text = read(page);

  it('names files and folders that exist', () => {
    const named = [
      ...text.matchAll(/`((?:src|test|scripts|docs|\.ci)\/[\w./-]*|\.[a-z]+rc\.json|\.env\.example)`/g),
    ];
    const missing = named.map(([, path = '']) => path).filter((path) => !existsSync(join(root, path)));

    expect(missing).toEqual([]);
  });

  it('names npm scripts that exist', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);

    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('links to files that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, path = '']) => path);

    expect(links.filter((path) => !existsSync(join(root, page, '..', path)))).toEqual([]);
  });
});

it.each(decisions)('%s is named by its day and says what was decided', (path) => {
  expect(path).toMatch(/\/\d{4}-\d\d-\d\d-[a-z0-9-]+\.md$/);
  expect(read(path)).toMatch(/^# .+\n[\s\S]*\*\*Decision/m);
});

it.runIf(existsSync(join(root, 'README.md')))('README shows the settings as they are', () => {
  expect(read('README.md')).toContain(renderSettingsTable());
});

it('the table of settings is written between its marks alone', () => {
  const text = 'before\n<!-- settings -->\n\nstale row\n\n<!-- /settings -->\nafter';

  const written = withSettingsTable(text);

  expect(written).toMatch(/^before\n<!-- settings -->\n<!-- prettier-ignore-start -->\n\n\|/);
  expect(written).toContain(renderSettingsTable());
  expect(written).toMatch(/<!-- prettier-ignore-end -->\n<!-- \/settings -->\nafter$/);
  expect(written).not.toContain('stale row');
  expect(withSettingsTable(written)).toBe(written);
});
