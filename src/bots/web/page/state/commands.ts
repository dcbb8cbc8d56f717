import { api } from '../api/client.ts';
import { say } from '../say.ts';
import { adminCommand } from './admin.ts';
import { cancel, note, unfinished } from './chat-actions.ts';
import { openGallery } from './gallery.ts';
import { describePictures, helpWith } from './helper.ts';
import { areKeysOpen } from './own-keys.ts';
import { showLatest, showPicture } from './picture-actions.ts';
import { showPrivacy } from './privacy.ts';
import { quotaSentences } from './quota-sentences.ts';
import { areSettingsOpen } from './settings.ts';

/**
 * What a line in the composer means: a prompt (with `/imagine` or `/edit` taken off its front) that is to be sent, or a
 * command, which is carried out here.
 */
export function readLine(
  text: string,
): { kind: 'prompt'; text: string } | { kind: 'command'; run(): Promise<void> } {
  const match = /^\/([a-z]+)\b\s*([\s\S]*)$/i.exec(text);
  if (!match) return { kind: 'prompt', text };
  const [, name = '', rest = ''] = match;
  switch (name.toLowerCase()) {
    case 'imagine':
    case 'edit':
      return { kind: 'prompt', text: rest };
    case 'quota':
      return {
        kind: 'command',
        run: async () => note(text, quotaSentences(await api.quota(), Date.now()).join('\n')),
      };
    case 'cancel':
      return { kind: 'command', run: () => cancelNewest(text, /^all$/i.test(rest.trim())) };
    case 'history':
      return { kind: 'command', run: () => openGallery('history') };
    case 'last':
      return { kind: 'command', run: () => showLatest(text) };
    case 'show':
      return { kind: 'command', run: () => showPicture(text, rest.trim()) };
    case 'favourites':
      return { kind: 'command', run: () => openGallery('favourites') };
    case 'settings':
      return { kind: 'command', run: async () => areSettingsOpen.set(true) };
    case 'describe':
      return { kind: 'command', run: describePictures };
    case 'prompt':
      return { kind: 'command', run: () => helpWith(text, rest.trim()) };
    case 'privacy':
      return { kind: 'command', run: () => showPrivacy(text) };
    case 'key':
    case 'keys':
      return { kind: 'command', run: async () => areKeysOpen.set(true) };
    case 'moderation':
      return { kind: 'command', run: () => adminCommand(text, `moderation ${rest.trim()}`) };
    case 'admin':
      return { kind: 'command', run: () => adminCommand(text, rest.trim()) };
    case 'help':
    case 'start':
      return { kind: 'command', run: async () => note(text, say('command.help')) };
    default:
      return {
        kind: 'command',
        run: async () => note(text, say('command.unknown', { command: `/${name}` })),
      };
  }
}

async function cancelNewest(text: string, all: boolean): Promise<void> {
  const open = unfinished();
  if (open.length === 0) return note(text, say('command.cancel-nothing'));
  for (const { id } of all ? open : open.slice(0, 1)) await cancel(id);
}
