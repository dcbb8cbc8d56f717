import { api } from '../api/client.ts';
import { say } from '../say.ts';
import { adminCommand } from './admin.ts';
import { cancel, note, unfinished } from './chat-actions.ts';
import { config } from './config.ts';
import { openGallery } from './gallery.ts';
import { describePictures, helpWith } from './helper.ts';
import { areKeysOpen } from './own-keys.ts';
import { showLatest, showPicture } from './picture-actions.ts';
import { showPrivacy } from './privacy.ts';
import { quotaSentences } from './quota-sentences.ts';
import { areSettingsOpen } from './settings.ts';

/** Gets the whole line, and what stands behind the command. */
type Run = (line: string, rest: string) => Promise<void>;

/** What is carried out here, in the order in which people read it. */
const commands: Readonly<Record<string, Run>> = {
  history: () => openGallery('history'),
  favourites: () => openGallery('favourites'),
  last: (line) => showLatest(line),
  show: showPicture,
  describe: describePictures,
  prompt: helpWith,
  quota: async (line) => note(line, quotaSentences(await api.quota(), Date.now()).join('\n')),
  cancel: (line, rest) => cancelNewest(line, /^all$/i.test(rest)),
  settings: async () => areSettingsOpen.set(true),
  key: async () => areKeysOpen.set(true),
  privacy: (line) => showPrivacy(line),
  admin: adminCommand,
  moderation: (line, rest) => adminCommand(line, `moderation ${rest}`),
  help: async (line) => note(line, help()),
};
const prompting = ['imagine', 'edit'];
const aliases = new Map([
  ['keys', 'key'],
  ['start', 'help'],
]);
const byName = new Map(Object.entries(commands));

/**
 * What a line in the composer means: a prompt (with `/imagine` or `/edit` taken off its front) that is to be sent, or a
 * command, which is carried out here.
 */
export function readLine(
  text: string,
): { kind: 'prompt'; text: string } | { kind: 'command'; run(): Promise<void> } {
  const match = /^\/([a-z]+)\b\s*([\s\S]*)$/i.exec(text);
  if (!match) return { kind: 'prompt', text };
  const [, typed = '', rest = ''] = match;
  const name = typed.toLowerCase();
  if (prompting.includes(name)) return { kind: 'prompt', text: rest };
  const run = byName.get(aliases.get(name) ?? name);
  if (run) return { kind: 'command', run: () => run(text, rest.trim()) };
  const answer = () => say('command.unknown', { command: `/${typed}`, commands: offered() });
  return { kind: 'command', run: async () => note(text, answer()) };
}

function help(): string {
  const { hasHelper = false, hasOwnKeys = false } = config.get() ?? {};
  return [
    say('command.help'),
    ...(hasHelper ? [say('command.help-helper')] : []),
    ...(hasOwnKeys ? [say('command.help-keys')] : []),
    say('command.help-admin'),
    say('command.help-all', { commands: offered() }),
  ].join('\n');
}

/** Every command that does something here. */
function offered(): string {
  const { hasHelper = false, hasOwnKeys = false } = config.get() ?? {};
  const missing = [...(hasHelper ? [] : ['describe', 'prompt']), ...(hasOwnKeys ? [] : ['key'])];
  const names = [...prompting, ...Object.keys(commands)].filter((name) => !missing.includes(name));
  return names.map((name) => `/${name}`).join(', ');
}

async function cancelNewest(text: string, all: boolean): Promise<void> {
  const open = unfinished();
  if (open.length === 0) return note(text, say('command.cancel-nothing'));
  for (const { id } of all ? open : open.slice(0, 1)) await cancel(id);
}
