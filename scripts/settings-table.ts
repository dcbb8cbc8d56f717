import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { keyedProviderIds, type Setting } from '../src/config/setting.ts';
import { settings } from '../src/config/settings.ts';

// Prints the table of settings; with --write, writes it into README.md between its marks, and .env.example anew.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  if (process.argv.includes('--write')) writeAll();
  else process.stdout.write(renderSettingsTable());
}

function writeAll(): void {
  const file = (name: string) => fileURLToPath(new URL(`../${name}`, import.meta.url));
  writeFileSync(file('.env.example'), renderEnvExample());
  const readme = file('README.md');
  if (existsSync(readme)) writeFileSync(readme, withSettingsTable(readFileSync(readme, 'utf8')));
}

/** A text with today's table between `<!-- settings -->` and `<!-- /settings -->`. */
export function withSettingsTable(text: string): string {
  const between = /(<!-- settings -->\n)[\s\S]*?(<!-- \/settings -->)/;
  // Prettier would pad the columns, and the text would no longer be what the table renders.
  const table = `<!-- prettier-ignore-start -->\n\n${renderSettingsTable()}\n<!-- prettier-ignore-end -->\n`;
  return text.replace(between, (_, begin: string, end: string) => begin + table + end);
}

/** The table of settings in Markdown. What every gateway has is told once, with `<GATEWAY>` for its name. */
export function renderSettingsTable(): string {
  const rows = Object.entries(settings)
    .filter(([name]) => !isOfGateway(name))
    .map(([name, setting]) => row(name, setting.about, whenUnset(setting)));
  return [
    '| variable | what it does | when unset |',
    '| --- | --- | --- |',
    ...rows,
    ...gatewayRows(),
    '',
  ].join('\n');
}

/** The text of .env.example: every setting, commented out, with a harmless value. */
export function renderEnvExample(): string {
  const lines = [
    '# Settings of Limner. Copy this file to .env and uncomment what you want to change; nothing is required.',
    '# The environment outdoes this file. An empty value means unset. Quote a value that holds a "#".',
    '# A setting marked "secret" can also come from a file: write NAME_FILE=/path/to/file instead of NAME.',
  ];
  let section = '';
  for (const [name, setting] of Object.entries(settings)) {
    if (setting.section !== section) lines.push('', `# --- ${setting.section} ---`);
    section = setting.section;
    const notes = [setting.secret && 'secret', whenUnset(setting)].filter(Boolean).join('; ');
    lines.push('', `# ${setting.about} (${notes})`, `#${name}=${setting.example}`);
  }
  return `${lines.join('\n')}\n`;
}

function isOfGateway(name: string): boolean {
  return keyedProviderIds.some((id) => name.startsWith(`${id.toUpperCase()}_`));
}

/** One row per kind of variable: the gateways that have it and, where they differ, what each takes when unset. */
function gatewayRows(): string[] {
  const byKind = new Map<string, { id: string; setting: Setting }[]>();
  for (const id of keyedProviderIds) {
    const prefix = `${id.toUpperCase()}_`;
    for (const [name, setting] of Object.entries(settings)) {
      if (!name.startsWith(prefix)) continue;
      const kind = name.slice(prefix.length);
      byKind.set(kind, [...(byKind.get(kind) ?? []), { id, setting }]);
    }
  }

  return [...byKind].map(([kind, entries]) => {
    const having =
      entries.length < keyedProviderIds.length ? ` (${entries.map(({ id }) => id).join(', ')})` : '';
    const about = entries[0]?.setting.about.replaceAll(entries[0].id, 'the gateway') ?? '';
    const texts = entries.map(({ id, setting }) => ({ id, text: whenUnset(setting) }));
    const same = texts.every(({ text }) => text === texts[0]?.text);
    const unset = same ? (texts[0]?.text ?? '') : texts.map(({ id, text }) => `${id}: ${text}`).join('<br>');
    return row(`<GATEWAY>_${kind}`, about + having, unset);
  });
}

function whenUnset(setting: Setting): string {
  return setting.default ?? setting.unset ?? '';
}

function row(name: string, about: string, unset: string): string {
  return `| ${[`\`${name}\``, about, unset].map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
}
